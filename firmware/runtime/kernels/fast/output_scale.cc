#pragma GCC optimize("O2")

#include "kernels/fast/output_scale.h"

namespace tflite {
namespace {

// Rescale of |x| < 2^30 with a shift to the right by at least 1: `half` is 2^(right - 1).
inline int32_t RescaleRight(int32_t x, int32_t multiplier, int right, int32_t half) {
  // (2 x * multiplier + 2^31) / 2^32: the high word plus the highest bit of the low one.
  const int64_t product = static_cast<int64_t>(2 * x) * multiplier;
  const int32_t rounded = static_cast<int32_t>(product >> 32) +
                          static_cast<int32_t>(static_cast<uint32_t>(product) >> 31);
  return (rounded + (rounded >> 31) + half) >> right;
}

inline int32_t SaturateToInt8(int32_t x) {
#if defined(__ARM_FEATURE_SAT)
  asm("ssat %0, #8, %0" : "+r"(x));
  return x;
#else
  return Clamp(x, INT8_MIN, INT8_MAX);
#endif
}

}  // namespace

void StoreOutputs(const ConvQuantization& q, const int32_t* bias, int c, const int32_t* sums,
                  int count, int8_t* out, int step) {
  const int channel = c * q.channel_step;
  const int right = -q.shift[channel];
  const int32_t start = bias != nullptr ? bias[c] : 0;
  // Sums are below 2^29 (kMostProducts), so with such a bias there is room for everything below.
  constexpr int32_t kLargestBias = 1 << 29;
  if (__builtin_expect(right <= 0 || start >= kLargestBias || start <= -kLargestBias, 0)) {
    for (; count > 0; --count, out += step) {
      *out = static_cast<int8_t>(OutputOf(q, c, *sums++, bias));
    }
    return;
  }
  const int32_t half = 1 << (right - 1);
  const int32_t multiplier = q.multiplier[channel];
  const int32_t zero = q.output_zero;
  // After a shift to the right there is room to add the zero point first.
  if (q.low == INT8_MIN && q.high == INT8_MAX) {
    do {
      const int32_t scaled = RescaleRight(*sums++ + start, multiplier, right, half);
      *out = static_cast<int8_t>(SaturateToInt8(scaled + zero));
      out += step;
    } while (--count != 0);
  } else {
    const int32_t low = q.low;
    const int32_t high = q.high;
    do {
      const int32_t scaled = RescaleRight(*sums++ + start, multiplier, right, half);
      *out = static_cast<int8_t>(Clamp(scaled + zero, low, high));
      out += step;
    } while (--count != 0);
  }
}

}  // namespace tflite
