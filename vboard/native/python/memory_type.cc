#include "python/memory_type.h"

namespace vboard::python {

PyTypeObject* memory_type;

namespace {

PyObject* MemoryNew(PyTypeObject* type, PyObject* args, PyObject*) {
  PyObject* buffer = nullptr;
  if (!PyArg_ParseTuple(args, "O:Memory", &buffer)) return nullptr;
  PyMemory* self = Allocate<PyMemory>(type);
  if (self == nullptr) return nullptr;
  self->memory = nullptr;
  if (PyObject_GetBuffer(buffer, &self->view, PyBUF_WRITABLE) < 0) {
    Py_DECREF(self);
    return nullptr;
  }
  if (self->view.len <= 0 || self->view.len > UINT32_MAX) {
    PyBuffer_Release(&self->view);
    Py_DECREF(self);
    PyErr_SetString(PyExc_ValueError, "a memory has 1 to 4294967295 bytes");
    return nullptr;
  }
  self->memory =
      new Memory(static_cast<uint8_t*>(self->view.buf), static_cast<uint32_t>(self->view.len));
  return reinterpret_cast<PyObject*>(self);
}

void MemoryDealloc(PyObject* object) {
  auto* self = reinterpret_cast<PyMemory*>(object);
  if (self->memory != nullptr) {
    delete self->memory;
    PyBuffer_Release(&self->view);
  }
  Free(object);
}

PyObject* MemoryWritten(PyObject* object, PyObject* args) {
  auto* self = reinterpret_cast<PyMemory*>(object);
  unsigned int offset = 0, size = 0;
  if (!PyArg_ParseTuple(args, "II:written", &offset, &size)) return nullptr;
  if (offset < self->memory->size()) {
    const uint32_t left = self->memory->size() - offset;
    self->memory->Written(offset, size < left ? size : left);
  }
  Py_RETURN_NONE;
}

PyMethodDef memory_methods[] = {
    {"written", MemoryWritten, METH_VARARGS,
     "[offset, offset + size) was overwritten: code there is decoded anew."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot memory_slots[] = {{Py_tp_doc, const_cast<char*>("Plain bytes that cores map.")},
                              {Py_tp_new, reinterpret_cast<void*>(MemoryNew)},
                              {Py_tp_dealloc, reinterpret_cast<void*>(MemoryDealloc)},
                              {Py_tp_methods, memory_methods},
                              {0, nullptr}};

PyType_Spec memory_spec = {"vboard.native.core.Memory", sizeof(PyMemory), 0, Py_TPFLAGS_DEFAULT,
                           memory_slots};

}  // namespace

bool AddMemoryType(PyObject* module) {
  memory_type = AddType(module, &memory_spec);
  return memory_type != nullptr;
}

}  // namespace vboard::python
