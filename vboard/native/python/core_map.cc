// The memory map of a core, and watchpoints in it.

#include "memory/memory_map.h"
#include "python/core_methods.h"
#include "python/line_type.h"
#include "python/memory_type.h"
#include "python/register_type.h"

namespace vboard::python::core_methods {

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

// map_registers(start, size, offset, width, widths, narrow_is_whole, registers, read, write,
// report, reads, writes): see core.pyi.
PyObject* MapRegisters(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  unsigned int start = 0, size = 0, offset = 0, width = 0, widths = 0;
  int narrow_is_whole = 0;
  PyObject *list = nullptr, *read = nullptr, *write = nullptr, *report = nullptr;
  int reported_reads = 0, reported_writes = 0;
  if (!PyArg_ParseTuple(args, "IIIIIpOOOOpp:map_registers", &start, &size, &offset, &width, &widths,
                        &narrow_is_whole, &list, &read, &write, &report, &reported_reads,
                        &reported_writes)) {
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
  device->set_memory(parts.core.memory.get());
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
  if (report != Py_None) {
    parts.reporters.push_back(std::make_unique<CallReporter>(parts.core.clock, report));
    device->ReportTo(parts.core, *parts.reporters.back(), offset + size, reported_reads != 0,
                     reported_writes != 0);
  }
  parts.devices.push_back(std::move(host));
  parts.register_devices.push_back(std::move(device));
  parts.core.memory->MapDevice(start, size, *parts.register_devices.back());
  return None();
}

namespace {

// A space made of `ranges`; nullptr: an error is set.
EmptySpace* MakeSpace(Parts& parts, PyObject* read, PyObject* write, PyObject* list,
                      PyObject* report) {
  std::vector<EmptyRange> ranges;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref item(PySequence_GetItem(list, i));
    unsigned int start = 0, last = 0, value = 0, telling = 0;
    if (!item || !PyArg_ParseTuple(item.get(), "IIII", &start, &last, &value, &telling))
      return nullptr;
    if (telling > static_cast<unsigned>(Telling::kHost) || last < start ||
        (!ranges.empty() && start <= ranges.back().last)) {
      PyErr_SetString(PyExc_ValueError, "ranges are in order and apart; 0, 1 or 2 is told");
      return nullptr;
    }
    ranges.push_back(EmptyRange{start, last, value, static_cast<Telling>(telling)});
  }
  if (count < 0) return nullptr;
  parts.devices.push_back(std::make_unique<CallDevice>(parts.core, read, write));
  parts.reporters.push_back(std::make_unique<CallReporter>(parts.core.clock, report));
  parts.spaces.push_back(std::make_unique<EmptySpace>(parts.core, *parts.devices.back(),
                                                      *parts.reporters.back(), std::move(ranges)));
  return parts.spaces.back().get();
}

}  // namespace

// map_empty(start, size, read, write, ranges, report): see core.pyi.
PyObject* MapEmpty(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  unsigned int start = 0, size = 0;
  PyObject *read = nullptr, *write = nullptr, *ranges = nullptr, *report = nullptr;
  if (!PyArg_ParseTuple(args, "IIOOOO:map_empty", &start, &size, &read, &write, &ranges, &report))
    return nullptr;
  if (size == 0 || uint64_t{start} + size > uint64_t{1} << 32) {
    PyErr_SetString(PyExc_ValueError, "the range exceeds the address space");
    return nullptr;
  }
  EmptySpace* space = MakeSpace(parts, read, write, ranges, report);
  if (space == nullptr) return nullptr;
  parts.core.memory->MapDevice(start, size, *space);
  return None();
}

// map_default(read, write, ranges, report): see core.pyi.
PyObject* MapDefault(PyObject* object, PyObject* args) {
  Parts& parts = PartsOf(object);
  PyObject *read = nullptr, *write = nullptr, *ranges = nullptr, *report = nullptr;
  if (!PyArg_ParseTuple(args, "OOOO:map_default", &read, &write, &ranges, &report)) return nullptr;
  EmptySpace* space = MakeSpace(parts, read, write, ranges, report);
  if (space == nullptr) return nullptr;
  parts.core.memory->SetDefaultDevice(space);
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

}  // namespace vboard::python::core_methods
