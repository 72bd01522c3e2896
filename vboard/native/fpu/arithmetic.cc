// FPAdd, FPSub, FPMul, FPDiv and FPSqrt.
#include "fpu/fpu.h"
#include "fpu/number.h"

namespace vboard::fpu {
namespace {

// The sum of two finite numbers that are not zero.
template <class Format>
FpBits<Format> Sum(Number a, Number b, Fpscr& fpscr) {
  const Rounding rounding = fpscr.rounding();
  if (a.exponent < b.exponent || (a.exponent == b.exponent && a.significand < b.significand)) {
    const Number smaller = a;
    a = b;
    b = smaller;
  }
  // A sticky bit can stand for what leaves the 64 bits: when any does, the exponents differ by more
  // than one, so that the difference loses at most one leading bit and guard bits remain.
  const uint64_t aligned = ShiftRightSticky(b.significand, a.exponent - b.exponent);
  if (a.negative == b.negative) {
    return NormalizeRound<Format>(a.negative, a.exponent, a.significand + aligned, rounding, fpscr);
  }
  const uint64_t difference = a.significand - aligned;
  if (difference == 0) {
    return Format::Signed(ZeroIsNegative(rounding), 0);
  }
  return NormalizeRound<Format>(a.negative, a.exponent, difference, rounding, fpscr);
}

template <class Format>
FpBits<Format> AddOrSubtract(FpBits<Format> op1, FpBits<Format> op2, bool subtract, Fpscr& fpscr) {
  const Number a = Unpack<Format>(op1, fpscr);
  Number b = Unpack<Format>(op2, fpscr);
  if (a.is_nan() || b.is_nan()) {
    return ProcessNans<Format>(op1, op2, fpscr);
  }
  b.negative ^= subtract;
  if (a.is_infinity()) {
    return b.is_infinity() && a.negative != b.negative
               ? InvalidOperation<Format>(fpscr)
               : Format::Signed(a.negative, Format::kInfinity);
  }
  if (b.is_infinity()) {
    return Format::Signed(b.negative, Format::kInfinity);
  }
  if (a.is_zero() && b.is_zero()) {
    return Format::Signed(a.negative == b.negative ? a.negative : ZeroIsNegative(fpscr.rounding()),
                          0);
  }
  if (a.is_zero() || b.is_zero()) {
    const Number& sum = a.is_zero() ? b : a;
    return Round<Format>(sum.negative, sum.exponent, sum.significand, fpscr.rounding(), fpscr);
  }
  return Sum<Format>(a, b, fpscr);
}

// floor(a / b * 2^62), sticky: one bit of a digit sequence, then digits as wide as 64 bits allow.
template <class Format>
uint64_t Quotient(uint64_t a, uint64_t b) {
  constexpr int kDigit = 64 - (Format::kFractionBits + 1);
  constexpr int kDigits = (Format::kFractionBits + 3 + kDigit - 1) / kDigit;
  constexpr int kUnused = kLeadingBit - Format::kFractionBits;
  static_assert(kDigit * kDigits <= kLeadingBit);
  const uint64_t divisor = b >> kUnused;
  uint64_t remainder = a >> kUnused;
  uint64_t quotient = remainder / divisor;
  remainder %= divisor;
  for (int i = 0; i < kDigits; ++i) {
    remainder <<= kDigit;
    quotient = quotient << kDigit | remainder / divisor;
    remainder %= divisor;
  }
  return quotient << (kLeadingBit - kDigit * kDigits) | (remainder != 0 ? 1 : 0);
}

// The root of `radicand` / 2^62, which is at least 1 and below 4, with the leading one in bit 62.
template <class Format>
uint64_t Root(uint64_t radicand) {
  constexpr int kRootBits = Format::kFractionBits + 2;
  uint64_t root = 0;
  uint64_t remainder = 0;
  for (int i = 0; i < kRootBits; ++i) {
    remainder = remainder << 2 | radicand >> 62;
    radicand <<= 2;
    const uint64_t trial = root << 2 | 1;
    root <<= 1;
    if (remainder >= trial) {
      remainder -= trial;
      root |= 1;
    }
  }
  return root << (kLeadingBit + 1 - kRootBits) | (remainder != 0 ? 1 : 0);
}

}  // namespace

template <class Format>
FpBits<Format> Add(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  return AddOrSubtract<Format>(op1, op2, false, fpscr);
}

template <class Format>
FpBits<Format> Sub(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  return AddOrSubtract<Format>(op1, op2, true, fpscr);
}

template <class Format>
FpBits<Format> Mul(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  const Number a = Unpack<Format>(op1, fpscr);
  const Number b = Unpack<Format>(op2, fpscr);
  if (a.is_nan() || b.is_nan()) {
    return ProcessNans<Format>(op1, op2, fpscr);
  }
  const bool negative = a.negative != b.negative;
  if (a.is_infinity() || b.is_infinity()) {
    return a.is_zero() || b.is_zero() ? InvalidOperation<Format>(fpscr)
                                      : Format::Signed(negative, Format::kInfinity);
  }
  if (a.is_zero() || b.is_zero()) {
    return Format::Signed(negative, 0);
  }
  // The product's leading one is bit 124 or 125: 61 bits below it remain in the upper word.
  const Wide product = Multiply(a.significand, b.significand);
  const uint64_t significand = product.high | (product.low != 0 ? 1 : 0);
  return NormalizeRound<Format>(negative, a.exponent + b.exponent + 2, significand,
                                fpscr.rounding(), fpscr);
}

template <class Format>
FpBits<Format> Div(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  const Number a = Unpack<Format>(op1, fpscr);
  const Number b = Unpack<Format>(op2, fpscr);
  if (a.is_nan() || b.is_nan()) {
    return ProcessNans<Format>(op1, op2, fpscr);
  }
  const bool negative = a.negative != b.negative;
  if ((a.is_infinity() && b.is_infinity()) || (a.is_zero() && b.is_zero())) {
    return InvalidOperation<Format>(fpscr);
  }
  if (a.is_infinity() || b.is_zero()) {
    if (!a.is_infinity()) {
      fpscr.Raise(kDivideByZero);
    }
    return Format::Signed(negative, Format::kInfinity);
  }
  if (a.is_zero() || b.is_infinity()) {
    return Format::Signed(negative, 0);
  }
  return NormalizeRound<Format>(negative, a.exponent - b.exponent,
                                Quotient<Format>(a.significand, b.significand), fpscr.rounding(),
                                fpscr);
}

template <class Format>
FpBits<Format> Sqrt(FpBits<Format> operand, Fpscr& fpscr) {
  const Number a = Unpack<Format>(operand, fpscr);
  if (a.is_nan()) {
    return ProcessNan<Format>(operand, fpscr);
  }
  if (a.is_zero()) {
    return Format::Signed(a.negative, 0);
  }
  if (a.negative) {
    return InvalidOperation<Format>(fpscr);
  }
  if (a.is_infinity()) {
    return Format::kInfinity;
  }
  const int odd = a.exponent & 1;
  return Round<Format>(false, (a.exponent - odd) / 2, Root<Format>(a.significand << odd),
                       fpscr.rounding(), fpscr);
}

#define INSTANTIATE(Format)                                                    \
  template FpBits<Format> Add<Format>(FpBits<Format>, FpBits<Format>, Fpscr&); \
  template FpBits<Format> Sub<Format>(FpBits<Format>, FpBits<Format>, Fpscr&); \
  template FpBits<Format> Mul<Format>(FpBits<Format>, FpBits<Format>, Fpscr&); \
  template FpBits<Format> Div<Format>(FpBits<Format>, FpBits<Format>, Fpscr&); \
  template FpBits<Format> Sqrt<Format>(FpBits<Format>, Fpscr&)

INSTANTIATE(Single);
INSTANTIATE(Double);

}  // namespace vboard::fpu
