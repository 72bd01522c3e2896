// AccessProgram of Python.

#ifndef VBOARD_NATIVE_PYTHON_ACCESS_PROGRAM_TYPE_H_
#define VBOARD_NATIVE_PYTHON_ACCESS_PROGRAM_TYPE_H_

#include "memory/access_program.h"
#include "python/support.h"

namespace vboard::python {

class ScopeVariables;

struct PyAccessProgram {
  PyObject_HEAD AccessProgram* program;
  ScopeVariables* variables;
};

inline AccessProgram* ProgramOf(PyObject* object) {
  return reinterpret_cast<PyAccessProgram*>(object)->program;
}

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_ACCESS_PROGRAM_TYPE_H_
