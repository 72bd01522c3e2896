// Real numbers as mantissa and exponent, for the arithmetic of scales without a floating-point
// library.
#ifndef RUNTIME_KERNELS_SCALE_ARITHMETIC_H_
#define RUNTIME_KERNELS_SCALE_ARITHMETIC_H_

#include "kernels/math/quantization.h"

namespace tflite {

// mantissa * 2^exponent
struct Real {
  uint64_t mantissa;
  int exponent;
};

inline Real Decode(float value) {
  const uint32_t bits = FloatBits(value);
  const int exponent = static_cast<int>(bits >> 23 & 0xFF);
  const uint32_t fraction = bits & 0x7FFFFF;
  return exponent == 0 ? Real{fraction, -149} : Real{fraction | 1u << 23, exponent - 150};
}

// Shifts the mantissa until bit `top` is its highest.
inline void Normalise(Real* x, int top) {
  while (x->mantissa >> top == 0) {
    x->mantissa <<= 1;
    --x->exponent;
  }
}

// numerator / denominator (below 2^63, not 0) with a mantissa of `bits` bits (up to 53),
// rounded to nearest, ties to even, as a floating-point unit of that precision does.
inline Real Divide(Real numerator, Real denominator, int bits) {
  Normalise(&numerator, 62);
  Normalise(&denominator, 62);
  // n / d lies in (1/2, 2): after k + 1 steps the quotient is floor(n / d * 2^k).
  uint64_t quotient = 0;
  uint64_t rest = numerator.mantissa;
  int exponent = numerator.exponent - denominator.exponent + 1;
  while (quotient >> bits == 0) {  // one bit more than asked for, to round with
    quotient <<= 1;
    if (rest >= denominator.mantissa) {
      rest -= denominator.mantissa;
      quotient |= 1;
    }
    rest <<= 1;
    --exponent;
  }
  const bool above_half = rest != 0 || (quotient & 2) != 0;  // or a tie that is odd
  const uint64_t rounded = (quotient >> 1) + ((quotient & 1) != 0 && above_half ? 1 : 0);
  return {rounded, exponent + 1};
}

// The multiplier nearest to a quotient of 53 bits times 2^power.
inline QuantizedMultiplier ToMultiplier(Real ratio, int power) {
  Normalise(&ratio, 53);  // rounding may have carried to bit 53
  // mantissa / 2^54 is the fraction in [1/2, 1) that frexp gives; 31 bits of it, half away from 0.
  uint64_t fraction = (ratio.mantissa + (uint64_t{1} << 22)) >> 23;
  int shift = ratio.exponent + 54 + power;
  if (fraction >> 31 != 0) {
    fraction >>= 1;
    ++shift;
  }
  if (shift < -31) return {0, 0};
  return {static_cast<int32_t>(fraction), shift};
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_SCALE_ARITHMETIC_H_
