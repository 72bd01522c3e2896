// Small helpers around Python's C API, which is used in its limited form of 3.11.

#ifndef VBOARD_NATIVE_PYTHON_SUPPORT_H_
#define VBOARD_NATIVE_PYTHON_SUPPORT_H_

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <cstdint>
#include <new>
#include <utility>

namespace vboard::python {

// A strong reference.
class Ref {
 public:
  Ref() = default;
  explicit Ref(PyObject* owned) : object_(owned) {}
  static Ref Borrow(PyObject* object) {
    Py_XINCREF(object);
    return Ref(object);
  }
  Ref(Ref&& other) noexcept : object_(other.Release()) {}
  Ref& operator=(Ref&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  Ref(const Ref&) = delete;
  Ref& operator=(const Ref&) = delete;
  ~Ref() { Py_XDECREF(object_); }

  PyObject* get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  PyObject* Release() { return std::exchange(object_, nullptr); }
  void Reset() {
    PyObject* old = Release();
    Py_XDECREF(old);
  }

 private:
  PyObject* object_ = nullptr;
};

// A Python object whose C++ part is built in place: `T` begins with PyObject_HEAD.
template <typename T>
T* Allocate(PyTypeObject* type) {
  auto allocate = reinterpret_cast<allocfunc>(PyType_GetSlot(type, Py_tp_alloc));
  return reinterpret_cast<T*>(allocate(type, 0));
}

// The end of a heap type's deallocator.
inline void Free(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  auto free = reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free));
  free(self);
  Py_DECREF(type);
}

// Numbers of Python as fixed widths; an error is set and false returned for others.
inline bool ToUint64(PyObject* object, uint64_t& value) {
  value = PyLong_AsUnsignedLongLong(object);
  return !(value == static_cast<uint64_t>(-1) && PyErr_Occurred());
}
inline bool ToUint32(PyObject* object, uint32_t& value) {
  uint64_t wide = 0;
  if (!ToUint64(object, wide)) return false;
  if (wide > UINT32_MAX) {
    PyErr_SetString(PyExc_OverflowError, "number does not fit into 32 bits");
    return false;
  }
  value = static_cast<uint32_t>(wide);
  return true;
}

// Types of the module, set when it is imported.
extern PyTypeObject* clock_type;
extern PyTypeObject* event_type;
extern PyTypeObject* memory_type;
extern PyTypeObject* register_type;
extern PyTypeObject* line_type;
extern PyTypeObject* latch_type;
extern PyTypeObject* logic_type;
extern PyTypeObject* queue_type;
extern PyTypeObject* receiver_type;
extern PyTypeObject* alarm_type;
extern PyTypeObject* program_type;
extern PyTypeObject* core_type;

bool AddClockTypes(PyObject* module);
bool AddMemoryType(PyObject* module);
bool AddRegisterType(PyObject* module);
bool AddLineTypes(PyObject* module);
bool AddInterruptLogicType(PyObject* module);
bool AddByteQueueType(PyObject* module);
bool AddBufferReceiverType(PyObject* module);
bool AddAlarmType(PyObject* module);
bool AddAccessProgramType(PyObject* module);
bool AddCoreType(PyObject* module);
bool AddEncodings(PyObject* module);

// Creates a type from its spec and adds it to the module under the last part of its name.
PyTypeObject* AddType(PyObject* module, PyType_Spec* spec, PyObject* base = nullptr);

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_SUPPORT_H_
