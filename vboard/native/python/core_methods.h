// The methods and attributes of a core's object, as core.pyi has them.

#ifndef VBOARD_NATIVE_PYTHON_CORE_METHODS_H_
#define VBOARD_NATIVE_PYTHON_CORE_METHODS_H_

#include "python/core_object.h"

namespace vboard::python::core_methods {

// core_map.cc: the memory map and what is observed in it
PyObject* ClearMap(PyObject* object, PyObject* args);
PyObject* MapMemory(PyObject* object, PyObject* args);
PyObject* MapDevice(PyObject* object, PyObject* args);
PyObject* MapRegisters(PyObject* object, PyObject* args);
PyObject* MapEmpty(PyObject* object, PyObject* args);
PyObject* MapDefault(PyObject* object, PyObject* args);
PyObject* MapSystem(PyObject* object, PyObject* args);
PyObject* IsMemory(PyObject* object, PyObject* args);
PyObject* SetWatchpoints(PyObject* object, PyObject* args);

// core_execution.cc: what executes
PyObject* SetBreakpoints(PyObject* object, PyObject* args);
PyObject* ObserveBlocks(PyObject* object, PyObject* args);
PyObject* TraceBlocks(PyObject* object, PyObject* args);
PyObject* TakeTrace(PyObject* object, PyObject* args);
PyObject* TellOf(PyObject* object, PyObject* args, PyObject* keywords);
PyObject* Reset(PyObject* object, PyObject* args);
PyObject* Leave(PyObject* object, PyObject* args);
PyObject* RunCoresOfClock(PyObject* module, PyObject* args);

// core_system.cc: registers and the system side
PyObject* GetRegister(PyObject* object, PyObject* args);
PyObject* SetRegister(PyObject* object, PyObject* args);
PyObject* ReadSystem(PyObject* object, PyObject* args);
PyObject* WriteSystem(PyObject* object, PyObject* args);
PyObject* SetLine(PyObject* object, PyObject* args);
PyObject* Pend(PyObject* object, PyObject* args);
PyObject* Configure(PyObject* object, PyObject* args, PyObject* keywords);

// core_attributes.cc
extern PyGetSetDef attributes[];

}  // namespace vboard::python::core_methods

#endif  // VBOARD_NATIVE_PYTHON_CORE_METHODS_H_
