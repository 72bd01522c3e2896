// Core registers that ARMv7-M parts share (Arm DDI 0403, chapters B3 and C1).
#ifndef FIRMWARE_BOARDS_COMMON_CORTEX_M_H_
#define FIRMWARE_BOARDS_COMMON_CORTEX_M_H_

#include <stdint.h>

namespace cortex_m {

inline volatile uint32_t& Register(uint32_t address) {
  return *reinterpret_cast<volatile uint32_t*>(address);
}

constexpr uint32_t kIcsr = 0xE000ED04;
constexpr uint32_t kVtor = 0xE000ED08;
constexpr uint32_t kCcr = 0xE000ED14;
constexpr uint32_t kShcsr = 0xE000ED24;
constexpr uint32_t kCfsr = 0xE000ED28;
constexpr uint32_t kHfsr = 0xE000ED2C;
constexpr uint32_t kMmfar = 0xE000ED34;
constexpr uint32_t kBfar = 0xE000ED38;
constexpr uint32_t kCpacr = 0xE000ED88;

inline void EnableInterrupts() { __asm volatile("cpsie i" ::: "memory"); }
inline void DisableInterrupts() { __asm volatile("cpsid i" ::: "memory"); }
inline void SynchroniseData() { __asm volatile("dsb" ::: "memory"); }
inline void SynchroniseInstructions() { __asm volatile("isb" ::: "memory"); }

// Gives everyone full access to coprocessors 10 and 11, the FPU (Arm DDI 0403, B3.2.20).
inline void EnableFpu() {
  Register(kCpacr) = Register(kCpacr) | 0xFu << 20;
  SynchroniseData();
  SynchroniseInstructions();
}

// Waits until `ready` returns true; false when it did not within `polls` polls.
template <typename Ready>
bool WaitFor(Ready ready, uint32_t polls) {
  while (!ready()) {
    if (polls-- == 0) return false;
  }
  return true;
}

// Enables interrupt `number` at a priority of 0 (most urgent) to 15; a part with 3 priority bits
// takes the upper three.
void EnableIrq(unsigned number, unsigned priority);

// Interrupt every millisecond from the core clock, at the least urgent priority.
void StartTick(uint32_t core_clock_hz);

// Starts the DWT cycle counter.
void StartCycleCounter();

// Stops the tick, clears every interrupt enable and sleeps for ever.
[[noreturn]] void Stop();

extern "C" {
[[noreturn]] void ResetHandler();
void FaultHandler();
void TickHandler();
[[noreturn]] void UnexpectedInterrupt();
}

}  // namespace cortex_m

#endif  // FIRMWARE_BOARDS_COMMON_CORTEX_M_H_
