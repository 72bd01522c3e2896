#include "python/byte_queue_type.h"

#include "python/register_type.h"

namespace vboard::python {

PyTypeObject* queue_type;

namespace {

PyObject* QueueNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyByteQueue* self = Allocate<PyByteQueue>(type);
  if (self == nullptr) return nullptr;
  new (&self->queue) ByteQueue();
  return reinterpret_cast<PyObject*>(self);
}

void QueueDealloc(PyObject* object) {
  QueueOf(object).~ByteQueue();
  Free(object);
}

Py_ssize_t QueueLength(PyObject* object) { return static_cast<Py_ssize_t>(QueueOf(object).size()); }

PyObject* Append(PyObject* object, PyObject* byte) {
  const unsigned long long value = PyLong_AsUnsignedLongLongMask(byte);
  if (value == static_cast<unsigned long long>(-1) && PyErr_Occurred()) return nullptr;
  QueueOf(object).Add(static_cast<uint8_t>(value));
  return Py_BuildValue("");
}

PyObject* Extend(PyObject* object, PyObject* bytes) {
  char* data = nullptr;
  Py_ssize_t size = 0;
  if (PyBytes_AsStringAndSize(bytes, &data, &size) < 0) return nullptr;
  QueueOf(object).Add(reinterpret_cast<const uint8_t*>(data), static_cast<size_t>(size));
  return Py_BuildValue("");
}

PyObject* Take(PyObject* object, PyObject*) { return PyLong_FromLong(QueueOf(object).Take()); }

PyObject* Clear(PyObject* object, PyObject*) {
  QueueOf(object).Clear();
  return Py_BuildValue("");
}

PyObject* Show(PyObject* object, PyObject*) {
  QueueOf(object).Show();
  return Py_BuildValue("");
}

bool HasRoom(ByteQueue& queue) {
  if (!queue.full()) return true;
  PyErr_SetString(PyExc_ValueError, "a queue has four flags at most");
  return false;
}

// add_flag(register, bits, least, below): see core.pyi.
PyObject* AddFlag(PyObject* object, PyObject* args) {
  PyObject* reg = nullptr;
  unsigned int bits = 0;
  unsigned long long least = 0;
  int below = 0;
  if (!PyArg_ParseTuple(args, "O!IKp:add_flag", register_type, &reg, &bits, &least, &below)) {
    return nullptr;
  }
  ByteQueue& queue = QueueOf(object);
  if (!HasRoom(queue)) return nullptr;
  queue.flags().push_back(
      QueueFlag{&RegisterOf(reg).value, bits, static_cast<size_t>(least), below != 0});
  return PyLong_FromSize_t(queue.flags().size() - 1);
}

PyObject* SetLeast(PyObject* object, PyObject* args) {
  unsigned int index = 0;
  unsigned long long least = 0;
  if (!PyArg_ParseTuple(args, "IK:set_least", &index, &least)) return nullptr;
  std::vector<QueueFlag>& flags = QueueOf(object).flags();
  if (index >= flags.size()) {
    PyErr_SetString(PyExc_IndexError, "no such flag");
    return nullptr;
  }
  flags[index].least = static_cast<size_t>(least);
  return Py_BuildValue("");
}

PyObject* ClearedByTake(PyObject* object, PyObject* args) {
  PyObject* reg = nullptr;
  unsigned int bits = 0;
  if (!PyArg_ParseTuple(args, "O!I:cleared_by_take", register_type, &reg, &bits)) return nullptr;
  ByteQueue& queue = QueueOf(object);
  if (!HasRoom(queue)) return nullptr;
  queue.ClearedByTake(&RegisterOf(reg).value, bits);
  return Py_BuildValue("");
}

PyMethodDef methods[] = {
    {"append", Append, METH_O, "A byte was received."},
    {"extend", Extend, METH_O, "Bytes were received."},
    {"take", Take, METH_NOARGS, "Remove the first byte; 0 where there is none."},
    {"clear", Clear, METH_NOARGS, "Remove all bytes."},
    {"show", Show, METH_NOARGS, "Set the flags anew."},
    {"add_flag", AddFlag, METH_VARARGS, "Bits of a register tell of the number of bytes."},
    {"set_least", SetLeast, METH_VARARGS, "Set the number of bytes of a flag."},
    {"cleared_by_take", ClearedByTake, METH_VARARGS, "Bits that are cleared with each byte taken."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("Received bytes.")},
                       {Py_tp_new, reinterpret_cast<void*>(QueueNew)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(QueueDealloc)},
                       {Py_sq_length, reinterpret_cast<void*>(QueueLength)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.ByteQueue", sizeof(PyByteQueue), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

bool AddByteQueueType(PyObject* module) {
  queue_type = AddType(module, &spec);
  return queue_type != nullptr;
}

}  // namespace vboard::python
