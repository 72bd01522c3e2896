// BufferReceiver of Python.

#ifndef VBOARD_NATIVE_PYTHON_BUFFER_RECEIVER_TYPE_H_
#define VBOARD_NATIVE_PYTHON_BUFFER_RECEIVER_TYPE_H_

#include "memory/buffer_receiver.h"
#include "python/support.h"

namespace vboard::python {

struct PyBufferReceiver {
  PyObject_HEAD BufferReceiver receiver;
};

inline BufferReceiver& ReceiverOf(PyObject* object) {
  return reinterpret_cast<PyBufferReceiver*>(object)->receiver;
}

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_BUFFER_RECEIVER_TYPE_H_
