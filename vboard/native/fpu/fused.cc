// FPMulAdd: a product and an addend, rounded once.
#include "fpu/fpu.h"
#include "fpu/number.h"

namespace vboard::fpu {
namespace {

// Leading bit of the aligned significands: one bit above it is left for the carry.
constexpr int kWideLeadingBit = 125;

struct Term {
  bool negative;
  int exponent;
  Wide significand;
};

template <class Format>
FpBits<Format> RoundWide(const Term& term, Rounding rounding, Fpscr& fpscr) {
  const int shift = LeadingZeros(term.significand) - (127 - kWideLeadingBit);
  const Wide normal =
      shift < 0 ? ShiftRightSticky(term.significand, -shift) : term.significand << shift;
  // Bits 125 to 63 become bits 62 to 0.
  const uint64_t significand = ShiftRightSticky(normal, kWideLeadingBit - kLeadingBit).low;
  return Round<Format>(term.negative, term.exponent - shift, significand, rounding, fpscr);
}

template <class Format>
FpBits<Format> Sum(Term a, Term b, Fpscr& fpscr) {
  const Rounding rounding = fpscr.rounding();
  if (a.exponent < b.exponent || (a.exponent == b.exponent && a.significand < b.significand)) {
    const Term smaller = a;
    a = b;
    b = smaller;
  }
  // As in a sum of two numbers: if anything becomes sticky, at most one leading bit cancels.
  const Wide aligned = ShiftRightSticky(b.significand, a.exponent - b.exponent);
  if (a.negative == b.negative) {
    a.significand = a.significand + aligned;
  } else {
    a.significand = a.significand - aligned;
    if (IsZero(a.significand)) {
      return Format::Signed(ZeroIsNegative(rounding), 0);
    }
  }
  return RoundWide<Format>(a, rounding, fpscr);
}

}  // namespace

template <class Format>
FpBits<Format> MulAdd(FpBits<Format> addend, FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  const Number c = Unpack<Format>(addend, fpscr);
  const Number a = Unpack<Format>(op1, fpscr);
  const Number b = Unpack<Format>(op2, fpscr);
  const bool invalid_product = (a.is_infinity() && b.is_zero()) || (a.is_zero() && b.is_infinity());
  if (c.is_nan() || a.is_nan() || b.is_nan()) {
    // A quiet NaN does not hide infinity times zero; a signalling one is invalid anyway.
    if (c.kind == Kind::kQuietNan && invalid_product) {
      return InvalidOperation<Format>(fpscr);
    }
    return ProcessNans<Format>(addend, op1, op2, fpscr);
  }
  const bool negative = a.negative != b.negative;  // of the product
  const bool infinite = a.is_infinity() || b.is_infinity();
  if (invalid_product || (c.is_infinity() && infinite && c.negative != negative)) {
    return InvalidOperation<Format>(fpscr);
  }
  if (c.is_infinity() || infinite) {
    return Format::Signed(c.is_infinity() ? c.negative : negative, Format::kInfinity);
  }
  const Rounding rounding = fpscr.rounding();
  if (a.is_zero() || b.is_zero()) {
    if (c.is_zero()) {
      return Format::Signed(c.negative == negative ? negative : ZeroIsNegative(rounding), 0);
    }
    return Round<Format>(c.negative, c.exponent, c.significand, rounding, fpscr);
  }
  // The product's leading one is bit 124 or 125.
  Term product{negative, a.exponent + b.exponent + 1, Multiply(a.significand, b.significand)};
  if (LeadingZeros(product.significand) != 127 - kWideLeadingBit) {
    product.significand = product.significand << 1;
    --product.exponent;
  }
  if (c.is_zero()) {
    return RoundWide<Format>(product, rounding, fpscr);
  }
  const Term term{c.negative, c.exponent,
                  Wide{0, c.significand} << (kWideLeadingBit - kLeadingBit)};
  return Sum<Format>(product, term, fpscr);
}

template FpBits<Single> MulAdd<Single>(FpBits<Single>, FpBits<Single>, FpBits<Single>, Fpscr&);
template FpBits<Double> MulAdd<Double>(FpBits<Double>, FpBits<Double>, FpBits<Double>, Fpscr&);

}  // namespace vboard::fpu
