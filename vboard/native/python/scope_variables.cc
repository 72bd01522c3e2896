#include "python/scope_variables.h"

namespace vboard::python {
namespace {

// Such numbers cannot exceed 64 bits by what a program does with them.
constexpr int64_t kLargest = int64_t{1} << 33;

bool ToNumber(PyObject* object, int64_t& value) {
  if (!PyLong_CheckExact(object) && !PyBool_Check(object)) return false;
  int overflow = 0;
  value = PyLong_AsLongLongAndOverflow(object, &overflow);
  return overflow == 0 && -kLargest <= value && value <= kLargest;
}

}  // namespace

bool ScopeVariables::ToPath(PyObject* tuple, Path& path) {
  const Py_ssize_t count = PyTuple_Check(tuple) ? PyTuple_Size(tuple) : 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* key = PyTuple_GetItem(tuple, i);
    Py_ssize_t index = -1;
    if (PyLong_CheckExact(key)) {
      index = PyLong_AsSsize_t(key);
      if (index == -1) PyErr_Clear();
    }
    path.push_back(Key{Ref::Borrow(key), index});
  }
  if (path.empty()) PyErr_SetString(PyExc_ValueError, "a path has a name");
  return !path.empty();
}

bool ScopeVariables::SamePath(const Path& left, const Path& right) {
  if (left.size() != right.size()) return false;
  for (size_t i = 0; i < left.size(); ++i) {
    const int same = PyObject_RichCompareBool(left[i].object.get(), right[i].object.get(), Py_EQ);
    if (same < 0) PyErr_Clear();
    if (same <= 0) return false;
  }
  return true;
}

bool ScopeVariables::AddVariable(PyObject* path) {
  Path container;
  if (!ToPath(path, container)) return false;
  Key key = std::move(container.back());
  container.pop_back();
  size_t number = 0;
  while (number < containers_.size() && !SamePath(containers_[number], container)) ++number;
  if (number == containers_.size()) containers_.push_back(std::move(container));
  variables_.push_back(Variable{number, std::move(key)});
  found_.resize(containers_.size());
  return true;
}

bool ScopeVariables::AddObject(PyObject* path, PyObject* object) {
  objects_.push_back(Object{{}, Ref::Borrow(object)});
  return ToPath(path, objects_.back().path);
}

PyObject* ScopeVariables::Item(PyObject* container, const Key& key) {
  if (PyDict_CheckExact(container)) {
    PyObject* item = PyDict_GetItemWithError(container, key.object.get());
    if (item == nullptr) PyErr_Clear();
    return item;
  }
  if (key.index < 0) return nullptr;
  if (PyList_CheckExact(container)) {
    return key.index < PyList_Size(container) ? PyList_GetItem(container, key.index) : nullptr;
  }
  if (PyTuple_CheckExact(container)) {
    return key.index < PyTuple_Size(container) ? PyTuple_GetItem(container, key.index) : nullptr;
  }
  return nullptr;
}

PyObject* ScopeVariables::Find(const Path& path) const {
  PyObject* found = scope_.get();
  for (size_t i = 0; i < path.size() && found != nullptr; ++i) found = Item(found, path[i]);
  return found;
}

bool ScopeVariables::Load(int64_t* values) {
  for (const Object& each : objects_) {
    if (Find(each.path) != each.object.get()) return false;
  }
  for (size_t i = 0; i < containers_.size(); ++i) {
    found_[i] = Find(containers_[i]);
    if (found_[i] == nullptr || !(PyDict_CheckExact(found_[i]) || PyList_CheckExact(found_[i]))) {
      return false;
    }
    for (size_t j = 0; j < i; ++j) {
      if (found_[j] == found_[i]) return false;  // two names of one: a store changes both
    }
  }
  for (size_t i = 0; i < variables_.size(); ++i) {
    PyObject* item = Item(found_[variables_[i].container], variables_[i].key);
    if (item == nullptr || !ToNumber(item, values[i])) return false;
  }
  return true;
}

void ScopeVariables::Store(const int64_t* values, const AccessOp* kinds) {
  for (size_t i = 0; i < variables_.size(); ++i) {
    if (kinds[i] == AccessOp::kLoad) continue;
    Ref value(kinds[i] == AccessOp::kStore ? PyLong_FromLongLong(values[i])
                                           : PyBool_FromLong(values[i] != 0));
    PyObject* container = found_[variables_[i].container];
    const Key& key = variables_[i].key;
    if (value && PyList_CheckExact(container)) {
      PyList_SetItem(container, key.index, value.Release());
    } else if (value) {
      PyDict_SetItem(container, key.object.get(), value.get());
    }
  }
}

int ScopeVariables::Traverse(visitproc visit, void* arg) const {
  Py_VISIT(scope_.get());
  for (const Object& each : objects_) Py_VISIT(each.object.get());
  return 0;
}

void ScopeVariables::Clear() {
  // `Load` finds nothing from here on.
  objects_.clear();
  scope_.Reset();
}

}  // namespace vboard::python
