// The floating point context: access, FPCA, lazy preservation; FPCCR, FPCAR, FPDSCR, MVFR (ARMv7-M
// B1.4.7, B1.5.7, B3.2.20 to B3.2.23).

#ifndef VBOARD_NATIVE_SYSTEM_FP_CONTEXT_H_
#define VBOARD_NATIVE_SYSTEM_FP_CONTEXT_H_

#include <cstdint>

#include "cpu/core.h"
#include "system/scb.h"

namespace vboard {

// FPCCR (B3.2.21, ARMv8-M D1.2.88).
constexpr uint32_t kLspact = 1u << 0;
constexpr uint32_t kFpccrUser = 1u << 1;
constexpr uint32_t kFpccrThread = 1u << 3;
constexpr uint32_t kHfrdy = 1u << 4;
constexpr uint32_t kMmrdy = 1u << 5;
constexpr uint32_t kBfrdy = 1u << 6;
constexpr uint32_t kMonrdy = 1u << 8;
constexpr uint32_t kClronret = 1u << 28;  // ARMv8-M
constexpr uint32_t kLspen = 1u << 30;
constexpr uint32_t kAspen = 1u << 31;

class FpContext {
 public:
  FpContext(Core& core, Scb& scb) : core_(core), scb_(scb) { Reset(); }

  void Reset();
  void SetStrict(bool strict);

  bool Read(uint32_t offset, uint32_t& value) const;
  bool Write(uint32_t offset, uint32_t value);

  // CPACR grants access to the code that executes.
  bool Accessible() const;
  // Before an instruction of the FPU: false for NOCP; else stores what waits and sets FPCA.
  // `failed` is a derived fault of a lazy store.
  bool Prepare(Fault& failed, bool& has_failed);

  bool active() const { return (core_.control & kControlFpca) != 0; }
  uint32_t control() const { return fpccr_; }
  // The frame's floating point part is at `address`: its registers are stored now, or later if
  // LSPEN. FPCA is cleared. `ready` is what FPCCR's RDY bits become.
  bool lazy() const { return (fpccr_ & kLspen) != 0; }
  void ReserveLazily(uint32_t address, uint32_t ready);
  bool waiting() const { return (fpccr_ & kLspact) != 0; }
  void ForgetWaiting() { fpccr_ &= ~kLspact; }
  // FPSCR of a new context: FPDSCR's modes.
  void StartContext();
  bool clears_on_return() const {
    return (fpccr_ & kClronret) != 0 && (!strict_ || core_.model.v8());
  }

 private:
  bool StoreWaiting(Fault& failed);

  Core& core_;
  Scb& scb_;
  bool strict_ = false;
  uint32_t fpccr_ = 0, fpcar_ = 0, fpdscr_ = 0;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_FP_CONTEXT_H_
