// From bit patterns to numbers and back: FPUnpack, FPProcessNaN(s), FPRound of the manual.
#ifndef VBOARD_NATIVE_FPU_NUMBER_H_
#define VBOARD_NATIVE_FPU_NUMBER_H_

#include <cstdint>
#include <type_traits>

#include "fpu/format.h"
#include "fpu/fpscr.h"
#include "fpu/wide.h"

namespace vboard::fpu {

// The leading one of a significand is bit 62: one bit is left for the carry of a sum, ten more than
// double precision needs follow for guard bits, and bit 0 stands for everything below.
constexpr int kLeadingBit = 62;
constexpr uint64_t kLeadingOne = uint64_t{1} << kLeadingBit;

enum class Kind : uint8_t { kZero, kFinite, kInfinity, kQuietNan, kSignallingNan };

// A finite number is (-1)^negative * significand / 2^62 * 2^exponent, 1 <= significand / 2^62 < 2.
struct Number {
  Kind kind;
  bool negative;
  int exponent;
  uint64_t significand;

  constexpr bool is_zero() const { return kind == Kind::kZero; }
  constexpr bool is_infinity() const { return kind == Kind::kInfinity; }
  constexpr bool is_nan() const { return kind >= Kind::kQuietNan; }
};

// FPUnpack: flushes a subnormal operand to zero when FZ says so (IDC); AHP has neither infinities
// nor NaNs.
template <class Format>
Number Unpack(typename Format::Bits bits, Fpscr& fpscr) {
  constexpr bool kHalf = std::is_same_v<Format, Half>;
  const bool negative = Format::Negative(bits);
  const int biased = static_cast<int>(bits >> Format::kFractionBits) & Format::kOnesExponent;
  const uint64_t fraction = bits & Format::kFractionMask;
  if (biased == 0) {
    if (fraction == 0) {
      return {Kind::kZero, negative, 0, 0};
    }
    if (!kHalf && fpscr.flush_to_zero()) {
      fpscr.Raise(kInputDenormal);
      return {Kind::kZero, negative, 0, 0};
    }
    const int shift = LeadingZeros(fraction) - (63 - kLeadingBit);
    const int exponent = Format::kMinimumExponent + (kLeadingBit - Format::kFractionBits) - shift;
    return {Kind::kFinite, negative, exponent, fraction << shift};
  }
  if (biased == Format::kOnesExponent && !(kHalf && fpscr.alternative_half())) {
    if (fraction == 0) {
      return {Kind::kInfinity, negative, 0, 0};
    }
    return {(bits & Format::kQuiet) != 0 ? Kind::kQuietNan : Kind::kSignallingNan, negative, 0, 0};
  }
  return {Kind::kFinite, negative, biased - Format::kBias,
          kLeadingOne | fraction << (kLeadingBit - Format::kFractionBits)};
}

// FPProcessNaN: a signalling NaN becomes quiet and is an invalid operation; DN replaces either.
template <class Format>
typename Format::Bits ProcessNan(typename Format::Bits operand, Fpscr& fpscr) {
  if (Format::IsSignallingNan(operand)) {
    fpscr.Raise(kInvalidOperation);
  }
  return fpscr.default_nan() ? Format::kDefaultNan
                             : static_cast<typename Format::Bits>(operand | Format::kQuiet);
}

// FPProcessNaNs and FPProcessNaNs3: the first signalling NaN decides, else the first quiet one.
// At least one operand is a NaN.
template <class Format>
typename Format::Bits ProcessNans(typename Format::Bits op1, typename Format::Bits op2,
                                  Fpscr& fpscr) {
  const bool first =
      Format::IsSignallingNan(op1) || (Format::IsNan(op1) && !Format::IsSignallingNan(op2));
  return ProcessNan<Format>(first ? op1 : op2, fpscr);
}

template <class Format>
typename Format::Bits ProcessNans(typename Format::Bits op1, typename Format::Bits op2,
                                  typename Format::Bits op3, Fpscr& fpscr) {
  using F = Format;
  if (F::IsSignallingNan(op1) || F::IsSignallingNan(op2) || F::IsSignallingNan(op3)) {
    const auto later = F::IsSignallingNan(op2) ? op2 : op3;
    return ProcessNan<F>(F::IsSignallingNan(op1) ? op1 : later, fpscr);
  }
  const auto later = F::IsNan(op2) ? op2 : op3;
  return ProcessNan<F>(F::IsNan(op1) ? op1 : later, fpscr);
}

// FPDefaultNaN of an operation that has no result.
template <class Format>
typename Format::Bits InvalidOperation(Fpscr& fpscr) {
  fpscr.Raise(kInvalidOperation);
  return Format::kDefaultNan;
}

// The sign of an exact zero that is the difference of equal numbers (IEEE 754 6.3).
constexpr bool ZeroIsNegative(Rounding rounding) { return rounding == Rounding::kMinus; }

// Whether a magnitude is rounded away from zero. `lost` is what is cut off and `half` half a unit,
// in the same scale.
constexpr bool RoundsUp(Rounding rounding, bool negative, bool odd, uint64_t lost, uint64_t half) {
  switch (rounding) {
    case Rounding::kNearest:
      return lost > half || (lost == half && odd);
    case Rounding::kPlus:
      return lost != 0 && !negative;
    case Rounding::kMinus:
      return lost != 0 && negative;
    case Rounding::kTieAway:
      return lost >= half;
    case Rounding::kZero:
      break;
  }
  return false;
}

// FPRound of a finite number that is not zero; bit 0 of the significand is sticky.
template <class Format>
typename Format::Bits Round(bool negative, int exponent, uint64_t significand, Rounding rounding,
                            Fpscr& fpscr) {
  using Bits = typename Format::Bits;
  constexpr bool kHalf = std::is_same_v<Format, Half>;
  constexpr int kShift = kLeadingBit - Format::kFractionBits;
  constexpr uint64_t kLost = (uint64_t{1} << kShift) - 1;
  constexpr uint64_t kHalfUnit = uint64_t{1} << (kShift - 1);
  constexpr uint64_t kHidden = uint64_t{1} << Format::kFractionBits;

  // Tininess is detected before rounding. A flushed result is not inexact.
  int biased = exponent - Format::kMinimumExponent + 1;
  if (biased < 1) {
    if (!kHalf && fpscr.flush_to_zero()) {
      fpscr.Raise(kUnderflow);
      return Format::Signed(negative, 0);
    }
    significand = ShiftRightSticky(significand, 1 - biased);
    biased = 0;
  }
  uint64_t mantissa = significand >> kShift;
  uint64_t error = significand & kLost;
  if (biased == 0 && error != 0) {
    fpscr.Raise(kUnderflow);
  }
  if (RoundsUp(rounding, negative, (mantissa & 1) != 0, error, kHalfUnit)) {
    ++mantissa;
    if (mantissa == kHidden) {  // a subnormal became normal
      biased = 1;
    }
    if (mantissa == 2 * kHidden) {
      ++biased;
      mantissa = kHidden;
    }
  }
  const bool alternative = kHalf && fpscr.alternative_half();
  if (alternative && biased > Format::kOnesExponent) {
    fpscr.Raise(kInvalidOperation);
    return Format::Signed(negative, static_cast<Bits>(Format::kSign - 1));
  }
  if (!alternative && biased >= Format::kOnesExponent) {
    fpscr.Raise(kOverflow | kInexact);
    const bool to_infinity = rounding == Rounding::kNearest || rounding == Rounding::kTieAway ||
                             rounding == (negative ? Rounding::kMinus : Rounding::kPlus);
    return Format::Signed(negative, to_infinity ? Format::kInfinity : Format::kMaximum);
  }
  if (error != 0) {
    fpscr.Raise(kInexact);
  }
  const uint64_t fraction = mantissa & (kHidden - 1);
  return Format::Signed(
      negative,
      static_cast<Bits>(static_cast<uint64_t>(biased) << Format::kFractionBits | fraction));
}

// `Round` of a significand whose leading one is anywhere in its 64 bits.
template <class Format>
typename Format::Bits NormalizeRound(bool negative, int exponent, uint64_t significand,
                                     Rounding rounding, Fpscr& fpscr) {
  const int shift = LeadingZeros(significand) - (63 - kLeadingBit);
  significand = shift < 0 ? ShiftRightSticky(significand, -shift) : significand << shift;
  return Round<Format>(negative, exponent - shift, significand, rounding, fpscr);
}

}  // namespace vboard::fpu

#endif  // VBOARD_NATIVE_FPU_NUMBER_H_
