// Between half, single and double precision.
#include <type_traits>

#include "fpu/fpu.h"
#include "fpu/number.h"

namespace vboard::fpu {
namespace {

// FPConvertNaN: sign and as much of the fraction as there is place for, from the top; quiet.
template <class To, class From>
FpBits<To> ConvertNan(FpBits<From> operand) {
  constexpr int kShift = To::kFractionBits - From::kFractionBits;
  const uint64_t fraction = operand & From::kFractionMask;
  const uint64_t moved =
      kShift < 0 ? fraction >> (kShift < 0 ? -kShift : 0) : fraction << (kShift < 0 ? 0 : kShift);
  return To::Signed(From::Negative(operand), static_cast<FpBits<To>>(To::kDefaultNan | moved));
}

}  // namespace

template <class To, class From>
FpBits<To> Convert(FpBits<From> operand, Fpscr& fpscr) {
  const Number number = Unpack<From>(operand, fpscr);
  // The alternative half precision has no NaNs and no infinities to convert to.
  const bool alternative = std::is_same_v<To, Half> && fpscr.alternative_half();
  if (number.is_nan()) {
    if (alternative || number.kind == Kind::kSignallingNan) {
      fpscr.Raise(kInvalidOperation);
    }
    if (alternative) {
      return To::Signed(number.negative, 0);
    }
    return fpscr.default_nan() ? To::kDefaultNan : ConvertNan<To, From>(operand);
  }
  if (number.is_infinity()) {
    if (alternative) {
      fpscr.Raise(kInvalidOperation);
      return To::Signed(number.negative, static_cast<FpBits<To>>(To::kSign - 1));
    }
    return To::Signed(number.negative, To::kInfinity);
  }
  if (number.is_zero()) {
    return To::Signed(number.negative, 0);
  }
  return Round<To>(number.negative, number.exponent, number.significand, fpscr.rounding(), fpscr);
}

template FpBits<Single> Convert<Single, Half>(FpBits<Half>, Fpscr&);
template FpBits<Double> Convert<Double, Half>(FpBits<Half>, Fpscr&);
template FpBits<Half> Convert<Half, Single>(FpBits<Single>, Fpscr&);
template FpBits<Half> Convert<Half, Double>(FpBits<Double>, Fpscr&);
template FpBits<Double> Convert<Double, Single>(FpBits<Single>, Fpscr&);
template FpBits<Single> Convert<Single, Double>(FpBits<Double>, Fpscr&);

}  // namespace vboard::fpu
