#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "cpu/core.h"
#include "cpu/run_cores.h"
#include "decode/block_cache.h"
#include "memory/memory_map.h"
#include "memory/register_device.h"
#include "python/clock_type.h"
#include "python/devices.h"
#include "python/line_type.h"
#include "python/memory_type.h"
#include "python/register_type.h"
#include "python/registers.h"
#include "python/support.h"
#include "system/system.h"

namespace vboard::python {

PyTypeObject* core_type;

namespace {

// What a core consists of; the object of Python has one of them.
struct Parts {
  Parts(const Model& model, PyClock* owner, PyObject* host_object)
      : clock(Ref::Borrow(reinterpret_cast<PyObject*>(owner))),
        host(host_object),
        core(model, host, owner->clock),
        system_space(core) {
    host.set_core(&core);
    slot.core = &core;
  }
  Ref clock;
  PyHost host;
  Core core;
  CoreSlot slot;
  SystemSpace system_space;
  std::vector<std::unique_ptr<CallDevice>> devices;
  std::vector<std::unique_ptr<RegisterDevice>> register_devices;
  std::vector<Ref> memories;
  std::vector<Ref> registers;
  Ref watch_hit;

  void ClearMap() {
    core.memory->Clear();
    core.memory->SetDefaultDevice(nullptr);
    register_devices.clear();
    devices.clear();
    memories.clear();
    registers.clear();
  }
};

struct PyCore {
  PyObject_HEAD Parts* parts;
};

Core& CoreOf(PyObject* object) { return reinterpret_cast<PyCore*>(object)->parts->core; }
Parts& PartsOf(PyObject* object) { return *reinterpret_cast<PyCore*>(object)->parts; }

// The end of a call that may have run code of Python.
PyObject* Finished(Core& core, PyObject* result) {
  if (core.attention & kHostError) {
    core.attention &= ~kHostError;
    Py_XDECREF(result);
    if (!PyErr_Occurred())
      PyErr_SetString(PyExc_SystemError, "a call of the host failed without an error");
    return nullptr;
  }
  return result;
}

PyObject* None() { return Py_BuildValue(""); }

// -- life
// -------------------------------------------------------------------------------------------

PyObject* CoreNew(PyTypeObject* type, PyObject* args, PyObject*) {
  const char* name = nullptr;
  PyObject *host = nullptr, *clock = nullptr;
  if (!PyArg_ParseTuple(args, "sOO!:Core", &name, &host, clock_type, &clock)) return nullptr;
  const Model* model = FindModel(name);
  if (model == nullptr) {
    PyErr_SetString(PyExc_ValueError, "Unknown CPU type");
    return nullptr;
  }
  PyCore* self = Allocate<PyCore>(type);
  if (self == nullptr) return nullptr;
  self->parts = new Parts(*model, reinterpret_cast<PyClock*>(clock), host);
  self->parts->core.ResetCore();
  return reinterpret_cast<PyObject*>(self);
}

int CoreTraverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Parts* parts = reinterpret_cast<PyCore*>(object)->parts;
  if (parts == nullptr) return 0;
  Py_VISIT(parts->clock.get());
  Py_VISIT(parts->watch_hit.get());
  for (const Ref& memory : parts->memories) Py_VISIT(memory.get());
  for (const Ref& reg : parts->registers) Py_VISIT(reg.get());
  if (const int stop = parts->host.Traverse(visit, arg)) return stop;
  for (const auto& device : parts->devices) {
    if (const int stop = device->Traverse(visit, arg)) return stop;
  }
  return 0;
}

int CoreClear(PyObject* object) {
  Parts* parts = reinterpret_cast<PyCore*>(object)->parts;
  if (parts == nullptr) return 0;
  parts->ClearMap();
  parts->watch_hit.Reset();
  parts->host.Clear();
  return 0;
}

void CoreDealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  CoreClear(object);
  delete reinterpret_cast<PyCore*>(object)->parts;
  Free(object);
}

// -- memory map
// -------------------------------------------------------------------------------------

PyObject* ClearMap(PyObject* object, PyObject*) {
  PartsOf(object).ClearMap();
  return None();
}

PyObject* MapMemory(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  unsigned int start = 0, size = 0, offset = 0;
  PyObject* memory = nullptr;
  if (!PyArg_ParseTuple(args, "IIO!I:map_memory", &start, &size, memory_type, &memory, &offset))
    return nullptr;
  Memory& bytes = *reinterpret_cast<PyMemory*>(memory)->memory;
  const uint64_t end = uint64_t{start} + size;
  if (size == 0 || end > uint64_t{1} << 32 || uint64_t{offset} + size > bytes.size()) {
    PyErr_SetString(PyExc_ValueError, "the range exceeds the memory or the address space");
    return nullptr;
  }
  parts.memories.push_back(Ref::Borrow(memory));
  parts.core.memory->MapMemory(start, size, bytes, offset);
  return None();
}

PyObject* MapDevice(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  unsigned int start = 0, size = 0;
  PyObject *read = nullptr, *write = nullptr;
  if (!PyArg_ParseTuple(args, "IIOO:map_device", &start, &size, &read, &write)) return nullptr;
  if (size == 0 || uint64_t{start} + size > uint64_t{1} << 32) {
    PyErr_SetString(PyExc_ValueError, "the range exceeds the address space");
    return nullptr;
  }
  parts.devices.push_back(std::make_unique<CallDevice>(parts.core, read, write));
  parts.core.memory->MapDevice(start, size, *parts.devices.back());
  return None();
}

// map_registers(start, size, offset, width, widths, narrow_is_whole, registers, read, write): see
// core.pyi.
PyObject* MapRegisters(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  unsigned int start = 0, size = 0, offset = 0, width = 0, widths = 0;
  int narrow_is_whole = 0;
  PyObject *list = nullptr, *read = nullptr, *write = nullptr;
  if (!PyArg_ParseTuple(args, "IIIIIpOOO:map_registers", &start, &size, &offset, &width, &widths,
                        &narrow_is_whole, &list, &read, &write)) {
    return nullptr;
  }
  if (size == 0 || uint64_t{start} + size > uint64_t{1} << 32) {
    PyErr_SetString(PyExc_ValueError, "the range exceeds the address space");
    return nullptr;
  }
  if (width != 1 && width != 2 && width != 4) {
    PyErr_SetString(PyExc_ValueError, "a register has 1, 2 or 4 bytes");
    return nullptr;
  }
  auto host = std::make_unique<CallDevice>(parts.core, read, write);
  auto device = std::make_unique<RegisterDevice>(parts.core.clock, *host, start - offset, width,
                                                 widths, narrow_is_whole != 0);
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    unsigned int at = 0;
    int reads = 0, writes = 0;
    PyObject* reg = nullptr;
    if (!item || !PyArg_ParseTuple(item.get(), "IO!pp", &at, register_type, &reg, &reads, &writes))
      return nullptr;
    device->Add(at, RegisterOf(reg), reads != 0, writes != 0);
    parts.registers.push_back(Ref::Borrow(reg));
  }
  if (count < 0) return nullptr;
  parts.devices.push_back(std::move(host));
  parts.register_devices.push_back(std::move(device));
  parts.core.memory->MapDevice(start, size, *parts.register_devices.back());
  return None();
}

PyObject* MapDefault(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  PyObject *read = nullptr, *write = nullptr;
  if (!PyArg_ParseTuple(args, "OO:map_default", &read, &write)) return nullptr;
  parts.devices.push_back(std::make_unique<CallDevice>(parts.core, read, write));
  parts.core.memory->SetDefaultDevice(parts.devices.back().get());
  return None();
}

PyObject* MapSystem(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  unsigned int start = 0, size = 0;
  if (!PyArg_ParseTuple(args, "II:map_system", &start, &size)) return nullptr;
  parts.core.memory->MapDevice(start, size, parts.system_space);
  return None();
}

PyObject* IsMemory(PyObject* object, PyObject* address) {
  uint32_t at = 0;
  if (!ToUint32(address, at)) return nullptr;
  return PyBool_FromLong(CoreOf(object).memory->IsMemory(at));
}

PyObject* SetWatchpoints(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  PyObject *list = nullptr, *hit = nullptr;
  if (!PyArg_ParseTuple(args, "OO:set_watchpoints", &list, &hit)) return nullptr;
  std::vector<Watchpoint> watchpoints;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    unsigned int start = 0, end = 0, uses = 0;
    if (!item || !PyArg_ParseTuple(item.get(), "III", &start, &end, &uses)) return nullptr;
    watchpoints.push_back(Watchpoint{start, end, static_cast<Rights>(uses)});
  }
  if (count < 0) return nullptr;
  parts.watch_hit = Ref::Borrow(hit);
  parts.core.memory->SetWatchpoints(
      std::move(watchpoints),
      [&parts](uint32_t address, unsigned width, bool write, uint32_t value) {
        if (parts.core.attention & kHostError) return;
        const Ref result(BeforePython(parts.core.clock)
                             ? PyObject_CallFunction(parts.watch_hit.get(), "IIOI", address, width,
                                                     write ? Py_True : Py_False, value)
                             : nullptr);
        if (!result) parts.core.Notify(kHostError);
      });
  return None();
}

PyObject* SetBreakpoints(PyObject* object, PyObject* list) {
  std::vector<uint32_t> addresses;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    uint32_t address = 0;
    if (!item || !ToUint32(item.get(), address)) return nullptr;
    addresses.push_back(address & ~1u);
  }
  if (count < 0) return nullptr;
  CoreOf(object).blocks->SetBreakpoints(std::move(addresses));
  return None();
}

// -- execution
// --------------------------------------------------------------------------------------

PyObject* ObserveBlocks(PyObject* object, PyObject* on) {
  const int observe = PyObject_IsTrue(on);
  if (observe < 0) return nullptr;
  CoreOf(object).blocks->ObserveBlocks(observe != 0);
  return None();
}

PyObject* TraceBlocks(PyObject* object, PyObject* on) {
  const int trace = PyObject_IsTrue(on);
  if (trace < 0) return nullptr;
  CoreOf(object).blocks->TraceBlocks(trace != 0);
  return None();
}

PyObject* TakeTrace(PyObject* object, PyObject*) {
  std::vector<BlockCache::Traced>& trace = CoreOf(object).blocks->trace();
  PyObject* taken =
      PyBytes_FromStringAndSize(reinterpret_cast<const char*>(trace.data()),
                                static_cast<Py_ssize_t>(trace.size() * sizeof(trace[0])));
  if (taken != nullptr) trace.clear();
  return taken;
}

PyObject* TellOf(PyObject* object, PyObject* args, PyObject* keywords) {
  Core& core = CoreOf(object);
  int exceptions = core.tells_exceptions, sleep = core.tells_sleep;
  static const char* names[] = {"exceptions", "sleep", nullptr};
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|$pp:tell_of", const_cast<char**>(names),
                                   &exceptions, &sleep)) {
    return nullptr;
  }
  core.tells_exceptions = exceptions != 0;
  core.tells_sleep = sleep != 0;
  return None();
}

// run_cores(clock, cores, until, quantum): see core.pyi.
PyObject* RunCoresOfClock(PyObject*, PyObject* args) {
  PyObject *clock_object = nullptr, *list = nullptr;
  unsigned long long until = 0, quantum = 0;
  if (!PyArg_ParseTuple(args, "O!OKK:run_cores", clock_type, &clock_object, &list, &until,
                        &quantum)) {
    return nullptr;
  }
  Clock& clock = reinterpret_cast<PyClock*>(clock_object)->clock;
  std::vector<CoreSlot*> slots;
  std::vector<Ref> alive;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    Ref item(PySequence_GetItem(list, i));
    if (!item) return nullptr;
    if (Py_TYPE(item.get()) != core_type || &CoreOf(item.get()).clock != &clock) {
      PyErr_SetString(PyExc_TypeError, "expected cores of this clock");
      return nullptr;
    }
    slots.push_back(&PartsOf(item.get()).slot);
    alive.push_back(std::move(item));
  }
  if (count < 0) return nullptr;
  if (clock.source() != nullptr) {
    PyErr_SetString(PyExc_RuntimeError, "a core of this clock is executing");
    return nullptr;
  }
  clock.Resume();
  clock.SomethingHappened();  // since the last run
  const uint64_t reached =
      RunCores(clock, slots.data(), slots.size(), until, quantum == 0 ? 1 : quantum);
  for (CoreSlot* slot : slots) slot->core->attention &= ~kHostError;
  if (PyErr_Occurred() || !BeforePython(clock)) return nullptr;
  return PyLong_FromUnsignedLongLong(reached);
}

PyMethodDef functions[] = {
    {"run_cores", RunCoresOfClock, METH_VARARGS, "Run cores and events of a clock."},
    {nullptr, nullptr, 0, nullptr}};

PyObject* Reset(PyObject* object, PyObject*) {
  Core& core = CoreOf(object);
  core.ResetCore();
  return Finished(core, None());
}

PyObject* Leave(PyObject* object, PyObject*) {
  CoreOf(object).Leave();
  return None();
}

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

// -- system side
// ------------------------------------------------------------------------------------

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

// -- attributes
// -------------------------------------------------------------------------------------

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

PyMethodDef methods[] = {
    {"clear_map", ClearMap, METH_NOARGS, "Remove the whole memory map."},
    {"map_memory", MapMemory, METH_VARARGS, "Show a memory from an offset on."},
    {"map_device", MapDevice, METH_VARARGS, "Serve a range by two functions."},
    {"map_registers", MapRegisters, METH_VARARGS,
     "Serve a range by registers, and by two functions what needs them."},
    {"map_default", MapDefault, METH_VARARGS,
     "Serve by two functions what nothing else is mapped at."},
    {"map_system", MapSystem, METH_VARARGS, "Show the System Control Space."},
    {"is_memory", IsMemory, METH_O, "Whether code can be executed from an address."},
    {"set_watchpoints", SetWatchpoints, METH_VARARGS,
     "Ranges whose accesses are told before they happen."},
    {"set_breakpoints", SetBreakpoints, METH_O,
     "Addresses whose instructions are told before they execute."},
    {"observe_blocks", ObserveBlocks, METH_O, "Tell the host of each block that is entered."},
    {"trace_blocks", TraceBlocks, METH_O, "Record which instructions execute."},
    {"take_trace", TakeTrace, METH_NOARGS, "What was recorded, which is empty afterwards."},
    {"tell_of", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(TellOf)),
     METH_VARARGS | METH_KEYWORDS, "Tell the host of exceptions and of sleep."},
    {"reset", Reset, METH_NOARGS, "State after reset; time goes on."},
    {"leave", Leave, METH_NOARGS, "Stop executing behind the instruction in progress."},
    {"get_register", GetRegister, METH_O, "Value of a register."},
    {"set_register", SetRegister, METH_VARARGS, "Write a register."},
    {"read_system", ReadSystem, METH_VARARGS, "Read a register of the System Control Space."},
    {"write_system", WriteSystem, METH_VARARGS, "Write a register of the System Control Space."},
    {"set_line", SetLine, METH_VARARGS, "An external interrupt line changed."},
    {"pend", Pend, METH_O, "Make an exception pending."},
    {"configure", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(Configure)),
     METH_VARARGS | METH_KEYWORDS, "Set what the platform description says."},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef getset[] = {
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

PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("A Cortex-M core.")},
                       {Py_tp_new, reinterpret_cast<void*>(CoreNew)},
                       {Py_tp_traverse, reinterpret_cast<void*>(CoreTraverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(CoreClear)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(CoreDealloc)},
                       {Py_tp_methods, methods},
                       {Py_tp_getset, getset},
                       {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.Core", sizeof(PyCore), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};

}  // namespace

bool AddCoreType(PyObject* module) {
  core_type = AddType(module, &spec);
  return core_type != nullptr && PyModule_AddFunctions(module, functions) == 0;
}

}  // namespace vboard::python
