#include "python/buffer_receiver_type.h"

#include "python/byte_queue_type.h"
#include "python/register_type.h"

namespace vboard::python {

PyTypeObject* receiver_type;

namespace {

PyObject* ReceiverNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyBufferReceiver* self = Allocate<PyBufferReceiver>(type);
  if (self == nullptr) return nullptr;
  new (&self->receiver) BufferReceiver();
  return reinterpret_cast<PyObject*>(self);
}

void ReceiverDealloc(PyObject* object) {
  ReceiverOf(object).~BufferReceiver();
  Free(object);
}

// connect(queue, address, size, amount, started, ended): see core.pyi.
PyObject* Connect(PyObject* object, PyObject* args) {
  PyObject *queue = nullptr, *address = nullptr, *size = nullptr, *amount = nullptr,
           *started = nullptr, *ended = nullptr;
  if (!PyArg_ParseTuple(args, "O!O!O!O!O!O!:connect", queue_type, &queue, register_type, &address,
                        register_type, &size, register_type, &amount, register_type, &started,
                        register_type, &ended)) {
    return nullptr;
  }
  BufferReceiver& receiver = ReceiverOf(object);
  receiver.queue = &QueueOf(queue);
  receiver.address = &RegisterOf(address);
  receiver.size = &RegisterOf(size);
  receiver.amount = &RegisterOf(amount);
  receiver.started = &RegisterOf(started);
  receiver.ended = &RegisterOf(ended);
  return Py_BuildValue("");
}

PyObject* SetGates(PyObject* object, PyObject* list) {
  std::vector<const DeviceRegister*> gates;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref gate(PySequence_GetItem(list, i));
    if (!gate) return nullptr;
    const int is = PyObject_IsInstance(gate.get(), reinterpret_cast<PyObject*>(register_type));
    if (is == 0) PyErr_SetString(PyExc_TypeError, "expected a register");
    if (is <= 0) return nullptr;
    gates.push_back(&RegisterOf(gate.get()));
  }
  if (count < 0) return nullptr;
  ReceiverOf(object).gates = std::move(gates);
  return Py_BuildValue("");
}

PyObject* Receiving(PyObject* object, void*) {
  return PyBool_FromLong(ReceiverOf(object).receiving);
}

int SetReceiving(PyObject* object, PyObject* value, void*) {
  const int on = value == nullptr ? -1 : PyObject_IsTrue(value);
  if (on < 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_AttributeError, "it receives or does not");
    return -1;
  }
  ReceiverOf(object).receiving = on != 0;
  return 0;
}

PyObject* Filled(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(ReceiverOf(object).filled);
}

int SetFilled(PyObject* object, PyObject* value, void*) {
  if (value != nullptr) return ToUint32(value, ReceiverOf(object).filled) ? 0 : -1;
  PyErr_SetString(PyExc_AttributeError, "a buffer is filled as far as it is");
  return -1;
}

PyMethodDef methods[] = {
    {"connect", Connect, METH_VARARGS, "The queue and the registers of reception."},
    {"set_gates", SetGates, METH_O, "Registers that let the host start reception."},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef getset[] = {
    {"receiving", Receiving, SetReceiving, "Whether received bytes are stored.", nullptr},
    {"filled", Filled, SetFilled, "Bytes of the buffer that are stored.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("Reception by a peripheral's own DMA.")},
                       {Py_tp_new, reinterpret_cast<void*>(ReceiverNew)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(ReceiverDealloc)},
                       {Py_tp_methods, methods},
                       {Py_tp_getset, getset},
                       {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.BufferReceiver", sizeof(PyBufferReceiver), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

bool AddBufferReceiverType(PyObject* module) {
  receiver_type = AddType(module, &spec);
  return receiver_type != nullptr;
}

}  // namespace vboard::python
