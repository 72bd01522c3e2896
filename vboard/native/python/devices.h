// Devices and the host of a core as Python objects.

#ifndef VBOARD_NATIVE_PYTHON_DEVICES_H_
#define VBOARD_NATIVE_PYTHON_DEVICES_H_

#include <string>

#include "cpu/core.h"
#include "cpu/host.h"
#include "memory/memory_map.h"
#include "python/support.h"

namespace vboard::python {

// Serves accesses by `read(address, width)` and `write(address, width, value)`.
class CallDevice : public Device {
 public:
  CallDevice(Core& core, PyObject* read, PyObject* write)
      : core_(core), read_(Ref::Borrow(read)), write_(Ref::Borrow(write)) {}
  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;
  int Traverse(visitproc visit, void* arg);

 private:
  Core& core_;
  Ref read_, write_;
};

// The System Control Space of a core.
class SystemSpace : public Device {
 public:
  explicit SystemSpace(Core& core) : core_(core) {}
  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;
  bool Allows(uint32_t address, bool write, bool privileged) const override;

 private:
  Core& core_;
};

// Calls the methods of a Python object; core.pyi has them as `CoreHost`.
class PyHost : public Host {
 public:
  explicit PyHost(PyObject* object) : object_(Ref::Borrow(object)) {}
  void set_core(Core* core) { core_ = core; }
  int Traverse(visitproc visit, void* arg);
  void Clear() { object_.Reset(); }

  void LogCore(LogLevel level, const char* message) override;
  void LogController(LogLevel level, const char* message) override;
  void RenodeFails(const char* what) override;
  void ReadNothing(uint32_t offset) override;
  void WroteNothing(uint32_t offset, uint32_t value) override;
  bool Semihosting() override;
  void RequestReset() override;
  void Abort(const char* reason) override;
  void AtBreakpoint(uint32_t address) override;
  void EnteredBlock(uint32_t address) override;
  void EnteringException(unsigned number) override;
  void LeftException(unsigned number) override;
  void SleepChanged(bool sleeping) override;
  void Traced() override;
  void Poll() override;

 private:
  // Calls a method; nullptr when it failed, now or before.
  template <typename... Arguments>
  Ref Call(const char* method, const char* format, Arguments... arguments);

  Ref object_;
  Core* core_ = nullptr;
};

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_DEVICES_H_
