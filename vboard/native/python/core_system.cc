// Registers of a core, and its system side.

#include "python/core_methods.h"
#include "python/registers.h"

namespace vboard::python::core_methods {

PyObject* GetRegister(PyObject* object, PyObject* name) {
  const char* text = PyUnicode_AsUTF8AndSize(name, nullptr);
  uint64_t value = 0;
  if (text == nullptr) return nullptr;
  if (!ReadRegister(CoreOf(object), text, value)) {
    PyErr_SetObject(PyExc_KeyError, name);
    return nullptr;
  }
  return PyLong_FromUnsignedLongLong(value);
}

PyObject* SetRegister(PyObject* object, PyObject* args) {
  const char* name = nullptr;
  unsigned long long value = 0;
  if (!PyArg_ParseTuple(args, "sK:set_register", &name, &value)) return nullptr;
  if (!WriteRegister(CoreOf(object), name, value)) {
    PyErr_SetString(PyExc_KeyError, name);
    return nullptr;
  }
  return None();
}

PyObject* ReadSystem(PyObject* object, PyObject* args) {
  Core& core = CoreOf(object);
  unsigned int offset = 0, width = 0;
  if (!PyArg_ParseTuple(args, "II:read_system", &offset, &width)) return nullptr;
  const uint32_t value = core.system->Read(offset, width);
  return Finished(core, PyLong_FromUnsignedLong(value));
}

PyObject* WriteSystem(PyObject* object, PyObject* args) {
  Core& core = CoreOf(object);
  unsigned int offset = 0, width = 0, value = 0;
  if (!PyArg_ParseTuple(args, "III:write_system", &offset, &width, &value)) return nullptr;
  core.system->Write(offset, width, value);
  return Finished(core, None());
}

PyObject* SetLine(PyObject* object, PyObject* args) {
  Core& core = CoreOf(object);
  unsigned int line = 0;
  int level = 0;
  if (!PyArg_ParseTuple(args, "Ip:set_line", &line, &level)) return nullptr;
  core.system->SetLine(line, level != 0);
  return Finished(core, None());
}

PyObject* Pend(PyObject* object, PyObject* number) {
  Core& core = CoreOf(object);
  uint32_t exception = 0;
  if (!ToUint32(number, exception)) return nullptr;
  core.system->Pend(exception);
  return Finished(core, None());
}

PyObject* Configure(PyObject* object, PyObject* args, PyObject* keywords) {
  Core& core = CoreOf(object);
  int strict = -1, priority_mask = -1, regions = -1, halt = -1, wfi = -1, wfe = -1;
  unsigned long long frequency = 0;
  static const char* names[] = {"strict",
                                "priority_mask",
                                "systick_frequency",
                                "mpu_regions",
                                "halt_systick_in_deep_sleep",
                                "wfi_as_nop",
                                "wfe_as_nop",
                                nullptr};
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|$iiKiiii:configure", const_cast<char**>(names),
                                   &strict, &priority_mask, &frequency, &regions, &halt, &wfi,
                                   &wfe)) {
    return nullptr;
  }
  if (strict >= 0) core.system->SetStrict(strict != 0);
  if (priority_mask >= 0) core.system->SetPriorityMask(static_cast<uint8_t>(priority_mask));
  if (frequency > 0) core.system->SetSysTickFrequency(frequency);
  if (regions >= 0) core.system->SetMpuRegions(static_cast<unsigned>(regions));
  if (halt >= 0) core.system->SetHaltSysTickInDeepSleep(halt != 0);
  if (wfi >= 0) core.wfi_as_nop = wfi != 0;
  if (wfe >= 0) core.wfe_as_nop = wfe != 0;
  return None();
}

}  // namespace vboard::python::core_methods
