#include "python/register_type.h"

#include "python/access_program_type.h"
#include "python/buffer_receiver_type.h"
#include "python/byte_queue_type.h"
#include "python/interrupt_logic_type.h"
#include "python/line_type.h"

namespace vboard::python {

PyTypeObject* register_type;

namespace {

// The low 32 bits of a number, also of a negative one.
bool ToBits(PyObject* object, uint32_t& bits) {
  const unsigned long long value = PyLong_AsUnsignedLongLongMask(object);
  if (value == static_cast<unsigned long long>(-1) && PyErr_Occurred()) return false;
  bits = static_cast<uint32_t>(value);
  return true;
}

// Subclasses have their own arguments.
PyObject* RegisterNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyRegister* self = Allocate<PyRegister>(type);
  if (self == nullptr) return nullptr;
  new (&self->reg) DeviceRegister();
  return reinterpret_cast<PyObject*>(self);
}

void RegisterDealloc(PyObject* object) {
  RegisterOf(object).~DeviceRegister();
  Free(object);
}

bool IsLatch(PyObject* object) {
  const int is = PyObject_IsInstance(object, reinterpret_cast<PyObject*>(latch_type));
  if (is == 0) PyErr_SetString(PyExc_TypeError, "expected an output latch");
  return is > 0;
}

PyObject* DefineAccess(PyObject* object, PyObject* args, PyObject* keywords) {
  DeviceRegister& reg = RegisterOf(object);
  int host_reads = reg.host_reads, host_writes = reg.host_writes, computed = reg.computed;
  static const char* names[] = {"host_reads",  "host_writes", "computed",    "readable",
                                "read_clears", "plain",       "one_clears",  "zero_clears",
                                "any_clears",  "one_sets",    "one_toggles", "watched",
                                "unhandled",   nullptr};
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|$pppIIIIIIIIII:define_access",
                                   const_cast<char**>(names), &host_reads, &host_writes, &computed,
                                   &reg.readable, &reg.read_clears, &reg.plain, &reg.one_clears,
                                   &reg.zero_clears, &reg.any_clears, &reg.one_sets,
                                   &reg.one_toggles, &reg.watched, &reg.unhandled)) {
    return nullptr;
  }
  reg.host_reads = host_reads != 0;
  reg.host_writes = host_writes != 0;
  reg.computed = computed != 0;
  return Py_BuildValue("");
}

PyObject* SetCount(PyObject* object, PyObject* args) {
  DeviceRegister& reg = RegisterOf(object);
  unsigned int mask = 0, bit = 0;
  unsigned long long start = 0, origin = 0, phase = 0, rate = 0, modulus = 0;
  int down = 0;
  if (!PyArg_ParseTuple(args, "IIKKKKKp:set_count", &mask, &bit, &start, &origin, &phase, &rate,
                        &modulus, &down)) {
    return nullptr;
  }
  reg.count_mask = mask;
  reg.count_bit = static_cast<uint8_t>(bit);
  reg.count = Count{start, origin, phase, rate, modulus, down != 0};
  return Py_BuildValue("");
}

// drive(latch, mask, shift, op, undriven, every_line, stores): see core.pyi.
PyObject* Drive(PyObject* object, PyObject* args) {
  PyObject* latch = nullptr;
  unsigned int mask = 0, shift = 0, op = 0, undriven = 0;
  int every_line = 0, stores = 0;
  if (!PyArg_ParseTuple(args, "OIIIIpp:drive", &latch, &mask, &shift, &op, &undriven, &every_line,
                        &stores) ||
      !IsLatch(latch)) {
    return nullptr;
  }
  if (op > static_cast<unsigned>(LatchOp::kToggle) ||
      undriven > static_cast<unsigned>(Undriven::kCleared) || shift > 31) {
    PyErr_SetString(PyExc_ValueError, "no such operation");
    return nullptr;
  }
  RegisterOf(object).latch_fields.push_back(
      LatchField{&LatchOf(latch), mask, static_cast<uint8_t>(shift), static_cast<LatchOp>(op),
                 static_cast<Undriven>(undriven), every_line != 0, stores != 0});
  return Py_BuildValue("");
}

PyObject* Show(PyObject* object, PyObject* args) {
  PyObject* latch = nullptr;
  unsigned int mask = 0, shift = 0, view = 0;
  if (!PyArg_ParseTuple(args, "OIII:show", &latch, &mask, &shift, &view) || !IsLatch(latch)) {
    return nullptr;
  }
  if (view > static_cast<unsigned>(LatchView::kLines) || shift > 31) {
    PyErr_SetString(PyExc_ValueError, "no such view");
    return nullptr;
  }
  DeviceRegister& reg = RegisterOf(object);
  reg.shown = &LatchOf(latch);
  reg.shown_mask = mask;
  reg.shown_bit = static_cast<uint8_t>(shift);
  reg.view = static_cast<LatchView>(view);
  return Py_BuildValue("");
}

// act(target, mask, shift, op): see core.pyi.
PyObject* Act(PyObject* object, PyObject* args) {
  PyObject* target = nullptr;
  unsigned int mask = 0, op = 0;
  int shift = 0;
  if (!PyArg_ParseTuple(args, "O!IiI:act", register_type, &target, &mask, &shift, &op))
    return nullptr;
  std::vector<RegisterEffect>& effects = RegisterOf(object).effects;
  if (op > static_cast<unsigned>(EffectOp::kReplace) || shift < -31 || shift > 31 ||
      effects.size() >= DeviceRegister::kMostEffects) {
    PyErr_SetString(PyExc_ValueError, "no such effect, or too many");
    return nullptr;
  }
  effects.push_back(RegisterEffect{&RegisterOf(target), mask, shift, static_cast<EffectOp>(op)});
  return Py_BuildValue("");
}

// take_from(queue, mask, bit, empty_is_host): see core.pyi.
PyObject* TakeFrom(PyObject* object, PyObject* args) {
  PyObject* queue = nullptr;
  unsigned int mask = 0, bit = 0;
  int empty_is_host = 0;
  if (!PyArg_ParseTuple(args, "OIIp:take_from", &queue, &mask, &bit, &empty_is_host))
    return nullptr;
  const int is = PyObject_IsInstance(queue, reinterpret_cast<PyObject*>(queue_type));
  if (is < 0) return nullptr;
  if (is == 0 || bit > 31) {
    PyErr_SetString(PyExc_TypeError, "expected a queue of bytes, and a bit");
    return nullptr;
  }
  DeviceRegister& reg = RegisterOf(object);
  reg.queue = &QueueOf(queue);
  reg.queue_mask = mask;
  reg.queue_bit = static_cast<uint8_t>(bit);
  reg.empty_is_host = empty_is_host != 0;
  return Py_BuildValue("");
}

bool IsReceiver(PyObject* object) {
  const int is = PyObject_IsInstance(object, reinterpret_cast<PyObject*>(receiver_type));
  if (is == 0) PyErr_SetString(PyExc_TypeError, "expected a buffer receiver");
  return is > 0;
}

PyObject* Starts(PyObject* object, PyObject* receiver) {
  if (!IsReceiver(receiver)) return nullptr;
  RegisterOf(object).starts = &ReceiverOf(receiver);
  return Py_BuildValue("");
}

PyObject* Resumes(PyObject* object, PyObject* receiver) {
  if (!IsReceiver(receiver)) return nullptr;
  RegisterOf(object).resumes = &ReceiverOf(receiver);
  return Py_BuildValue("");
}

PyObject* FollowedBy(PyObject* object, PyObject* logic) {
  const int is = PyObject_IsInstance(logic, reinterpret_cast<PyObject*>(logic_type));
  if (is < 0) return nullptr;
  if (is == 0) {
    PyErr_SetString(PyExc_TypeError, "expected interrupt logic");
    return nullptr;
  }
  RegisterOf(object).logics.push_back(&LogicOf(logic));
  return Py_BuildValue("");
}

bool ToProgram(PyObject* object, AccessProgram*& program) {
  program = nullptr;
  if (object == Py_None) return true;
  const int is = PyObject_IsInstance(object, reinterpret_cast<PyObject*>(program_type));
  if (is > 0) program = ProgramOf(object);
  if (is == 0) PyErr_SetString(PyExc_TypeError, "expected a program");
  return is > 0;
}

PyObject* Executes(PyObject* object, PyObject* args) {
  PyObject *reads = nullptr, *writes = nullptr;
  AccessProgram *read_program = nullptr, *write_program = nullptr;
  if (!PyArg_ParseTuple(args, "OO:executes", &reads, &writes) || !ToProgram(reads, read_program) ||
      !ToProgram(writes, write_program)) {
    return nullptr;
  }
  RegisterOf(object).read_program = read_program;
  RegisterOf(object).write_program = write_program;
  return Py_BuildValue("");
}

PyObject* Load(PyObject* object, PyObject*) {
  DeviceRegister& reg = RegisterOf(object);
  if (reg.shown != nullptr) reg.ShowLatch();
  return PyLong_FromUnsignedLong(reg.Read());
}

PyObject* Store(PyObject* object, PyObject* value) {
  DeviceRegister& reg = RegisterOf(object);
  uint32_t bits = 0;
  if (!ToBits(value, bits)) return nullptr;
  reg.Store(bits);
  return PyLong_FromUnsignedLong(reg.value);
}

PyObject* Value(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(RegisterOf(object).value);
}

int SetValue(PyObject* object, PyObject* value, void*) {
  if (value != nullptr) return ToBits(value, RegisterOf(object).value) ? 0 : -1;
  PyErr_SetString(PyExc_AttributeError, "a register has a value");
  return -1;
}

PyObject* IsAbsent(PyObject* object, void*) {
  return PyBool_FromLong(RegisterOf(object).absent ? 1 : 0);
}

int SetAbsent(PyObject* object, PyObject* value, void*) {
  const int absent = value == nullptr ? 0 : PyObject_IsTrue(value);
  if (absent < 0) return -1;
  RegisterOf(object).absent = absent != 0;
  return 0;
}

PyMethodDef methods[] = {
    {"define_access", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(DefineAccess)),
     METH_VARARGS | METH_KEYWORDS, "Set what reads and writes of the bus do, and who does them."},
    {"set_count", SetCount, METH_VARARGS, "From now on a field counts by itself."},
    {"drive", Drive, METH_VARARGS, "A write of a field drives an output latch."},
    {"show", Show, METH_VARARGS, "A field shows an output latch."},
    {"act", Act, METH_VARARGS, "A write of a field changes another register."},
    {"followed_by", FollowedBy, METH_O, "Interrupt lines follow the register."},
    {"starts", Starts, METH_O, "A write of 1 starts a receiver."},
    {"resumes", Resumes, METH_O, "A write is the host's while a receiver has something to do."},
    {"take_from", TakeFrom, METH_VARARGS, "A read takes a byte from a queue."},
    {"executes", Executes, METH_VARARGS, "Reads and writes of the bus run programs."},
    {"load", Load, METH_NOARGS, "What a read of the bus shows, with what that clears."},
    {"store", Store, METH_O, "Change the bits as a write of the bus does; returns the new value."},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef getset[] = {{"value", Value, SetValue, "Stored bits.", nullptr},
                        {"absent", IsAbsent, SetAbsent, "As if it were not there.", nullptr},
                        {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("A register that cores reach without the host.")},
    {Py_tp_new, reinterpret_cast<void*>(RegisterNew)},
    {Py_tp_dealloc, reinterpret_cast<void*>(RegisterDealloc)},
    {Py_tp_methods, methods},
    {Py_tp_getset, getset},
    {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.DeviceRegister", sizeof(PyRegister), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

bool AddRegisterType(PyObject* module) {
  register_type = AddType(module, &spec);
  return register_type != nullptr;
}

}  // namespace vboard::python
