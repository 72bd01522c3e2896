#include "python/line_type.h"

#include <cstddef>

#include "python/core_object.h"
#include "python/register_type.h"
#include "python/reports.h"

namespace vboard::python {

PyTypeObject* line_type;
PyTypeObject* latch_type;

namespace {

PyObject* ObjectOf(Line* line) {
  return reinterpret_cast<PyObject*>(reinterpret_cast<char*>(line) - offsetof(PyLine, line));
}

// Tells of changes of one line in a row at once.
bool Deliver(Clock& clock) {
  const std::vector<LineChange> changes = clock.line_changes().Take();
  std::vector<Ref> alive;
  for (const LineChange& change : changes) {
    PyObject* line = ObjectOf(change.line);
    if (alive.empty() || alive.back().get() != line) alive.push_back(Ref::Borrow(line));
  }
  std::vector<uint64_t> times;
  for (size_t first = 0; first < changes.size();) {
    times.clear();
    size_t next = first;
    for (; next < changes.size() && changes[next].line == changes[first].line; ++next) {
      times.push_back(changes[next].time);
    }
    const Ref done(PyObject_CallMethod(ObjectOf(changes[first].line), "recorded", "y#O",
                                       reinterpret_cast<const char*>(times.data()),
                                       static_cast<Py_ssize_t>(times.size() * sizeof(uint64_t)),
                                       changes[first].level ? Py_True : Py_False));
    if (!done) return false;
    first = next;
  }
  return true;
}

// -- Line
// -------------------------------------------------------------------------------------------

PyObject* LineNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyLine* self = Allocate<PyLine>(type);
  if (self == nullptr) return nullptr;
  new (&self->line) Line();
  return reinterpret_cast<PyObject*>(self);
}

void LineDealloc(PyObject* object) {
  LineOf(object).~Line();
  Free(object);
}

PyObject* SetGates(PyObject* object, PyObject* list) {
  std::vector<LineGate> gates;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    PyObject* reg = nullptr;
    unsigned int mask = 0;
    if (!item || !PyArg_ParseTuple(item.get(), "OI", &reg, &mask)) return nullptr;
    if (PyObject_IsInstance(reg, reinterpret_cast<PyObject*>(register_type)) <= 0) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "expected registers");
      return nullptr;
    }
    gates.push_back(LineGate{&RegisterOf(reg).value, mask});
  }
  if (count < 0) return nullptr;
  LineOf(object).gates = std::move(gates);
  return Py_BuildValue("");
}

// set_inputs([(core, number)]): see core.pyi.
PyObject* SetInputs(PyObject* object, PyObject* list) {
  std::vector<LineInput> inputs;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    PyObject* core = nullptr;
    unsigned int number = 0;
    if (!item || !PyArg_ParseTuple(item.get(), "O!I", core_type, &core, &number)) return nullptr;
    inputs.push_back(LineInput{PartsOf(core).inputs, number});
  }
  if (count < 0) return nullptr;
  LineOf(object).inputs = std::move(inputs);
  return Py_BuildValue("");
}

PyMethodDef line_methods[] = {
    {"set_inputs", SetInputs, METH_O, "External interrupts of cores that the line drives."},
    {"set_gates", SetGates, METH_O, "While a register has one of the bits the host is told."},
    {nullptr, nullptr, 0, nullptr}};

PyObject* Level(PyObject* object, void*) { return PyBool_FromLong(LineOf(object).level); }

int SetLevel(PyObject* object, PyObject* value, void*) {
  const int level = value == nullptr ? -1 : PyObject_IsTrue(value);
  if (level < 0) return -1;
  Line& line = LineOf(object);
  line.changes += line.level != (level != 0);
  line.level = level != 0;
  return 0;
}

PyObject* Changes(PyObject* object, void*) {
  return PyLong_FromUnsignedLongLong(LineOf(object).changes);
}

PyObject* Use(PyObject* object, void*) {
  return PyLong_FromLong(static_cast<long>(LineOf(object).use));
}

int SetUse(PyObject* object, PyObject* value, void*) {
  uint32_t use = 0;
  if (value == nullptr || !ToUint32(value, use)) return -1;
  if (use > static_cast<uint32_t>(LineUse::kHost)) {
    PyErr_SetString(PyExc_ValueError, "a line is silent (0), recorded (1) or the host's (2)");
    return -1;
  }
  LineOf(object).use = static_cast<LineUse>(use);
  return 0;
}

PyGetSetDef line_getset[] = {{"level", Level, SetLevel, "Whether the line is high.", nullptr},
                             {"changes", Changes, nullptr, "Number of changes.", nullptr},
                             {"use", Use, SetUse, "0 silent, 1 recorded, 2 the host's.", nullptr},
                             {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot line_slots[] = {{Py_tp_doc, const_cast<char*>("An output line.")},
                            {Py_tp_new, reinterpret_cast<void*>(LineNew)},
                            {Py_tp_dealloc, reinterpret_cast<void*>(LineDealloc)},
                            {Py_tp_methods, line_methods},
                            {Py_tp_getset, line_getset},
                            {0, nullptr}};

PyType_Spec line_spec = {"vboard.native.core.Line", sizeof(PyLine), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, line_slots};

// -- OutputLatch
// ------------------------------------------------------------------------------------

PyObject* LatchNew(PyTypeObject* type, PyObject* args, PyObject*) {
  PyObject* lines = nullptr;
  if (!PyArg_ParseTuple(args, "O:OutputLatch", &lines)) return nullptr;
  const Py_ssize_t count = PySequence_Size(lines);
  if (count < 0) return nullptr;
  if (count > 32) {
    PyErr_SetString(PyExc_ValueError, "a latch has 32 lines at most");
    return nullptr;
  }
  PyLatch* self = Allocate<PyLatch>(type);
  if (self == nullptr) return nullptr;
  new (&self->latch) OutputLatch();
  const Ref owner(reinterpret_cast<PyObject*>(self));
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref line(PySequence_GetItem(lines, i));
    if (!line) return nullptr;
    if (PyObject_IsInstance(line.get(), reinterpret_cast<PyObject*>(line_type)) <= 0) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "expected lines");
      return nullptr;
    }
    self->latch.lines.push_back(&LineOf(line.get()));
  }
  Py_INCREF(owner.get());
  return owner.get();
}

void LatchDealloc(PyObject* object) {
  LatchOf(object).~OutputLatch();
  Free(object);
}

PyObject* Bits(PyObject* object, void*) { return PyLong_FromUnsignedLong(LatchOf(object).bits); }
int SetBits(PyObject* object, PyObject* value, void*) {
  return value != nullptr && ToUint32(value, LatchOf(object).bits) ? 0 : -1;
}
PyObject* Driven(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(LatchOf(object).driven);
}
int SetDriven(PyObject* object, PyObject* value, void*) {
  return value != nullptr && ToUint32(value, LatchOf(object).driven) ? 0 : -1;
}

PyGetSetDef latch_getset[] = {{"bits", Bits, SetBits, "The latch, a bit a pin.", nullptr},
                              {"driven", Driven, SetDriven, "Pins whose lines follow.", nullptr},
                              {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot latch_slots[] = {{Py_tp_doc, const_cast<char*>("The output latch of a port.")},
                             {Py_tp_new, reinterpret_cast<void*>(LatchNew)},
                             {Py_tp_dealloc, reinterpret_cast<void*>(LatchDealloc)},
                             {Py_tp_getset, latch_getset},
                             {0, nullptr}};

PyType_Spec latch_spec = {"vboard.native.core.OutputLatch", sizeof(PyLatch), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, latch_slots};

}  // namespace

bool BeforePython(Clock& clock) {
  clock.SomethingHappened();
  if (!clock.line_changes().empty() && !Deliver(clock)) return false;
  return clock.access_reports().empty() || TellReports(clock);
}

bool AddLineTypes(PyObject* module) {
  line_type = AddType(module, &line_spec);
  latch_type = AddType(module, &latch_spec);
  return line_type != nullptr && latch_type != nullptr;
}

}  // namespace vboard::python
