#pragma GCC optimize("O2")

#include "kernels/fast/output_scale.h"

namespace tflite {
namespace {

// Rescale for a shift to the right by `places` + 1. Multipliers are positive, so HighMul does not
// saturate and never gives the smallest number.
inline int32_t RescaleRight(int32_t x, int32_t multiplier, int places) {
  const int32_t product = static_cast<int32_t>(
      (static_cast<int64_t>(x) * multiplier + (int64_t{1} << 30)) >> 31);
  // Half away from zero, in two steps that cannot overflow.
  const int32_t away = product + (product >> 31);
  return ((away >> places) + 1) >> 1;
}

inline int32_t AddWrapping(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
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
  const int shift = q.shift[channel];
  if (__builtin_expect(shift >= 0, 0)) {
    for (; count > 0; --count, out += step) {
      *out = static_cast<int8_t>(OutputOf(q, c, *sums++, bias));
    }
    return;
  }
  const int32_t multiplier = q.multiplier[channel];
  const int32_t start = bias != nullptr ? bias[c] : 0;
  const int32_t zero = q.output_zero;
  const int places = -1 - shift;
  // After a shift to the right there is room to add the zero point first.
  if (q.low == INT8_MIN && q.high == INT8_MAX) {
    do {
      const int32_t scaled = RescaleRight(AddWrapping(*sums++, start), multiplier, places);
      *out = static_cast<int8_t>(SaturateToInt8(scaled + zero));
      out += step;
    } while (--count > 0);
  } else {
    const int32_t low = q.low;
    const int32_t high = q.high;
    do {
      const int32_t scaled = RescaleRight(AddWrapping(*sums++, start), multiplier, places);
      *out = static_cast<int8_t>(Clamp(scaled + zero, low, high));
      out += step;
    } while (--count > 0);
  }
}

}  // namespace tflite
