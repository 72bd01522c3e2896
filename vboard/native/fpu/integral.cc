// Between floating point and integers: FPRoundInt, FPToFixed, FixedToFP.
#include "fpu/fpu.h"
#include "fpu/number.h"

namespace vboard::fpu {
namespace {

// A magnitude rounded to an integer, and whether that changed it.
struct Integer {
  uint64_t magnitude;
  bool inexact;
};

// Rounds `number` * 2^`scale`, whose magnitude is below 2^60.
Integer RoundToInteger(const Number& number, int scale, Rounding rounding) {
  const int places = kLeadingBit - number.exponent - scale;  // fraction bits of the significand
  // Two bits after the point remain: half a unit, and everything below it.
  const uint64_t quarters = ShiftRightSticky(number.significand, places - 2);
  const uint64_t lost = quarters & 3;
  uint64_t magnitude = quarters >> 2;
  if (RoundsUp(rounding, number.negative, (magnitude & 1) != 0, lost, 2)) {
    ++magnitude;
  }
  return {magnitude, lost != 0};
}

}  // namespace

template <class Format>
FpBits<Format> RoundInt(FpBits<Format> operand, Rounding rounding, bool exact, Fpscr& fpscr) {
  const Number number = Unpack<Format>(operand, fpscr);
  if (number.is_nan()) {
    return ProcessNan<Format>(operand, fpscr);
  }
  if (number.is_zero()) {
    return Format::Signed(number.negative, 0);
  }
  if (number.is_infinity() || number.exponent >= Format::kFractionBits) {
    return operand;
  }
  const Integer integer = RoundToInteger(number, 0, rounding);
  if (exact && integer.inexact) {
    fpscr.Raise(kInexact);
  }
  if (integer.magnitude == 0) {
    return Format::Signed(number.negative, 0);
  }
  return NormalizeRound<Format>(number.negative, kLeadingBit, integer.magnitude, Rounding::kZero,
                                fpscr);
}

template <class Format>
uint32_t ToFixed(FpBits<Format> operand, int width, int fraction_bits, bool is_unsigned,
                 Rounding rounding, Fpscr& fpscr) {
  const Number number = Unpack<Format>(operand, fpscr);
  if (number.is_nan()) {
    fpscr.Raise(kInvalidOperation);
    return 0;
  }
  if (number.is_zero()) {
    return 0;
  }
  // SatQ (ARMv7-M A2.2.1): the largest magnitude of each sign, and that of everything too large.
  const int magnitude_bits = is_unsigned ? width : width - 1;
  const uint64_t largest = number.negative ? (is_unsigned ? 0 : uint64_t{1} << magnitude_bits)
                                           : (uint64_t{1} << magnitude_bits) - 1;
  const bool huge = number.is_infinity() || number.exponent + fraction_bits > width;
  Integer integer =
      huge ? Integer{UINT64_MAX, false} : RoundToInteger(number, fraction_bits, rounding);
  if (integer.magnitude > largest) {
    fpscr.Raise(kInvalidOperation);
    integer.magnitude = largest;
  } else if (integer.inexact) {
    fpscr.Raise(kInexact);
  }
  const uint64_t result = number.negative ? ~integer.magnitude + 1 : integer.magnitude;
  const uint32_t mask = width == 32 ? UINT32_MAX : (uint32_t{1} << width) - 1;
  return static_cast<uint32_t>(result) & mask;
}

template <class Format>
FpBits<Format> FromFixed(int64_t value, int fraction_bits, Rounding rounding, Fpscr& fpscr) {
  if (value == 0) {
    return 0;
  }
  const bool negative = value < 0;
  const uint64_t magnitude =
      negative ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
  return NormalizeRound<Format>(negative, kLeadingBit - fraction_bits, magnitude, rounding, fpscr);
}

#define INSTANTIATE(Format)                                                            \
  template FpBits<Format> RoundInt<Format>(FpBits<Format>, Rounding, bool, Fpscr&);    \
  template uint32_t ToFixed<Format>(FpBits<Format>, int, int, bool, Rounding, Fpscr&); \
  template FpBits<Format> FromFixed<Format>(int64_t, int, Rounding, Fpscr&)

INSTANTIATE(Single);
INSTANTIATE(Double);

}  // namespace vboard::fpu
