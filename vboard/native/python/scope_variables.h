// Variables of a script, which stay in its scope: whole numbers there, or in its lists and
// dictionaries.

#ifndef VBOARD_NATIVE_PYTHON_SCOPE_VARIABLES_H_
#define VBOARD_NATIVE_PYTHON_SCOPE_VARIABLES_H_

#include <vector>

#include "memory/access_program.h"
#include "python/support.h"

namespace vboard::python {

class ScopeVariables : public ScriptVariables {
 public:
  explicit ScopeVariables(PyObject* scope) : scope_(Ref::Borrow(scope)) {}

  // A path is a tuple: a name, and then keys and indices. An object has to be the same at each
  // run. False: a Python error is set.
  bool AddVariable(PyObject* path);
  bool AddObject(PyObject* path, PyObject* object);
  size_t size() const { return variables_.size(); }

  bool Load(int64_t* values) override;
  void Store(const int64_t* values, const AccessOp* kinds) override;

  int Traverse(visitproc visit, void* arg) const;
  void Clear();

 private:
  struct Key {
    Ref object;
    Py_ssize_t index;  // of a list; -1: none
  };
  using Path = std::vector<Key>;
  struct Variable {
    size_t container;  // number in `containers_`
    Key key;
  };
  struct Object {
    Path path;
    Ref object;
  };

  static bool ToPath(PyObject* tuple, Path& path);
  static bool SamePath(const Path& left, const Path& right);
  // What is there, borrowed; nullptr without an error: nothing.
  PyObject* Find(const Path& path) const;
  static PyObject* Item(PyObject* container, const Key& key);

  Ref scope_;
  std::vector<Path> containers_;  // of variables
  std::vector<Variable> variables_;
  std::vector<Object> objects_;
  std::vector<PyObject*> found_;  // the containers of the run in progress, borrowed
};

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_SCOPE_VARIABLES_H_
