#include "kernels/math/fixed_point.h"

namespace tflite {
namespace {

// exp(a) for a in [-1/4, 0), Q0.31: Taylor polynomial of degree 4 around -1/8.
int32_t ExpNearZero(int32_t a) {
  constexpr int32_t kExpOfMinusEighth = 1895147668;
  constexpr int32_t kThird = 715827883;
  const int32_t x = a + (1 << 28);
  const int32_t x2 = HighMul(x, x);
  const int32_t x3 = HighMul(x2, x);
  const int32_t x4 = HighMul(x2, x2);
  const int32_t tail = RoundingShiftRight(HighMul(RoundingShiftRight(x4, 2) + x3, kThird) + x2, 1);
  return kExpOfMinusEighth + HighMul(kExpOfMinusEighth, x + tail);
}

// exp(-2^(k-2)) in Q0.31.
constexpr int32_t kExpOfPower[] = {1672461947, 1302514674, 790015084, 290630308,
                                   39332535,   720401,     242};

}  // namespace

int32_t ExpOfNegative(int32_t a, int integer_bits) {
  if (a == 0) return kMaxInt32;
  const int fraction_bits = 31 - integer_bits;
  const int32_t quarter = 1 << (fraction_bits - 2);
  const int32_t rest = (a & (quarter - 1)) - quarter;  // a modulo 1/4, in [-1/4, 0)
  int32_t result = ExpNearZero(ShiftLeftWrapping(rest, integer_bits));
  const int32_t whole = rest - a;  // a multiple of 1/4: one factor a bit
  for (int k = 0; k < 7 && k - 2 < integer_bits; ++k) {
    if (whole >> (fraction_bits - 2 + k) & 1) result = HighMul(result, kExpOfPower[k]);
  }
  return result;
}

int32_t TwoOverOnePlus(int32_t a) {
  // (a + 1) / 2 in Q0.31, rounded half up: the divisor, in [1/2, 1).
  const int32_t half = static_cast<int32_t>((static_cast<int64_t>(a) + kMaxInt32 + 1) >> 1);
  // Newton's method in Q2.29 from 48/17 - 32/17 * divisor.
  int32_t x = 1515870810 + HighMul(half, -1010580540);
  for (int i = 0; i < 3; ++i) {
    const int32_t error = (1 << 29) - HighMul(half, x);
    x += SaturatingShiftLeft(HighMul(x, error), 2);
  }
  return x;
}

int32_t ReciprocalOfOnePlus(int32_t a) { return SaturatingShiftLeft(TwoOverOnePlus(a), 1); }

}  // namespace tflite
