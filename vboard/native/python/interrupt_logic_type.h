// InterruptLogic of Python.

#ifndef VBOARD_NATIVE_PYTHON_INTERRUPT_LOGIC_TYPE_H_
#define VBOARD_NATIVE_PYTHON_INTERRUPT_LOGIC_TYPE_H_

#include "io/interrupt_logic.h"
#include "python/support.h"

namespace vboard::python {

// Subclasses in Python keep the lines and registers that it refers to.
struct PyInterruptLogic {
  PyObject_HEAD InterruptLogic logic;
};

inline InterruptLogic& LogicOf(PyObject* object) {
  return reinterpret_cast<PyInterruptLogic*>(object)->logic;
}

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_INTERRUPT_LOGIC_TYPE_H_
