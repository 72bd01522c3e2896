// Attributes of a core's object.

#include "python/core_methods.h"

namespace vboard::python::core_methods {
namespace {

PyObject* Executed(PyObject* object, void*) {
  return PyLong_FromUnsignedLongLong(CoreOf(object).Executed());
}
PyObject* Now(PyObject* object, void*) { return PyLong_FromUnsignedLongLong(CoreOf(object).Now()); }
PyObject* Pc(PyObject* object, void*) { return PyLong_FromUnsignedLong(CoreOf(object).pc); }
PyObject* Sleeping(PyObject* object, void*) { return PyBool_FromLong(CoreOf(object).sleeping); }
PyObject* Aborted(PyObject* object, void*) { return PyBool_FromLong(CoreOf(object).aborted); }
PyObject* Mips(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(CoreOf(object).time.mips());
}

int SetMips(PyObject* object, PyObject* value, void*) {
  uint32_t mips = 0;
  if (value == nullptr || !ToUint32(value, mips)) return -1;
  if (mips == 0) {
    PyErr_SetString(PyExc_ValueError, "a core executes at least a million instructions a second");
    return -1;
  }
  CoreOf(object).time.set_mips(mips);
  return 0;
}

PyObject* Executing(PyObject* object, void*) {
  return PyBool_FromLong(CoreOf(object).in_instruction);
}
PyObject* HasFpu(PyObject* object, void*) { return PyBool_FromLong(CoreOf(object).model.Has(kFp)); }
PyObject* VectorTableWasSet(PyObject* object, void*) {
  return PyBool_FromLong(CoreOf(object).system->vtor_was_set());
}
PyObject* VectorTable(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(CoreOf(object).system->vtor());
}

int SetVectorTable(PyObject* object, PyObject* value, void*) {
  Core& core = CoreOf(object);
  uint32_t address = 0;
  if (value == nullptr || !ToUint32(value, address)) return -1;
  core.system->SetVtor(address);
  PyObject* done = Finished(core, None());
  Py_XDECREF(done);
  return done == nullptr ? -1 : 0;
}

PyObject* Halted(PyObject* object, void*) { return PyBool_FromLong(PartsOf(object).slot.halted); }

int SetHalted(PyObject* object, PyObject* value, void*) {
  const int halted = value == nullptr ? -1 : PyObject_IsTrue(value);
  if (halted < 0) return -1;
  PartsOf(object).slot.halted = halted != 0;
  if (halted) CoreOf(object).Leave();
  return 0;
}

PyObject* Budget(PyObject* object, void*) {
  const uint64_t budget = PartsOf(object).slot.budget;
  return budget == Core::kNoBudget ? None() : PyLong_FromUnsignedLongLong(budget);
}

int SetBudget(PyObject* object, PyObject* value, void*) {
  uint64_t budget = Core::kNoBudget;
  if (value != nullptr && value != Py_None && !ToUint64(value, budget)) return -1;
  PartsOf(object).slot.budget = budget;
  return 0;
}

}  // namespace

PyGetSetDef attributes[] = {
    {"executed", Executed, nullptr, "Instructions since reset, the one in progress included.",
     nullptr},
    {"now", Now, nullptr, "Time (ns) at which the instruction in progress started.", nullptr},
    {"pc", Pc, nullptr, "Address of the instruction in progress or of the next one.", nullptr},
    {"sleeping", Sleeping, nullptr, "Whether the core is in WFI or WFE.", nullptr},
    {"aborted", Aborted, nullptr, "Whether the core cannot go on until it is reset.", nullptr},
    {"executing", Executing, nullptr, "Whether an instruction is in progress.", nullptr},
    {"has_fpu", HasFpu, nullptr, "Whether there are floating point registers.", nullptr},
    {"vector_table", VectorTable, SetVectorTable, "VTOR.", nullptr},
    {"vector_table_was_set", VectorTableWasSet, nullptr, "Since reset.", nullptr},
    {"halted", Halted, SetHalted, "Whether the host keeps the core from executing.", nullptr},
    {"budget", Budget, SetBudget, "Instructions after which runs stop, or None.", nullptr},
    {"mips", Mips, SetMips, "Million instructions per virtual second.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

}  // namespace vboard::python::core_methods
