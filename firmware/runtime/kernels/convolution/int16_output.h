// Outputs of operators with int16 activations and int8 weights.
#ifndef RUNTIME_KERNELS_INT16_OUTPUT_H_
#define RUNTIME_KERNELS_INT16_OUTPUT_H_

#include "kernels/convolution/convolution.h"
#include "kernels/math/fixed_point.h"

namespace tflite {

// Whether sums have 32 bits rather than 64: as the bias has.
inline bool HasShortSums(const TfLiteEvalTensor* bias, TfLiteType absent_bias) {
  return (bias != nullptr ? bias->type : absent_bias) == kTfLiteInt32;
}

// The output of channel `c`; `bias` is the tensor or null.
inline int32_t Int16OutputOf(const ConvQuantization& q, int c, int64_t sum,
                             const TfLiteEvalTensor* bias, bool short_sums) {
  uint64_t total = static_cast<uint64_t>(sum);
  if (bias != nullptr) {
    int64_t term = 0;
    if (short_sums) {
      term = bias->data.i32[c];
    } else {
      __builtin_memcpy(&term, bias->data.uint8 + 8 * c, 8);  // aligned to 4 in the file
    }
    total += static_cast<uint64_t>(term);
  }
  c *= q.channel_step;
  const int32_t scaled =
      short_sums ? Rescale(static_cast<int32_t>(total), q.multiplier[c], q.shift[c])
                 : RescaleWide(static_cast<int64_t>(total), q.multiplier[c], q.shift[c]);
  return Clamp(scaled, q.low - q.output_zero, q.high - q.output_zero) + q.output_zero;
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_INT16_OUTPUT_H_
