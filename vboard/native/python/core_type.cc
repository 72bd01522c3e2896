#include "python/core_methods.h"
#include "python/line_type.h"

namespace vboard::python {

PyTypeObject* core_type;

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

namespace {

using namespace core_methods;

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
  for (const auto& reporter : parts->reporters) {
    if (const int stop = reporter->Traverse(visit, arg)) return stop;
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

// -- what it has
// ------------------------------------------------------------------------------------

PyMethodDef functions[] = {
    {"run_cores", RunCoresOfClock, METH_VARARGS, "Run cores and events of a clock."},
    {nullptr, nullptr, 0, nullptr}};

PyMethodDef methods[] = {
    {"clear_map", ClearMap, METH_NOARGS, "Remove the whole memory map."},
    {"map_memory", MapMemory, METH_VARARGS, "Show a memory from an offset on."},
    {"map_device", MapDevice, METH_VARARGS, "Serve a range by two functions."},
    {"map_registers", MapRegisters, METH_VARARGS,
     "Serve a range by registers, and by two functions what needs them."},
    {"map_empty", MapEmpty, METH_VARARGS, "Ranges at which nothing acts."},
    {"map_default", MapDefault, METH_VARARGS, "The same for what nothing else is mapped at."},
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

PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("A Cortex-M core.")},
                       {Py_tp_new, reinterpret_cast<void*>(CoreNew)},
                       {Py_tp_traverse, reinterpret_cast<void*>(CoreTraverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(CoreClear)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(CoreDealloc)},
                       {Py_tp_methods, methods},
                       {Py_tp_getset, attributes},
                       {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.Core", sizeof(PyCore), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};

}  // namespace

bool AddCoreType(PyObject* module) {
  core_type = AddType(module, &spec);
  return core_type != nullptr && PyModule_AddFunctions(module, functions) == 0;
}

}  // namespace vboard::python
