// The way from sums to outputs, with the constants of a channel at hand: the bits of OutputOf.
#ifndef RUNTIME_KERNELS_FAST_OUTPUT_SCALE_H_
#define RUNTIME_KERNELS_FAST_OUTPUT_SCALE_H_

#include "kernels/convolution/convolution.h"

namespace tflite {

// A sum of so many products of 9 and 8 bits stays below 2^29.
constexpr int kMostProducts = 16384;

// OutputOf before the clamp, in one multiplication:
//   (high word of (2 (sum + bias) * multiplier + 2^31) + offset - (1 if negative)) >> right
// Rescale rounds twice: half up (the 2^31), then half away from zero (half of 2^right in `offset`,
// less 1 of a negative number). The output zero point is in `offset` too, times 2^right. The sign
// is that of sum + bias: where it differs from that of the high word, the latter is 0, and both
// give the zero point. Assembly knows the layout.
struct ChannelScale {
  int32_t twice_bias;
  int32_t multiplier;
  int32_t offset;
  int32_t right;
};

inline int32_t ScaleOutput(const ChannelScale& scale, int32_t sum) {
  const int32_t x = scale.twice_bias + 2 * sum;
  const int64_t start =
      static_cast<int64_t>(scale.offset + (x >> 31)) * (int64_t{1} << 32) + (int64_t{1} << 31);
  return static_cast<int32_t>((static_cast<int64_t>(x) * scale.multiplier + start) >> 32) >>
         scale.right;
}

// Whether ScaleOutput can do the channels [first, first + count): not where there is a shift to the
// left or a very long one, or a bias that may overflow.
bool ScalesFit(const ConvQuantization& q, const int32_t* bias, int first, int count);

// Constants of such channels.
void FindScales(const ConvQuantization& q, const int32_t* bias, int first, int count,
                ChannelScale* scales);

// Whether the clamp is that of signed bytes.
inline bool SaturatesOnly(const ConvQuantization& q) {
  return q.low == INT8_MIN && q.high == INT8_MAX;
}

// Writes the outputs of channel `c` for `count` sums: out[0], out[step], ... Sums of at most
// kMostProducts products each.
void StoreOutputs(const ConvQuantization& q, const int32_t* bias, int c, const int32_t* sums,
                  int count, int8_t* out, int step);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_OUTPUT_SCALE_H_
