// Sums of INT8 numbers of one quantisation, in units of 2^-19 of their scale (ADD_N, CUMSUM).
#ifndef RUNTIME_KERNELS_BYTE_SUMS_H_
#define RUNTIME_KERNELS_BYTE_SUMS_H_

#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"

namespace tflite {

struct ByteSums {
  int32_t zero_in, zero_out;
  QuantizedMultiplier scale_out;

  // The reference starts with the term of the stored number 0, not with that of zero.
  int32_t Start() const { return Term(0); }
  int32_t Term(int32_t x) const { return (x - zero_in) * (1 << 19); }
  int8_t Output(int32_t sum) const {
    const int32_t scaled = Rescale(sum, scale_out.multiplier, scale_out.shift);
    return static_cast<int8_t>(Clamp(AddWrapping(scaled, zero_out), INT8_MIN, INT8_MAX));
  }
};

// From the quantisation of input 0 and of the output.
inline TfLiteStatus PrepareByteSums(TfLiteContext* context, const TfLiteNode* node,
                                    ByteSums* sums) {
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  *sums = {in.zero_point, out.zero_point, MultiplierOf(in.scale(), 1.0f, out.scale(), -19)};
  return sums->scale_out.shift <= 0 ? kTfLiteOk
                                    : Refuse("scales differ too much", sums->scale_out.shift);
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_BYTE_SUMS_H_
