// Rounding, division with rest and the square root.
#include "kernels/math/float_math.h"

#include "kernels/math/float_bits.h"

namespace tflite {

using namespace float_bits;

namespace {

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

}  // namespace tflite
