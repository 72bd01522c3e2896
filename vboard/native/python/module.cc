// The extension module vboard.native.core; core.pyi says what is in it.

#include <cstring>

#include "decode/encoding.h"
#include "python/support.h"

// Digest of the sources, which setup.py writes.
extern const char* const kSources;

namespace vboard::python {

PyTypeObject* AddType(PyObject* module, PyType_Spec* spec, PyObject* base) {
  PyObject* type = PyType_FromSpecWithBases(spec, base);
  if (type == nullptr) return nullptr;
  const char* name = std::strrchr(spec->name, '.') + 1;
  Py_INCREF(type);
  if (PyModule_AddObject(module, name, type) < 0) {
    Py_DECREF(type);
    Py_DECREF(type);
    return nullptr;
  }
  return reinterpret_cast<PyTypeObject*>(type);
}

// ENCODINGS: (name, pattern, features) of each row of the encoding tables.
bool AddEncodings(PyObject* module) {
  Ref list(PyList_New(0));
  if (!list) return false;
  const EncodingTables all = AllEncodings();
  for (size_t t = 0; t < all.count; ++t) {
    for (size_t i = 0; i < all.tables[t].count; ++i) {
      const Encoding& row = all.tables[t].rows[i];
      Ref entry(Py_BuildValue("(ssI)", row.name, row.pattern, row.needs));
      if (!entry || PyList_Append(list.get(), entry.get()) < 0) return false;
    }
  }
  PyObject* tuple = PyList_AsTuple(list.get());
  if (tuple == nullptr) return false;
  if (PyModule_AddObject(module, "ENCODINGS", tuple) < 0) {
    Py_DECREF(tuple);
    return false;
  }
  return true;
}

namespace {

PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                          "vboard.native.core",
                          "The processor core in C++.",
                          -1,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr};

}  // namespace
}  // namespace vboard::python

PyMODINIT_FUNC PyInit_core() {
  using namespace vboard::python;
  PyObject* module = PyModule_Create(&definition);
  if (module == nullptr) return nullptr;
  if (AddClockTypes(module) && AddMemoryType(module) && AddRegisterType(module) &&
      AddLineTypes(module) && AddInterruptLogicType(module) && AddByteQueueType(module) &&
      AddBufferReceiverType(module) && AddAlarmType(module) && AddAccessProgramType(module) &&
      AddCoreType(module) && AddEncodings(module) &&
      PyModule_AddStringConstant(module, "SOURCES", kSources) == 0) {
    return module;
  }
  Py_DECREF(module);
  return nullptr;
}
