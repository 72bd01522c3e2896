#include "boards/common/cortex_m.h"

#include "boards/board.h"

namespace cortex_m {
namespace {

constexpr uint32_t kSystCsr = 0xE000E010;
constexpr uint32_t kSystRvr = 0xE000E014;
constexpr uint32_t kSystCvr = 0xE000E018;
constexpr uint32_t kIser = 0xE000E100;
constexpr uint32_t kIcer = 0xE000E180;
constexpr uint32_t kIpr = 0xE000E400;
constexpr uint32_t kShpr3 = 0xE000ED20;
constexpr uint32_t kDwtCtrl = 0xE0001000;
constexpr uint32_t kDwtCyccnt = 0xE0001004;
constexpr uint32_t kDemcr = 0xE000EDFC;
constexpr uint32_t kTraceEnable = 1u << 24;

volatile uint32_t g_milliseconds;

}  // namespace

void EnableIrq(unsigned number, unsigned priority) {
  *reinterpret_cast<volatile uint8_t*>(kIpr + number) = static_cast<uint8_t>(priority << 4);
  Register(kIser + 4 * (number / 32)) = 1u << (number % 32);
}

void StartTick(uint32_t core_clock_hz) {
  Register(kShpr3) = 0xF0u << 24;
  Register(kSystRvr) = core_clock_hz / 1000 - 1;
  Register(kSystCvr) = 0;
  Register(kSystCsr) = 7;  // core clock, interrupt, enable
}

void StartCycleCounter() {
  Register(kDemcr) = kTraceEnable;
  Register(kDwtCyccnt) = 0;
  Register(kDwtCtrl) = 1;
}

void Stop() {
  DisableInterrupts();
  Register(kSystCsr) = 0;
  for (unsigned word = 0; word < 8; ++word) Register(kIcer + 4 * word) = 0xFFFFFFFF;
  // A pending request would end WFI at once although PRIMASK masks it (Arm DDI 0403, B1.5.19).
  constexpr uint32_t kClearPendingTick = 1u << 25;
  Register(kIcsr) = kClearPendingTick;
  SynchroniseData();
  for (;;) __asm volatile("wfi");
}

extern "C" void TickHandler() { g_milliseconds = g_milliseconds + 1; }

}  // namespace cortex_m

namespace board {

uint32_t Milliseconds() { return cortex_m::g_milliseconds; }

uint32_t Cycles() { return cortex_m::Register(cortex_m::kDwtCyccnt); }

// An interrupt that comes between the caller's last check and WFI leaves the core asleep until the
// next tick: at most a millisecond.
void WaitForInterrupt() {
  cortex_m::SynchroniseData();
  __asm volatile("wfi" ::: "memory");
}

void Halt() { cortex_m::Stop(); }

}  // namespace board
