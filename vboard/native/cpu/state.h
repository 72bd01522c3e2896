// Processor state of ARMv6-M, ARMv7-M and ARMv8-M without the Security Extension.

#ifndef VBOARD_NATIVE_CPU_STATE_H_
#define VBOARD_NATIVE_CPU_STATE_H_

#include <cstdint>

#include "fpu/fpscr.h"

namespace vboard {

constexpr unsigned kSp = 13;
constexpr unsigned kLr = 14;
constexpr unsigned kPc = 15;
// Registers of the core itself, behind the architecture's: results on their way.
constexpr unsigned kScratch = 16;
constexpr unsigned kRegisterSlots = 20;

// Bits of xPSR.
constexpr uint32_t kXpsrN = 1u << 31;
constexpr uint32_t kXpsrZ = 1u << 30;
constexpr uint32_t kXpsrC = 1u << 29;
constexpr uint32_t kXpsrV = 1u << 28;
constexpr uint32_t kXpsrQ = 1u << 27;
constexpr uint32_t kXpsrT = 1u << 24;
constexpr uint32_t kXpsrGe = 0xFu << 16;
constexpr uint32_t kXpsrException = 0x1FF;

// CONTROL.
constexpr uint32_t kControlNpriv = 1u << 0;
constexpr uint32_t kControlSpsel = 1u << 1;
constexpr uint32_t kControlFpca = 1u << 2;

struct FpState {
  uint32_t s[32] = {};  // D(i) is s[2i] (low half) and s[2i+1]
  fpu::Fpscr fpscr;
};

// N and Z as one value; see cpu/op.h.
inline uint32_t SignOf(uint64_t nz) {  // bit 31 is N
  return static_cast<uint32_t>(nz >> 32 | nz);
}
inline bool IsZero(uint64_t nz) { return static_cast<uint32_t>(nz) == 0; }
// N and Z of a register like APSR.
inline uint64_t FlagsNz(uint32_t apsr) {
  return uint64_t{apsr & kXpsrN} << 32 | (apsr & kXpsrZ ? 0 : 1);
}

struct State {
  // R0 to R12, the stack pointer in use, LR. r[15] is not the program counter, which is `pc`.
  uint32_t r[kRegisterSlots] = {};

  // Condition flags between runs of handlers (in their arguments while they run); see cpu/op.h.
  uint64_t nz = 0;
  uint32_t c = 0, v = 0;
  uint32_t q = 0;   // 0 or 1
  uint32_t ge = 0;  // GE[3:0]

  uint32_t pc = 0;             // next instruction, bit 0 clear
  uint8_t it = 0;              // ITSTATE of the instruction at pc
  bool thumb = true;           // EPSR.T
  uint32_t exception = 0;      // IPSR: number of the exception being handled, 0 in thread mode
  uint32_t other_sp = 0;       // the stack pointer that is not in use
  bool process_stack = false;  // r[13] is PSP rather than MSP
  uint32_t control = 0;
  uint32_t primask = 0, faultmask = 0;  // 0 or 1
  uint32_t basepri = 0;
  uint32_t msplim = 0, psplim = 0;  // ARMv8-M

  bool event = false;     // the event register of WFE
  uint8_t exclusive = 0;  // the local monitor: width of the last exclusive load, 0 while it is open
  uint32_t exclusive_address = 0;

  FpState fp;

  bool handler_mode() const { return exception != 0; }
  bool privileged() const { return exception != 0 || !(control & kControlNpriv); }
  uint32_t msp() const { return process_stack ? other_sp : r[kSp]; }
  uint32_t psp() const { return process_stack ? r[kSp] : other_sp; }
  void set_msp(uint32_t value) { (process_stack ? other_sp : r[kSp]) = value & ~3u; }
  void set_psp(uint32_t value) { (process_stack ? r[kSp] : other_sp) = value & ~3u; }

  // Makes r[13] the stack pointer that mode and CONTROL.SPSEL select.
  void SelectStack() {
    const bool process = exception == 0 && (control & kControlSpsel);
    if (process == process_stack) return;
    const uint32_t sp = r[kSp];
    r[kSp] = other_sp;
    other_sp = sp;
    process_stack = process;
  }

  uint32_t Apsr() const;
  void SetApsr(uint32_t value);  // N Z C V Q and GE
  uint32_t Xpsr() const;         // with ITSTATE, T and the exception number
  void SetXpsr(uint32_t value);  // all of them; does not select the stack

  // Registers after reset; contents of R0 to R12 as Renode has them, LR 0.
  void Reset();
};

inline uint32_t State::Apsr() const {
  return (SignOf(nz) & kXpsrN) | (IsZero(nz) ? kXpsrZ : 0) | c << 29 | (v >> 31) << 28 | q << 27 |
         ge << 16;
}

inline void State::SetApsr(uint32_t value) {
  nz = FlagsNz(value);
  c = value >> 29 & 1;
  v = (value & kXpsrV) << 3;
  q = value >> 27 & 1;
  ge = value >> 16 & 0xF;
}

inline uint32_t State::Xpsr() const {
  return Apsr() | (it & 3u) << 25 | (it >> 2) << 10 | (thumb ? kXpsrT : 0) | exception;
}

inline void State::SetXpsr(uint32_t value) {
  SetApsr(value);
  it = static_cast<uint8_t>((value >> 25 & 3) | (value >> 10 & 0x3F) << 2);
  thumb = (value & kXpsrT) != 0;
  exception = value & kXpsrException;
}

inline void State::Reset() { *this = State(); }

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_STATE_H_
