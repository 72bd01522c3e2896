// System Control Block: CPUID, ICSR, VTOR, AIRCR, SCR, CCR, SHPR, SHCSR, the fault status
// registers, CPACR, DEMCR (ARMv7-M B3.2, C1.6.5).
//
// Values at rest are Renode 1.16.1's. It knows no HFSR, BFAR and DFSR: they stay 0, unless the
// rules are the architecture's.

#ifndef VBOARD_NATIVE_SYSTEM_SCB_H_
#define VBOARD_NATIVE_SYSTEM_SCB_H_

#include <cstdint>

#include "cpu/core.h"
#include "system/priorities.h"

namespace vboard {

// CFSR (B3.2.15).
constexpr uint32_t kIaccviol = 1u << 0;
constexpr uint32_t kDaccviol = 1u << 1;
constexpr uint32_t kMunstkerr = 1u << 3;
constexpr uint32_t kMstkerr = 1u << 4;
constexpr uint32_t kMlsperr = 1u << 5;
constexpr uint32_t kMmarvalid = 1u << 7;
constexpr uint32_t kIbuserr = 1u << 8;
constexpr uint32_t kPreciserr = 1u << 9;
constexpr uint32_t kUnstkerr = 1u << 11;
constexpr uint32_t kStkerr = 1u << 12;
constexpr uint32_t kLsperr = 1u << 13;
constexpr uint32_t kBfarvalid = 1u << 15;
constexpr uint32_t kUndefinstr = 1u << 16;
constexpr uint32_t kInvstate = 1u << 17;
constexpr uint32_t kInvpc = 1u << 18;
constexpr uint32_t kNocp = 1u << 19;
constexpr uint32_t kStkof = 1u << 20;  // ARMv8-M
constexpr uint32_t kUnaligned = 1u << 24;
constexpr uint32_t kDivbyzero = 1u << 25;
// HFSR (B3.2.16).
constexpr uint32_t kVecttbl = 1u << 1;
constexpr uint32_t kForced = 1u << 30;
constexpr uint32_t kDebugevt = 1u << 31;
// DFSR (C1.6.1).
constexpr uint32_t kDfsrBkpt = 1u << 1;
constexpr uint32_t kDfsrDwttrap = 1u << 2;
// CCR (B3.2.8).
constexpr uint32_t kNonbasethrdena = 1u << 0;
constexpr uint32_t kUsersetmpend = 1u << 1;
constexpr uint32_t kUnalignTrp = 1u << 3;
constexpr uint32_t kDiv0Trp = 1u << 4;
constexpr uint32_t kBfhfnmign = 1u << 8;
constexpr uint32_t kStkalign = 1u << 9;
constexpr uint32_t kStkofhfnmign = 1u << 10;  // ARMv8-M
// DEMCR (C1.6.5).
constexpr uint32_t kMonEn = 1u << 16;
constexpr uint32_t kMonPend = 1u << 17;
constexpr uint32_t kTrcena = 1u << 24;

class Scb {
 public:
  Scb(Core& core, Priorities& priorities) : core_(core), priorities_(priorities) { Reset(); }

  void Reset();
  void SetStrict(bool strict);

  // Registers by offset from 0xE000E000; false for one that is not here. Writes with side effects
  // beyond this block (AIRCR's reset, pending, CPACR) are the caller's to complete.
  bool Read(uint32_t offset, uint32_t& value) const;
  bool Write(uint32_t offset, uint32_t value);
  // Whether a write acts on the bits that are set: a narrow one leaves the others alone.
  static bool ActsOnOnes(uint32_t offset);

  // VTOR; the core's memory has to be there, or the log says so.
  uint32_t vtor() const { return vtor_; }
  void SetVtor(uint32_t address);
  // Something has set VTOR since reset.
  bool vtor_was_set() const { return vtor_was_set_; }

  bool FaultEnabled(unsigned number) const;
  bool sleep_on_exit() const { return (scr_ & 1u << 1) != 0; }
  bool sleep_deep() const { return (scr_ & 1u << 2) != 0; }
  bool sev_on_pend() const { return (scr_ & 1u << 4) != 0; }
  uint32_t configuration() const { return ccr_; }
  uint32_t cpacr() const { return cpacr_; }
  uint32_t demcr() const { return demcr_; }

  void AddFault(uint32_t status) { cfsr_ |= status; }
  void AddHardFault(uint32_t status) {
    if (strict_) hfsr_ |= status;
  }
  void AddDebugFault(uint32_t status) { dfsr_ |= status; }
  uint32_t cfsr() const { return cfsr_; }
  uint32_t hfsr() const { return hfsr_; }
  void SetMmfar(uint32_t address) { mmfar_ = address; }
  void SetBfar(uint32_t address) { bfar_ = address; }

 private:
  uint32_t Icsr() const;
  // Warns of the bits that Renode 1.16.1 has otherwise.
  void TellRenodesIcsr(uint32_t value, unsigned pending) const;
  void WriteIcsr(uint32_t value);
  void WriteAircr(uint32_t value);
  uint32_t Shcsr() const;
  void WriteShcsr(uint32_t value);
  // Priorities of four exceptions from one on.
  uint32_t Shpr(unsigned first) const;
  void WriteShpr(unsigned first, uint32_t value);
  uint32_t CcrMask() const;
  uint32_t CcrReset() const;

  Core& core_;
  Priorities& priorities_;
  bool strict_ = false;
  bool vtor_was_set_ = false;
  uint32_t vtor_ = 0;
  uint32_t scr_ = 0, ccr_ = 0, shcsr_ = 0, cpacr_ = 0, demcr_ = 0, actlr_ = 0;
  uint32_t cfsr_ = 0, hfsr_ = 0, dfsr_ = 0, afsr_ = 0;
  uint32_t mmfar_ = 0, bfar_ = 0;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_SCB_H_
