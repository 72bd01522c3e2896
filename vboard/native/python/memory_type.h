// Memory of Python: plain bytes of an object with the buffer interface.

#ifndef VBOARD_NATIVE_PYTHON_MEMORY_TYPE_H_
#define VBOARD_NATIVE_PYTHON_MEMORY_TYPE_H_

#include "memory/memory.h"
#include "python/support.h"

namespace vboard::python {

struct PyMemory {
  PyObject_HEAD Py_buffer view;
  Memory* memory;
};

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_MEMORY_TYPE_H_
