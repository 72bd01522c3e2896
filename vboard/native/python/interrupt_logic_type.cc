#include "python/interrupt_logic_type.h"

#include "python/line_type.h"
#include "python/register_type.h"

namespace vboard::python {

PyTypeObject* logic_type;

namespace {

PyObject* LogicNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyInterruptLogic* self = Allocate<PyInterruptLogic>(type);
  if (self == nullptr) return nullptr;
  new (&self->logic) InterruptLogic();
  return reinterpret_cast<PyObject*>(self);
}

void LogicDealloc(PyObject* object) {
  LogicOf(object).~InterruptLogic();
  Free(object);
}

// (flags, enables or None, mask, shift)
bool ToTerm(PyObject* item, InterruptTerm& term) {
  PyObject *flags = nullptr, *enables = nullptr;
  unsigned int mask = 0;
  int shift = 0;
  if (!PyArg_ParseTuple(item, "O!OIi", register_type, &flags, &enables, &mask, &shift))
    return false;
  const bool gated = enables != Py_None;
  if (gated && PyObject_IsInstance(enables, reinterpret_cast<PyObject*>(register_type)) <= 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "expected a register of enables");
    return false;
  }
  if (shift < -31 || shift > 31) {
    PyErr_SetString(PyExc_ValueError, "a shift is within a register");
    return false;
  }
  term = InterruptTerm{&RegisterOf(flags).value, gated ? &RegisterOf(enables).value : nullptr, mask,
                       shift};
  return true;
}

PyObject* AddOutput(PyObject* object, PyObject* args) {
  PyObject *line = nullptr, *list = nullptr;
  if (!PyArg_ParseTuple(args, "O!O:add_output", line_type, &line, &list)) return nullptr;
  InterruptOutput output{&LineOf(line), {}};
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref term(PySequence_GetItem(list, i));
    output.terms.emplace_back();
    if (!term || !ToTerm(term.get(), output.terms.back())) return nullptr;
  }
  if (count < 0) return nullptr;
  LogicOf(object).outputs.push_back(std::move(output));
  return Py_BuildValue("");
}

PyObject* Settle(PyObject* object, PyObject*) {
  const InterruptLogic& logic = LogicOf(object);
  PyObject* list = nullptr;
  for (size_t i = 0; i < logic.outputs.size(); ++i) {
    Line& line = *logic.outputs[i].line;
    const bool level = logic.outputs[i].Level();
    if (level == line.level) continue;
    if (line.DriveUnseen(level)) continue;
    if (list == nullptr) list = PyList_New(0);
    const Ref entry(Py_BuildValue("nO", static_cast<Py_ssize_t>(i), level ? Py_True : Py_False));
    if (list == nullptr || !entry || PyList_Append(list, entry.get()) < 0) {
      Py_XDECREF(list);
      return nullptr;
    }
  }
  return list != nullptr ? list : Py_BuildValue("");
}

PyMethodDef methods[] = {
    {"add_output", AddOutput, METH_VARARGS, "A line, which is up while one of the terms is."},
    {"settle", Settle, METH_NOARGS, "Bring lines up to date; returns those that need the host."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("The interrupt lines of a peripheral.")},
                       {Py_tp_new, reinterpret_cast<void*>(LogicNew)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(LogicDealloc)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.InterruptLogic", sizeof(PyInterruptLogic), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

bool AddInterruptLogicType(PyObject* module) {
  logic_type = AddType(module, &spec);
  return logic_type != nullptr;
}

}  // namespace vboard::python
