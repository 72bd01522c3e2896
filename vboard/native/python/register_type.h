// DeviceRegister of Python.

#ifndef VBOARD_NATIVE_PYTHON_REGISTER_TYPE_H_
#define VBOARD_NATIVE_PYTHON_REGISTER_TYPE_H_

#include "memory/device_register.h"
#include "python/support.h"

namespace vboard::python {

struct PyRegister {
  PyObject_HEAD DeviceRegister reg;
};

inline DeviceRegister& RegisterOf(PyObject* object) {
  return reinterpret_cast<PyRegister*>(object)->reg;
}

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_REGISTER_TYPE_H_
