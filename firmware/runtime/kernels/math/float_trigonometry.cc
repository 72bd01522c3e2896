// Sine and cosine.
#include "kernels/math/float_bits.h"
#include "kernels/math/float_math.h"

namespace tflite {

using namespace float_bits;

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

}  // namespace tflite
