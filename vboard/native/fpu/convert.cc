// Between half, single and double precision.
#include <type_traits>

#include "fpu/fpu.h"
#include "fpu/number.h"

namespace vboard::fpu {
namespace {

// FPConvertNaN: sign and as much of the fraction as there is place for, from the top; quiet.
template <class To, class From>
Bits<To> ConvertNan(Bits<From> operand) {
  constexpr int kShift = To::kFractionBits - From::kFractionBits;
  const uint64_t fraction = operand & From::kFractionMask;
  const uint64_t moved =
      kShift < 0 ? fraction >> (kShift < 0 ? -kShift : 0) : fraction << (kShift < 0 ? 0 : kShift);
  return To::Signed(From::Negative(operand), static_cast<Bits<To>>(To::kDefaultNan | moved));
}

}  // namespace

template <class To, class From>
Bits<To> Convert(Bits<From> operand, Fpscr& fpscr) {
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
      return To::Signed(number.negative, static_cast<Bits<To>>(To::kSign - 1));
    }
    return To::Signed(number.negative, To::kInfinity);
  }
  if (number.is_zero()) {
    return To::Signed(number.negative, 0);
  }
  return Round<To>(number.negative, number.exponent, number.significand, fpscr.rounding(), fpscr);
}

template Bits<Single> Convert<Single, Half>(Bits<Half>, Fpscr&);
template Bits<Double> Convert<Double, Half>(Bits<Half>, Fpscr&);
template Bits<Half> Convert<Half, Single>(Bits<Single>, Fpscr&);
template Bits<Half> Convert<Half, Double>(Bits<Double>, Fpscr&);
template Bits<Double> Convert<Double, Single>(Bits<Single>, Fpscr&);
template Bits<Single> Convert<Single, Double>(Bits<Double>, Fpscr&);

}  // namespace vboard::fpu
