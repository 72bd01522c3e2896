// What executes on a core: runs, blocks, breakpoints, reset.

#include "decode/block_cache.h"
#include "python/core_methods.h"
#include "python/line_type.h"

namespace vboard::python::core_methods {

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

PyObject* Reset(PyObject* object, PyObject*) {
  Core& core = CoreOf(object);
  core.ResetCore();
  return Finished(core, None());
}

PyObject* Leave(PyObject* object, PyObject*) {
  CoreOf(object).Leave();
  return None();
}

}  // namespace vboard::python::core_methods
