// Clock and Event of Python.

#ifndef VBOARD_NATIVE_PYTHON_CLOCK_TYPE_H_
#define VBOARD_NATIVE_PYTHON_CLOCK_TYPE_H_

#include "python/support.h"
#include "time/clock.h"

namespace vboard::python {

struct PyEvent;

struct PyClock {
  PyObject_HEAD Clock clock;
  PyEvent* events;  // scheduled ones, which the clock keeps alive: first of a list
};

// Times before the present one mean now; Python may give negative ones.
bool ToTime(PyObject* object, uint64_t& time);

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_CLOCK_TYPE_H_
