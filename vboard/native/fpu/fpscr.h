// The floating point status and control register (ARMv7-M A2.5.3, ARMv8-M D1.2.89).
#ifndef VBOARD_NATIVE_FPU_FPSCR_H_
#define VBOARD_NATIVE_FPU_FPSCR_H_

#include <cstdint>

namespace vboard::fpu {

// RMode, in the register's encoding, and the fifth mode that only VCVTA and VRINTA name.
enum class Rounding : uint8_t {
  kNearest = 0,  // to nearest, ties to even
  kPlus = 1,     // towards plus infinity
  kMinus = 2,    // towards minus infinity
  kZero = 3,     // towards zero
  kTieAway = 4,  // to nearest, ties away from zero
};

// Cumulative exception flags.
enum Flag : uint32_t {
  kInvalidOperation = 1u << 0,  // IOC
  kDivideByZero = 1u << 1,      // DZC
  kOverflow = 1u << 2,          // OFC
  kUnderflow = 1u << 3,         // UFC
  kInexact = 1u << 4,           // IXC
  kInputDenormal = 1u << 7,     // IDC
};

// The register as software sees it. Operations read the modes and add flags; nothing here traps.
struct Fpscr {
  static constexpr uint32_t kFlags = 0x9F;
  static constexpr uint32_t kFlushToZero = 1u << 24;
  static constexpr uint32_t kDefaultNan = 1u << 25;
  static constexpr uint32_t kAlternativeHalf = 1u << 26;
  static constexpr uint32_t kConditions = 0xF0000000;
  // Bits that exist: N Z C V, AHP, DN, FZ, RMode and the flags. The others read as zero.
  static constexpr uint32_t kImplemented = 0xF7C00000 | kFlags;

  uint32_t value = 0;

  constexpr Rounding rounding() const { return static_cast<Rounding>(value >> 22 & 3); }
  constexpr bool flush_to_zero() const { return (value & kFlushToZero) != 0; }
  constexpr bool default_nan() const { return (value & kDefaultNan) != 0; }
  constexpr bool alternative_half() const { return (value & kAlternativeHalf) != 0; }
  constexpr void Raise(uint32_t flags) { value |= flags; }
};

}  // namespace vboard::fpu

#endif  // VBOARD_NATIVE_FPU_FPSCR_H_
