// SOFTMAX of int16 by interpolation in tables.
#ifndef RUNTIME_KERNELS_SOFTMAX_INT16_H_
#define RUNTIME_KERNELS_SOFTMAX_INT16_H_

#include "kernels/math/quantization.h"

namespace tflite {

// `scale` takes differences to units of 10/65535.
TfLiteStatus PrepareSoftmaxInt16(const TensorQuantization& in, const TensorQuantization& out,
                                 float beta, QuantizedMultiplier* scale);

// Probabilities in 1/32768 of a row of `depth` inputs; input and output are different memory.
void SoftmaxRowInt16(const QuantizedMultiplier& scale, const int16_t* input, int depth,
                     int16_t* output);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_SOFTMAX_INT16_H_
