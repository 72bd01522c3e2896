// What a core needs from the program around it.

#ifndef VBOARD_NATIVE_CPU_HOST_H_
#define VBOARD_NATIVE_CPU_HOST_H_

#include <cstdint>

namespace vboard {

enum class LogLevel : int8_t { kNoisy = -1, kDebug = 0, kInfo = 1, kWarning = 2, kError = 3 };

// A call that fails, or that wants the run to end, sets `kHostError` or `kLeave` by `Core::Notify`.
class Host {
 public:
  virtual ~Host() = default;

  // An entry of the machine's log in the name of the core or of its interrupt controller.
  virtual void LogCore(LogLevel level, const char* message) = 0;
  virtual void LogController(LogLevel level, const char* message) = 0;
  // The controller does what the manual says; in the same place Renode 1.16.1 does `what`.
  virtual void RenodeFails(const char* /*what*/) {}
  // An access to an offset of the System Control Space (from 0xE000E000) without a register.
  virtual void ReadNothing(uint32_t /*offset*/) {}
  virtual void WroteNothing(uint32_t /*offset*/, uint32_t /*value*/) {}

  // BKPT 0xAB: the operation is in R0, its parameter in R1. Returns whether a console did it.
  virtual bool Semihosting() = 0;
  // AIRCR.SYSRESETREQ: reset before the next instruction.
  virtual void RequestReset() = 0;
  // The core cannot go on (lockup, a fetch where no memory is): it stays as it is until reset.
  virtual void Abort(const char* reason) = 0;
  // The instruction at pc is about to execute, and a breakpoint is there.
  virtual void AtBreakpoint(uint32_t address) = 0;
  // A block of code is about to execute; told while `BlockCache::ObserveBlocks` is on.
  virtual void EnteredBlock(uint32_t address) = 0;
  // An exception is about to be entered, or was returned from; told while `Core::tells_exceptions`.
  virtual void EnteringException(unsigned /*number*/) {}
  virtual void LeftException(unsigned /*number*/) {}
  // The core fell asleep in WFI or WFE, or woke up; told while `Core::tells_sleep` is set.
  virtual void SleepChanged(bool /*sleeping*/) {}
  // Executed instructions wait in the trace of `BlockCache`.
  virtual void Traced() {}
  // Firmware wrote to a stimulus port of the ITM, 1, 2 or 4 bytes.
  virtual void Trace(unsigned /*port*/, unsigned /*width*/, uint32_t /*value*/) {}
  // Called now and then while the core executes: signals.
  virtual void Poll() = 0;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_HOST_H_
