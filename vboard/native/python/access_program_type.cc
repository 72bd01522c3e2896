#include "python/access_program_type.h"

#include <memory>

#include "python/clock_type.h"
#include "python/register_type.h"
#include "python/scope_variables.h"

namespace vboard::python {

PyTypeObject* program_type;

namespace {

PyAccessProgram& Self(PyObject* object) { return *reinterpret_cast<PyAccessProgram*>(object); }

bool ToSteps(PyObject* list, std::vector<AccessStep>& steps) {
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    unsigned int op = 0;
    long long argument = 0;
    if (!item || !PyArg_ParseTuple(item.get(), "IL", &op, &argument)) return false;
    if (op >= kAccessOps) {
      PyErr_SetString(PyExc_ValueError, "no such operation");
      return false;
    }
    steps.push_back(AccessStep{static_cast<AccessOp>(op), argument});
  }
  return count >= 0;
}

bool ToRegisters(PyObject* list, std::vector<DeviceRegister*>& registers) {
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    if (!item) return false;
    const int is = PyObject_IsInstance(item.get(), reinterpret_cast<PyObject*>(register_type));
    if (is == 0) PyErr_SetString(PyExc_TypeError, "expected a register");
    if (is <= 0) return false;
    registers.push_back(&RegisterOf(item.get()));
  }
  return count >= 0;
}

bool AddVariables(ScopeVariables& variables, PyObject* paths, PyObject* objects) {
  const Py_ssize_t count = PySequence_Size(paths);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref path(PySequence_GetItem(paths, i));
    if (!path || !variables.AddVariable(path.get())) return false;
  }
  const Py_ssize_t others = count < 0 ? -1 : PySequence_Size(objects);
  for (Py_ssize_t i = 0; i < others; ++i) {
    const Ref item(PySequence_GetItem(objects, i));
    PyObject *path = nullptr, *object = nullptr;
    if (!item || !PyArg_ParseTuple(item.get(), "OO", &path, &object) ||
        !variables.AddObject(path, object)) {
      return false;
    }
  }
  return others >= 0;
}

// AccessProgram(scope, steps, paths, objects, registers, variables): see core.pyi.
PyObject* ProgramNew(PyTypeObject* type, PyObject* args, PyObject*) {
  PyObject *scope = nullptr, *list = nullptr, *paths = nullptr, *objects = nullptr,
           *places = nullptr;
  unsigned int all = 0;
  if (!PyArg_ParseTuple(args, "O!OOOOI:AccessProgram", &PyDict_Type, &scope, &list, &paths,
                        &objects, &places, &all)) {
    return nullptr;
  }
  std::vector<AccessStep> steps;
  std::vector<DeviceRegister*> registers;
  auto variables = std::make_unique<ScopeVariables>(scope);
  if (!ToSteps(list, steps) || !ToRegisters(places, registers) ||
      !AddVariables(*variables, paths, objects)) {
    return nullptr;
  }
  auto program = std::make_unique<AccessProgram>(std::move(steps), std::move(registers),
                                                 variables->size(), all);
  if (!program->IsSound()) {
    PyErr_SetString(PyExc_ValueError, "the program is not sound");
    return nullptr;
  }
  program->set_variables(variables.get());
  PyAccessProgram* self = Allocate<PyAccessProgram>(type);
  if (self == nullptr) return nullptr;
  self->program = program.release();
  self->variables = variables.release();
  return reinterpret_cast<PyObject*>(self);
}

int ProgramTraverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  const ScopeVariables* variables = Self(object).variables;
  return variables != nullptr ? variables->Traverse(visit, arg) : 0;
}

int ProgramClear(PyObject* object) {
  if (Self(object).variables != nullptr) Self(object).variables->Clear();
  return 0;
}

void ProgramDealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  delete Self(object).program;
  delete Self(object).variables;
  Free(object);
}

PyObject* Changes(PyObject* object, void*) {
  return PyLong_FromUnsignedLongLong(ProgramOf(object)->changes());
}

PyObject* RunOnce(PyObject* object, PyObject* args) {
  PyObject* clock = nullptr;
  unsigned int value = 0;
  if (!PyArg_ParseTuple(args, "O!I:run", clock_type, &clock, &value)) return nullptr;
  uint32_t result = 0;
  if (!ProgramOf(object)->Run(reinterpret_cast<PyClock*>(clock)->clock, value, result)) {
    return Py_BuildValue("");
  }
  return PyLong_FromUnsignedLong(result);
}

PyMethodDef methods[] = {
    {"run", RunOnce, METH_VARARGS, "Do an access as a core does it; None: it is left."},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef getset[] = {{"changes", Changes, nullptr, "Runs that changed something.", nullptr},
                        {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("What a scripted peripheral does for one access.")},
    {Py_tp_new, reinterpret_cast<void*>(ProgramNew)},
    {Py_tp_traverse, reinterpret_cast<void*>(ProgramTraverse)},
    {Py_tp_clear, reinterpret_cast<void*>(ProgramClear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(ProgramDealloc)},
    {Py_tp_methods, methods},
    {Py_tp_getset, getset},
    {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.AccessProgram", sizeof(PyAccessProgram), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};

}  // namespace

bool AddAccessProgramType(PyObject* module) {
  program_type = AddType(module, &spec);
  return program_type != nullptr;
}

}  // namespace vboard::python
