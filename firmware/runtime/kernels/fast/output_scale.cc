#pragma GCC optimize("O2")

#include "kernels/fast/output_scale.h"

namespace tflite {

bool FindScales(const ConvQuantization& q, const int32_t* bias, int first, int count,
                ChannelScale* scales) {
  // Sums are below 2^29 (kMostProducts): twice the sum of both fits into 32 bits.
  constexpr int32_t kLargestBias = 1 << 29;
  // The high word is below 2^30, and 257 * 2^21 too.
  constexpr unsigned kLongestShift = 22;
  const int32_t halves = 2 * q.output_zero + 1;
  const int step = q.channel_step;
  const int32_t* multiplier = q.multiplier + first * step;
  const int8_t* shift = q.shift + first * step;
  if (bias != nullptr) bias += first;
  for (; count > 0; --count, ++scales, multiplier += step, shift += step) {
    const int32_t start = bias != nullptr ? *bias++ : 0;
    const unsigned half = static_cast<unsigned>(-*shift - 1);  // right - 1
    if (half >= kLongestShift ||
        static_cast<uint32_t>(start) + kLargestBias - 1 > 2u * kLargestBias - 2) {
      return false;
    }
    *scales = {2 * start, *multiplier, halves * (1 << half), static_cast<int32_t>(half) + 1};
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
