// The system timer (ARMv7-M B3.3): a 24-bit down counter.
//
// Renode 1.16.1: the period is LOAD rather than LOAD + 1; a period starts at the whole nanosecond
// in which the counter got to 0; a write to VAL loads LOAD at once; LOAD 0 keeps the counter as it
// is; the counter starts at 0xFFFFFF and runs at one frequency, CLKSOURCE reading 1.

#ifndef VBOARD_NATIVE_SYSTEM_SYSTICK_H_
#define VBOARD_NATIVE_SYSTEM_SYSTICK_H_

#include <cstdint>
#include <functional>

#include "time/clock.h"

namespace vboard {

class SysTickTimer : private Timer {
 public:
  // `pend` makes the SysTick exception pending.
  SysTickTimer(Clock& clock, std::function<void()> pend);

  void Reset();
  void SetStrict(bool strict);
  void SetFrequency(uint64_t hertz);
  uint64_t frequency() const { return frequency_; }

  // Registers at 0x010 to 0x01C from 0xE000E000, by offset; reading the first clears COUNTFLAG.
  uint32_t Read(uint32_t offset);
  void Write(uint32_t offset, uint32_t value);

  // ENABLE as deep sleep clears it, and the interrupt that ends it sets it again.
  bool enabled() const { return enabled_; }
  void SetEnabled(bool enabled);

 private:
  void Expire() override;
  void Advance();
  void CountExactly(uint64_t span);
  void CountAsRenode(uint64_t now);
  void Reached();
  void Schedule();
  uint32_t Calibration() const;

  std::function<void()> pend_;
  bool strict_ = false;
  uint64_t frequency_ = 1;
  bool enabled_ = false;    // CSR.ENABLE
  bool interrupt_ = false;  // CSR.TICKINT
  bool clock_source_ = true;
  bool counting_ = false;  // enabled, and not held by LOAD 0
  bool count_flag_ = false;
  uint32_t load_ = 0;
  uint32_t value_ = 0;    // at `origin_`
  uint64_t origin_ = 0;   // ns
  uint64_t residue_ = 0;  // of a tick at `origin_`, in units of a tick / 1e9
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_SYSTICK_H_
