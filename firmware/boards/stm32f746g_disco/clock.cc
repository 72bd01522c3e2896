#include "boards/stm32f746g_disco/clock.h"

#include "boards/common/cortex_m.h"
#include "boards/stm32f746g_disco/registers.h"

namespace board {

using cortex_m::Register;
using cortex_m::WaitFor;

const char* StartClocks() {
  using namespace stm32f746;
  // A poll takes at least 4 cycles of 62.5 ns: 25 ms, ten times what the data sheet allows.
  constexpr uint32_t kPolls = 100'000;
  constexpr uint32_t kPowerClock = 1u << 28;
  Register(kRccApb1enr) = Register(kRccApb1enr) | kPowerClock;
  Register(kRccCr) = Register(kRccCr) | kHseOn;
  if (!WaitFor([] { return (Register(kRccCr) & kHseReady) != 0; }, kPolls)) {
    return "the 25 MHz oscillator does not start";
  }

  // 25 MHz / 25 * 432 / 2 = 216 MHz; /9 = 48 MHz for USB (RM0385 section 5.3.2).
  constexpr uint32_t kM = 25, kN = 432, kHalf = 0, kFromHse = 1u << 22, kQ = 9;
  constexpr uint32_t kReserved = 1u << 29;  // set at reset, and to be kept
  Register(kRccPllcfgr) = kM | kN << 6 | kHalf << 16 | kFromHse | kQ << 24 | kReserved;
  Register(kRccCr) = Register(kRccCr) | kPllOn;

  // Over-drive goes on before the switch to more than 180 MHz (RM0385 section 4.1.4).
  Register(kPwrCr1) = Register(kPwrCr1) | kOverDrive;
  if (!WaitFor([] { return (Register(kPwrCsr1) & kOverDrive) != 0; }, kPolls)) {
    return "over-drive does not become ready";
  }
  Register(kPwrCr1) = Register(kPwrCr1) | kOverDriveSwitch;
  if (!WaitFor([] { return (Register(kPwrCsr1) & kOverDriveSwitch) != 0; }, kPolls)) {
    return "over-drive does not switch";
  }

  // Seven wait states (2.7 to 3.6 V), prefetch and accelerator on.
  constexpr uint32_t kSevenWaitStates = 7, kPrefetch = 1u << 8, kAccelerator = 1u << 9;
  Register(kFlashAcr) = kSevenWaitStates | kPrefetch | kAccelerator;
  if (!WaitFor([] { return (Register(kFlashAcr) & 0xF) == kSevenWaitStates; }, kPolls)) {
    return "flash does not take its wait states";
  }

  if (!WaitFor([] { return (Register(kRccCr) & kPllReady) != 0; }, kPolls)) {
    return "the PLL does not lock";
  }
  constexpr uint32_t kApb1Quarter = 5u << 10, kApb2Half = 4u << 13, kPll = 2;
  Register(kRccCfgr) = kApb1Quarter | kApb2Half | kPll;
  if (!WaitFor([] { return (Register(kRccCfgr) >> 2 & 3) == kPll; }, kPolls)) {
    return "the system clock does not switch to the PLL";
  }
  return nullptr;
}

}  // namespace board
