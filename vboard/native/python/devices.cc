#include "python/devices.h"

#include "python/line_type.h"
#include "system/system.h"

namespace vboard::python {

uint32_t CallDevice::Read(uint32_t address, unsigned width) {
  if (core_.attention & kHostError) return 0;
  if (!BeforePython(core_.clock)) {
    core_.Notify(kHostError);
    return 0;
  }
  const Ref where(PyLong_FromUnsignedLong(address)), size(PyLong_FromUnsignedLong(width));
  const Ref result(where && size
                       ? PyObject_CallFunctionObjArgs(read_.get(), where.get(), size.get(), nullptr)
                       : nullptr);
  if (result) {
    const unsigned long long value = PyLong_AsUnsignedLongLongMask(result.get());
    if (value != static_cast<unsigned long long>(-1) || !PyErr_Occurred()) {
      return static_cast<uint32_t>(value);
    }
  }
  core_.Notify(kHostError);
  return 0;
}

void CallDevice::Write(uint32_t address, unsigned width, uint32_t value) {
  if (core_.attention & kHostError) return;
  if (!BeforePython(core_.clock)) {
    core_.Notify(kHostError);
    return;
  }
  const Ref where(PyLong_FromUnsignedLong(address)), size(PyLong_FromUnsignedLong(width)),
      number(PyLong_FromUnsignedLong(value));
  const Ref result(where && size && number
                       ? PyObject_CallFunctionObjArgs(write_.get(), where.get(), size.get(),
                                                      number.get(), nullptr)
                       : nullptr);
  if (!result) core_.Notify(kHostError);
}

int CallDevice::Traverse(visitproc visit, void* arg) {
  Py_VISIT(read_.get());
  Py_VISIT(write_.get());
  return 0;
}

constexpr uint32_t kOffsetMask = 0xFFF;

uint32_t SystemSpace::Read(uint32_t address, unsigned width) {
  return core_.system->Read(address & kOffsetMask, width);
}

void SystemSpace::Write(uint32_t address, unsigned width, uint32_t value) {
  core_.system->Write(address & kOffsetMask, width, value);
}

bool SystemSpace::Allows(uint32_t address, bool write, bool privileged) const {
  return core_.system->Accessible(address & kOffsetMask, write, privileged);
}

template <typename... Arguments>
Ref PyHost::Call(const char* method, const char* format, Arguments... arguments) {
  if (!object_ || core_->attention & kHostError) return Ref();
  Ref result(BeforePython(core_->clock)
                 ? PyObject_CallMethod(object_.get(), method, format, arguments...)
                 : nullptr);
  if (!result) core_->Notify(kHostError);
  return result;
}

int PyHost::Traverse(visitproc visit, void* arg) {
  Py_VISIT(object_.get());
  return 0;
}

void PyHost::LogCore(LogLevel level, const char* message) {
  Call("log_core", "is", static_cast<int>(level), message);
}

void PyHost::LogController(LogLevel level, const char* message) {
  Call("log_controller", "is", static_cast<int>(level), message);
}

void PyHost::RenodeFails(const char* what) { Call("renode_fails", "s", what); }

void PyHost::ReadNothing(uint32_t offset) {
  Call("read_nothing", "I", static_cast<unsigned int>(offset));
}

void PyHost::WroteNothing(uint32_t offset, uint32_t value) {
  Call("wrote_nothing", "II", static_cast<unsigned int>(offset), static_cast<unsigned int>(value));
}

bool PyHost::Semihosting() {
  const Ref done = Call("semihosting", nullptr);
  return done && PyObject_IsTrue(done.get()) > 0;
}

void PyHost::RequestReset() { Call("request_reset", nullptr); }

void PyHost::Abort(const char* reason) { Call("abort", "s", reason); }

void PyHost::AtBreakpoint(uint32_t address) {
  Call("at_breakpoint", "I", static_cast<unsigned int>(address));
}

void PyHost::EnteredBlock(uint32_t address) {
  Call("entered_block", "I", static_cast<unsigned int>(address));
}

void PyHost::EnteringException(unsigned number) { Call("entering_exception", "I", number); }

void PyHost::LeftException(unsigned number) { Call("left_exception", "I", number); }

void PyHost::SleepChanged(bool sleeping) {
  Call("sleep_changed", "O", sleeping ? Py_True : Py_False);
}

void PyHost::Traced() { Call("traced", nullptr); }

void PyHost::Poll() {
  if (core_->attention & kHostError) return;
  if (!BeforePython(core_->clock)) {
    core_->Notify(kHostError);
    return;
  }
  Py_BEGIN_ALLOW_THREADS;  // others may want to run
  Py_END_ALLOW_THREADS;
  if (PyErr_CheckSignals() < 0) core_->Notify(kHostError);
}

}  // namespace vboard::python
