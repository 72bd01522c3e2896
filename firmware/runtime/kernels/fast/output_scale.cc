#pragma GCC optimize("O2")

#include "kernels/fast/output_scale.h"

namespace tflite {

bool FindScales(const ConvQuantization& q, const int32_t* bias, int first, int count,
                ChannelScale* scales) {
  // Sums are below 2^29 (kMostProducts): twice the sum of both fits into 32 bits.
  constexpr int32_t kLargestBias = 1 << 29;
  // The high word is below 2^30, and 257 * 2^21 too.
  constexpr int kLongestShift = 22;
  const int32_t halves = 2 * q.output_zero + 1;
  for (int c = first; c < first + count; ++c, ++scales) {
    const int channel = c * q.channel_step;
    const int right = -q.shift[channel];
    const int32_t start = bias != nullptr ? bias[c] : 0;
    if (right <= 0 || right > kLongestShift || start >= kLargestBias || start <= -kLargestBias) {
      return false;
    }
    *scales = {2 * start, q.multiplier[channel], halves * (1 << (right - 1)), right};
  }
  return true;
}

void StoreOutputs(const ConvQuantization& q, const int32_t* bias, int c, const int32_t* sums,
                  int count, int8_t* out, int step) {
  ChannelScale scale;
  const bool plain = FindScales(q, bias, c, 1, &scale);
  for (; count > 0; --count, out += step, ++sums) {
    *out = static_cast<int8_t>(plain ? Clamp(ScaleOutput(scale, *sums), q.low, q.high)
                                     : OutputOf(q, c, *sums, bias));
  }
}

}  // namespace tflite
