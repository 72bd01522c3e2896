#include "kernels/math/float_math.h"

namespace tflite {
namespace {

constexpr uint32_t kSign = 0x80000000u;
constexpr uint32_t kInfinity = 0x7F800000u;
constexpr uint32_t kNan = 0x7FC00000u;
constexpr int kFractionBits = 23;

uint32_t Bits(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, 4);
  return bits;
}

float FromBits(uint32_t bits) {
  float x;
  __builtin_memcpy(&x, &bits, 4);
  return x;
}

bool IsNan(uint32_t bits) { return (bits & ~kSign) > kInfinity; }

// ln 2 in two parts: the first has 9 bits, so that its product with an exponent is exact.
constexpr float kLn2High = 0.693359375f;
constexpr float kLn2Low = -2.1219444005469058e-4f;

// Normalised mantissa (bit 23 set) of a positive finite number that is mantissa * 2^exponent.
uint32_t Decompose(uint32_t bits, int* exponent) {
  uint32_t mantissa = bits & 0x7FFFFF;
  *exponent = static_cast<int>(bits >> kFractionBits) - 150;
  if (*exponent == -150) {
    const int shift = __builtin_clz(mantissa) - 8;
    mantissa <<= shift;
    *exponent = -149 - shift;
  }
  return mantissa | 1u << kFractionBits;
}

// Towards zero; `rest` tells what was cut: 0 nothing, 1 less than a half, 2 a half, 3 more.
uint32_t Truncate(uint32_t bits, int* rest) {
  const int exponent = static_cast<int>(bits >> kFractionBits & 0xFF) - 127;
  *rest = 0;
  if (exponent >= kFractionBits) return bits;
  if (exponent < -1) {
    *rest = (bits & ~kSign) != 0 ? 1 : 0;
    return bits & kSign;
  }
  // Bits below the point; for exponent -1 the half is the implicit bit.
  const uint32_t mantissa = (bits & 0x7FFFFF) | 1u << kFractionBits;
  const uint32_t unit = 1u << (kFractionBits - exponent);
  const uint32_t cut = mantissa & (unit - 1);
  if (cut != 0) *rest = cut * 2 < unit ? 1 : cut * 2 == unit ? 2 : 3;
  return exponent < 0 ? bits & kSign : bits & ~(unit - 1);
}

// One away from zero from an integer below 2^23.
float Outwards(uint32_t whole) {
  return (whole & kSign) != 0 ? FromBits(whole) - 1.0f : FromBits(whole) + 1.0f;
}

}  // namespace

float FloorFloat(float x) {
  int rest;
  const uint32_t whole = Truncate(Bits(x), &rest);
  return rest != 0 && (whole & kSign) != 0 ? Outwards(whole) : FromBits(whole);
}

float CeilFloat(float x) {
  int rest;
  const uint32_t whole = Truncate(Bits(x), &rest);
  return rest != 0 && (whole & kSign) == 0 ? Outwards(whole) : FromBits(whole);
}

float RoundToEvenFloat(float x) {
  int rest;
  const uint32_t whole = Truncate(Bits(x), &rest);
  bool up = rest == 3;
  if (rest == 2) {
    const int exponent = static_cast<int>(whole >> kFractionBits & 0xFF) - 150;
    const uint32_t mantissa = (whole & 0x7FFFFF) | 1u << kFractionBits;
    up = (whole & ~kSign) != 0 && (mantissa >> -exponent & 1) != 0;
  }
  return up ? Outwards(whole) : FromBits(whole);
}

int32_t RoundToInt(float x) {
  const uint32_t bits = Bits(x);
  const bool negative = (bits & kSign) != 0;
  const int exponent = static_cast<int>(bits >> kFractionBits & 0xFF) - 150;
  const uint32_t mantissa = (bits & 0x7FFFFF) | 1u << kFractionBits;
  uint32_t rounded = 0;
  if (IsNan(bits)) return 0;
  if (exponent >= 7) {
    rounded = 1u << 30;
  } else if (exponent >= 0) {
    rounded = mantissa << exponent;
  } else if (exponent >= -24) {
    rounded = ((mantissa << 1 >> -exponent) + 1) >> 1;
  }
  return negative ? -static_cast<int32_t>(rounded) : static_cast<int32_t>(rounded);
}

namespace {

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

namespace {

// |x| / |y| in whole numbers (their low 32 bits) for finite x and y, y not 0. The rest, below |y|,
// has the exponent of y.
uint32_t WholeQuotient(uint32_t x, uint32_t y, uint32_t* rest, int* exponent) {
  *rest = 0;
  if ((x & ~kSign) == 0) return 0;
  int of_x;
  *rest = Decompose(x & ~kSign, &of_x);
  const uint32_t divisor = Decompose(y & ~kSign, exponent);
  uint32_t quotient = 0;
  for (int bits = of_x - *exponent; bits >= 0; --bits) {
    quotient <<= 1;
    if (*rest >= divisor) {
      *rest -= divisor;
      quotient |= 1;
    }
    if (bits > 0) *rest <<= 1;
  }
  return quotient;
}

}  // namespace

float FloorDivFloat(float x, float y) {
  const float quotient = x / y;
  const uint32_t magnitude = Bits(quotient) & ~kSign;
  constexpr uint32_t kMostExact = (127u + 24) << kFractionBits;
  if (magnitude >= kMostExact || (Bits(y) & ~kSign) == kInfinity) return FloorFloat(quotient);
  uint32_t rest;
  int exponent;
  const auto whole = static_cast<float>(WholeQuotient(Bits(x), Bits(y), &rest, &exponent));
  if ((Bits(quotient) & kSign) == 0) return whole;
  return rest != 0 ? -whole - 1.0f : -whole;
}

float ModFloat(float x, float y) {
  const uint32_t of_x = Bits(x) & ~kSign;
  const uint32_t of_y = Bits(y) & ~kSign;
  if (of_x >= kInfinity || of_y > kInfinity || of_y == 0) return FromBits(kNan);
  if (of_x < of_y) return x;
  uint32_t rest;
  int exponent;
  WholeQuotient(of_x, of_y, &rest, &exponent);
  if (rest == 0) return FromBits(Bits(x) & kSign);
  const int shift = __builtin_clz(rest) - 8;
  rest <<= shift;
  const int biased = exponent - shift + 150;
  const uint32_t bits = biased > 0
                            ? (static_cast<uint32_t>(biased) << kFractionBits) | (rest & 0x7FFFFF)
                            : rest >> (1 - biased);
  return FromBits(bits | (Bits(x) & kSign));
}

float SqrtFloat(float x) {
  const uint32_t bits = Bits(x);
  if ((bits & ~kSign) == 0 || IsNan(bits) || bits == kInfinity) return x;
  if ((bits & kSign) != 0) return FromBits(kNan);
  int exponent;
  uint64_t mantissa = Decompose(bits, &exponent);
  // An even exponent, and 50 bits or 49 for a root of 25: one more than the result, to round with.
  const int shift = (exponent & 1) != 0 ? 25 : 26;
  mantissa <<= shift;
  exponent -= shift;
  uint64_t root = 0;
  for (uint64_t bit = 1u << 24; bit != 0; bit >>= 1) {
    const uint64_t next = root | bit;
    if (next * next <= mantissa) root = next;
  }
  // A tie is impossible: its square would have a bit below those of the mantissa.
  const uint32_t rounded = static_cast<uint32_t>((root + 1) >> 1);
  const int result_exponent = exponent / 2 + 1 + kFractionBits + 127;
  return FromBits((static_cast<uint32_t>(result_exponent) << kFractionBits) +
                  (rounded - (1u << kFractionBits)));
}

namespace {

// 2 / pi, 224 bits after the point.
constexpr uint32_t kTwoOverPi[] = {0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0,
                                   0xDB629599, 0x3C439041, 0xFE5163AB};

uint32_t TwoOverPiWord(int bit) {
  // 32 bits from `bit` on; bits before the point are 0.
  if (bit <= -32) return 0;
  if (bit < 0) return kTwoOverPi[0] >> -bit;
  const int word = bit >> 5;
  const int shift = bit & 31;
  const uint64_t pair = static_cast<uint64_t>(kTwoOverPi[word]) << 32 | kTwoOverPi[word + 1];
  return static_cast<uint32_t>(pair >> (32 - shift));
}

// x = quadrant * pi / 2 + r with |r| <= pi / 4, for a finite x above pi / 4, in fixed point. Of
// mantissa * 2^exponent * 2 / pi the bits of the table that give multiples of 4 are left out.
float ReduceToQuadrant(uint32_t bits, int* quadrant) {
  int exponent;
  const uint64_t mantissa = Decompose(bits, &exponent);
  const int first = exponent - 2;  // -26 or more
  const uint64_t low = mantissa * TwoOverPiWord(first + 64);
  const uint64_t middle = mantissa * TwoOverPiWord(first + 32) + (low >> 32);
  const uint64_t high = mantissa * TwoOverPiWord(first) + (middle >> 32);
  // Two bits before the point, 62 after; of a float, 31 of those at most are zeros.
  const uint64_t product = high << 32 | (middle & 0xFFFFFFFF);
  constexpr uint64_t kOne = uint64_t{1} << 62;
  uint64_t fraction = product & (kOne - 1);
  const bool negative = fraction >= kOne / 2;
  if (negative) fraction = kOne - fraction;
  *quadrant = static_cast<int>(product >> 62) + (negative ? 1 : 0);
  if (fraction == 0) return 0.0f;
  const int shift = __builtin_clzll(fraction);
  constexpr uint64_t kHalfPi = 0xC90FDAA2;  // 31 bits after the point
  const uint64_t angle = (fraction << shift >> 32) * kHalfPi;
  const int lead = __builtin_clzll(angle);
  const uint32_t rounded = static_cast<uint32_t>((angle << lead >> 39) + 1) >> 1;  // 24 bits
  // angle has 62 + shift - 32 + 31 bits after the point, rounded 40 - lead fewer.
  const int weight = 40 - lead - (61 + shift);
  const float r = static_cast<float>(rounded) * FromBits(static_cast<uint32_t>(weight + 127) << 23);
  return negative ? -r : r;
}

float SinNearZero(float r) {
  const float r2 = r * r;
  float p = 1.0f / 362880;
  p = p * r2 - 1.0f / 5040;
  p = p * r2 + 1.0f / 120;
  p = p * r2 - 1.0f / 6;
  return r + r * r2 * p;
}

float CosNearZero(float r) {
  const float r2 = r * r;
  float p = -1.0f / 3628800;
  p = p * r2 + 1.0f / 40320;
  p = p * r2 - 1.0f / 720;
  p = p * r2 + 1.0f / 24;
  const float half = 0.5f * r2;
  const float head = 1.0f - half;
  // What the subtraction lost is added again.
  return head + ((1.0f - head - half) + r2 * r2 * p);
}

float SinOf(uint32_t magnitude, int quarter_turns, bool negative) {
  if (magnitude >= kInfinity) return FromBits(kNan);
  int quadrant = 0;
  float r = FromBits(magnitude);
  if (magnitude > 0x3F490FDA) r = ReduceToQuadrant(magnitude, &quadrant);  // above pi / 4
  quadrant = (quadrant + quarter_turns) & 3;
  const float value = (quadrant & 1) != 0 ? CosNearZero(r) : SinNearZero(r);
  return ((quadrant & 2) != 0) != negative ? -value : value;
}

}  // namespace

float SinFloat(float x) {
  const uint32_t bits = Bits(x);
  return SinOf(bits & ~kSign, 0, (bits & kSign) != 0);
}

float CosFloat(float x) { return SinOf(Bits(x) & ~kSign, 1, false); }

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
