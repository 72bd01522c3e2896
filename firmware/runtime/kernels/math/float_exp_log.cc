// Exponential, logarithm and what follows from them.
#include "kernels/math/float_bits.h"
#include "kernels/math/float_math.h"

namespace tflite {

using namespace float_bits;

namespace {

// ln 2 in two parts: the first has 9 bits, so that its product with an exponent is exact.
constexpr float kLn2High = 0.693359375f;
constexpr float kLn2Low = -2.1219444005469058e-4f;

// exp(x) = 2^n * (1 + p), for |x| up to 104.
struct PowerOfE {
  int32_t n;
  float p;
};

PowerOfE SplitExp(float x) {
  const int32_t n = RoundToInt(x * 1.44269504f);
  const float k = static_cast<float>(n);
  const float r = (x - k * kLn2High) - k * kLn2Low;  // |r| <= ln 2 / 2
  // Taylor: the next term is below 2^-27.
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  return {n, p * r * r + r};
}

float PowerOfTwo(int32_t n) { return FromBits(static_cast<uint32_t>(127 + n) << kFractionBits); }

}  // namespace

float ExpFloat(float x) {
  if (IsNan(Bits(x))) return x;
  if (x > 88.8f) return FromBits(kInfinity);
  if (x < -104.0f) return 0.0f;
  const PowerOfE power = SplitExp(x);
  // In two steps, for results that are subnormal or next to infinity.
  const int32_t half = power.n >> 1;
  return (power.p + 1.0f) * PowerOfTwo(half) * PowerOfTwo(power.n - half);
}

float ExpMinusOneFloat(float x) {
  // Beyond, 1 is less than half of the last place, or nearly all.
  if (IsNan(Bits(x)) || x > 40.0f) return ExpFloat(x);
  if (x < -40.0f) return -1.0f;
  const PowerOfE power = SplitExp(x);
  const float scale = PowerOfTwo(power.n);
  return scale * power.p + (scale - 1.0f);
}

float LogFloat(float x) {
  const uint32_t bits = Bits(x);
  if ((bits & ~kSign) == 0) return FromBits(kInfinity | kSign);
  if (IsNan(bits) || bits == kInfinity) return x;
  if ((bits & kSign) != 0) return FromBits(kNan);
  int exponent;
  const uint32_t mantissa = Decompose(bits, &exponent);
  exponent += kFractionBits;
  // m in [1 / sqrt 2, sqrt 2)
  uint32_t m_bits = (mantissa & 0x7FFFFF) | 127u << kFractionBits;
  if (mantissa >= 0xB504F3) {
    m_bits -= 1u << kFractionBits;
    ++exponent;
  }
  const float f = FromBits(m_bits) - 1.0f;
  // ln(1 + f) = 2 artanh(s), written so that the leading term f is exact.
  const float s = f / (2.0f + f);
  const float s2 = s * s;
  float p = 2.0f / 9;
  p = p * s2 + 2.0f / 7;
  p = p * s2 + 2.0f / 5;
  p = p * s2 + 2.0f / 3;
  p = p * s2;
  const float half_square = 0.5f * f * f;
  const float e = static_cast<float>(exponent);
  const float tail = s * (half_square + p) + e * kLn2Low;
  return e * kLn2High + (f - (half_square - tail));
}

float TanhFloat(float x) {
  const uint32_t bits = Bits(x);
  const float magnitude = FromBits(bits & ~kSign);
  if (IsNan(bits)) return x;
  float value;
  if (magnitude > 9.1f) {
    value = 1.0f;
  } else if (magnitude > 0.55f) {
    value = 1.0f - 2.0f / (ExpFloat(2.0f * magnitude) + 1.0f);
  } else {
    // Continued fraction x / (1 + x^2 / (3 + x^2 / (5 + x^2 / (7 + x^2 / 9)))) as x + x * ratio.
    const float x2 = magnitude * magnitude;
    const float numerator = x2 * (315.0f + 14.0f * x2);
    const float denominator = 945.0f + x2 * (420.0f + 15.0f * x2);
    value = magnitude - magnitude * (numerator / denominator);
  }
  return (bits & kSign) != 0 ? -value : value;
}

float LogisticFloat(float x) { return 1.0f / (1.0f + ExpFloat(-x)); }

}  // namespace tflite
