// Line and OutputLatch of Python, and the delivery of recorded changes.

#ifndef VBOARD_NATIVE_PYTHON_LINE_TYPE_H_
#define VBOARD_NATIVE_PYTHON_LINE_TYPE_H_

#include "io/output_latch.h"
#include "python/support.h"
#include "time/clock.h"

namespace vboard::python {

// Subclasses in Python keep what these refer to.
struct PyLine {
  PyObject_HEAD Line line;
};
struct PyLatch {
  PyObject_HEAD OutputLatch latch;
};

inline Line& LineOf(PyObject* object) { return reinterpret_cast<PyLine*>(object)->line; }
inline OutputLatch& LatchOf(PyObject* object) { return reinterpret_cast<PyLatch*>(object)->latch; }

// To be called before Python is, in the midst of a run: tells of recorded changes and of accesses
// that were reported, and counts that something happens. false: a Python error is set.
bool BeforePython(Clock& clock);

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_LINE_TYPE_H_
