// Fixed-point arithmetic and helpers of kernels.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/kernels/internal/compatibility.h"
#include "tensorflow/lite/kernels/internal/cppmath.h"
#include "tensorflow/lite/kernels/internal/max.h"
#include "tensorflow/lite/kernels/internal/min.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

// x * quantized_multiplier * 2^(shift - 31), rounded twice; a positive shift is to the left.
int32_t MultiplyByQuantizedMultiplier(int32_t x, int32_t quantized_multiplier, int shift);

// The same of a 48-bit sum with a multiplier of 16 bits, rounded once; shift is -31..7.
int32_t MultiplyByQuantizedMultiplier(int64_t x, int32_t quantized_multiplier, int shift);

inline int32_t MultiplyByQuantizedMultiplierSmallerThanOneExp(int32_t x,
                                                              int32_t quantized_multiplier,
                                                              int left_shift) {
  return MultiplyByQuantizedMultiplier(x, quantized_multiplier, left_shift);
}
inline int32_t MultiplyByQuantizedMultiplierGreaterThanOne(int32_t x, int32_t quantized_multiplier,
                                                           int left_shift) {
  return MultiplyByQuantizedMultiplier(x, quantized_multiplier, left_shift);
}

template <typename T>
T ActivationFunctionWithMinMax(T x, T low, T high) {
  return TfLiteMin(TfLiteMax(x, low), high);
}

// Leading zero bits, 32 (or 64) of 0.
template <typename T>
int CountLeadingZeros(T x) {
  if (x == 0) return static_cast<int>(8 * sizeof(T));
  return sizeof(T) > 4 ? __builtin_clzll(static_cast<unsigned long long>(x))
                       : __builtin_clz(static_cast<unsigned>(x)) -
                             static_cast<int>(8 * (sizeof(unsigned) - sizeof(T)));
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_COMMON_H_
