// ByteQueue of Python.

#ifndef VBOARD_NATIVE_PYTHON_BYTE_QUEUE_TYPE_H_
#define VBOARD_NATIVE_PYTHON_BYTE_QUEUE_TYPE_H_

#include "memory/byte_queue.h"
#include "python/support.h"

namespace vboard::python {

// Subclasses in Python keep the registers that it refers to.
struct PyByteQueue {
  PyObject_HEAD ByteQueue queue;
};

inline ByteQueue& QueueOf(PyObject* object) {
  return reinterpret_cast<PyByteQueue*>(object)->queue;
}

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_BYTE_QUEUE_TYPE_H_
