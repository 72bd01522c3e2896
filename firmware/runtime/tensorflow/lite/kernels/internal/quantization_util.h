// From real scales to integer multipliers.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_QUANTIZATION_UTIL_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_QUANTIZATION_UTIL_H_

#include "tensorflow/lite/kernels/internal/common.h"

namespace tflite {

// double_multiplier (not negative) as quantized_multiplier * 2^(shift - 31), the multiplier in
// [2^30, 2^31) rounded half away from zero; {0, 0} below 2^-32.
void QuantizeMultiplier(double double_multiplier, int32_t* quantized_multiplier, int* shift);

// The same for multipliers of which the caller knows on which side of one they lie.
void QuantizeMultiplierSmallerThanOneExp(double double_multiplier, int32_t* quantized_multiplier,
                                         int* left_shift);
void QuantizeMultiplierGreaterThanOne(double double_multiplier, int32_t* quantized_multiplier,
                                      int* left_shift);

// Of softmax: beta * input_scale * 2^(31 - input_integer_bits), at most 2^31 - 1.
void PreprocessSoftmaxScaling(double beta, double input_scale, int input_integer_bits,
                              int32_t* quantized_multiplier, int* left_shift);
// Largest distance from the maximum that still counts.
int CalculateInputRadius(int input_integer_bits, int input_left_shift, int total_signed_bits = 31);

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_QUANTIZATION_UTIL_H_
