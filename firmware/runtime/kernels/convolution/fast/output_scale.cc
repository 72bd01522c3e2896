#pragma GCC optimize("O2")

#include "kernels/convolution/fast/output_scale.h"

namespace tflite {

bool ScalesFit(const ConvQuantization& q, const int32_t* bias, int first, int count) {
  // Sums are below 2^29 (kMostProducts): twice the sum of both fits into 32 bits.
  constexpr int32_t kLargestBias = 1 << 29;
  // The high word is below 2^30, and 257 * 2^21 too.
  constexpr int kLongestShift = 22;
  for (int c = first; c < first + count; ++c) {
    const int right = -q.shift[c * q.channel_step];
    const int32_t start = bias != nullptr ? bias[c] : 0;
    if (right <= 0 || right > kLongestShift || start >= kLargestBias || start <= -kLargestBias) {
      return false;
    }
  }
  return true;
}

void FindScales(const ConvQuantization& q, const int32_t* bias, int first, int count,
                ChannelScale* scales) {
  static constexpr int32_t kNoBias = 0;
  const int bias_step = bias != nullptr ? 1 : 0;
  const int step = q.channel_step;
  const int32_t halves = 2 * q.output_zero + 1;
  const int32_t* start = bias != nullptr ? bias + first : &kNoBias;
  const int32_t* multiplier = q.multiplier + first * step;
  const int8_t* shift = q.shift + first * step;
  for (const ChannelScale* const end = scales + count; scales != end; ++scales) {
    const int right = -*shift;
    *scales = {2 * *start, *multiplier, halves * (1 << (right - 1)), right};
    start += bias_step;
    multiplier += step;
    shift += step;
  }
}

void StoreOutputs(const ConvQuantization& q, const int32_t* bias, int c, const int32_t* sums,
                  int count, int8_t* out, int step) {
  ChannelScale scale;
  const bool plain = ScalesFit(q, bias, c, 1);
  if (plain) FindScales(q, bias, c, 1, &scale);
  for (; count > 0; --count, out += step, ++sums) {
    *out = static_cast<int8_t>(plain ? Clamp(ScaleOutput(scale, *sums), q.low, q.high)
                                     : OutputOf(q, c, *sums, bias));
  }
}

}  // namespace tflite
