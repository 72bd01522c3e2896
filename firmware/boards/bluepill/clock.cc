#include "boards/bluepill/clock.h"

#include "boards/bluepill/registers.h"
#include "boards/common/cortex_m.h"

namespace board {

using cortex_m::Register;
using cortex_m::WaitFor;

const char* StartClocks() {
  using namespace stm32f103;
  // The crystal starts within 2 ms (DS5319 table 22); a poll takes at least 4 cycles of 125 ns.
  constexpr uint32_t kPolls = 20'000;
  Register(kRccCr) = Register(kRccCr) | kHseOn;
  if (!WaitFor([] { return (Register(kRccCr) & kHseReady) != 0; }, kPolls)) {
    return "the 8 MHz crystal does not oscillate";
  }

  // Two wait states above 48 MHz, prefetch on.
  constexpr uint32_t kTwoWaitStates = 2;
  constexpr uint32_t kPrefetch = 1u << 4;
  Register(kFlashAcr) = kPrefetch | kTwoWaitStates;

  constexpr uint32_t kApb1Half = 4u << 8;
  constexpr uint32_t kAdcSixth = 2u << 14;
  constexpr uint32_t kPllFromHse = 1u << 16;
  constexpr uint32_t kTimesNine = 7u << 18;
  constexpr uint32_t kConfiguration = kApb1Half | kAdcSixth | kPllFromHse | kTimesNine;
  Register(kRccCfgr) = kConfiguration;
  Register(kRccCr) = Register(kRccCr) | kPllOn;
  if (!WaitFor([] { return (Register(kRccCr) & kPllReady) != 0; }, kPolls)) {
    return "the PLL does not lock";
  }

  constexpr uint32_t kPll = 2;
  Register(kRccCfgr) = kConfiguration | kPll;
  if (!WaitFor([] { return (Register(kRccCfgr) >> 2 & 3) == kPll; }, kPolls)) {
    return "the system clock does not switch to the PLL";
  }
  return nullptr;
}

}  // namespace board
