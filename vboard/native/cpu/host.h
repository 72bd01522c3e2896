// What a core needs from the program around it.

#ifndef VBOARD_NATIVE_CPU_HOST_H_
#define VBOARD_NATIVE_CPU_HOST_H_

#include <cstdint>

namespace vboard {

enum class LogLevel : int8_t { kNoisy = -1, kDebug = 0, kInfo = 1, kWarning = 2, kError = 3 };

// Calls may end a run: they set `kLeave`, or `kHostError` when they failed.
class Host {
 public:
  virtual ~Host() = default;

  // An entry of the machine's log in the name of the core or of its interrupt controller.
  virtual void LogCore(LogLevel level, const char* message) = 0;
  virtual void LogController(LogLevel level, const char* message) = 0;

  // BKPT 0xAB: the operation is in R0, its parameter in R1. Returns whether a console did it.
  virtual bool Semihosting() = 0;
  // AIRCR.SYSRESETREQ: reset before the next instruction.
  virtual void RequestReset() = 0;
  // Breakpoints at pc are to be told.
  virtual void AtBreakpoint(uint32_t address) = 0;
  // A write to VTOR that the controller took.
  virtual bool IsMemory(uint32_t address) = 0;
  // Virtual time in nanoseconds, exact to the instruction in progress.
  virtual uint64_t Now() = 0;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_HOST_H_
