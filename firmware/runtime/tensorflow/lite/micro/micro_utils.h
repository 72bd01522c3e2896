// Quantising and counting, for tests and applications.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_UTILS_H_
#define TENSORFLOW_LITE_MICRO_MICRO_UTILS_H_

#include <stdint.h>

// Sources count on these through this header.
#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/cppmath.h"
#include "tensorflow/lite/micro/memory_helpers.h"

namespace tflite {

constexpr int Max(int a, int b) { return a >= b ? a : b; }

// Bytes of a tensor; 0 when its type has no fixed size.
inline size_t EvalTensorBytes(const TfLiteEvalTensor* tensor) {
  size_t bytes = 0;
  return TfLiteEvalTensorByteLength(tensor, &bytes) == kTfLiteOk ? bytes : 0;
}

inline int ElementCount(const TfLiteIntArray& dims) {
  int count = 1;
  for (int i = 0; i < dims.size; ++i) count *= dims.data[i];
  return count;
}

// Nearest number of an integer type, saturated; half away from zero.
template <typename T>
T FloatToQuantizedType(const float value, const float scale, int zero_point) {
  constexpr T kLowest = std::numeric_limits<T>::lowest();
  constexpr T kHighest = std::numeric_limits<T>::max();
  float quantized = value / scale;
  // A larger float has no fraction.
  if (quantized < 8388608 && quantized > -8388608) quantized = TfLiteRound(quantized);
  quantized += static_cast<float>(zero_point);
  if (quantized >= static_cast<float>(kHighest)) return kHighest;
  return quantized <= static_cast<float>(kLowest) ? kLowest : static_cast<T>(quantized);
}

// The same without zero point and without the smallest number, so that the range is symmetric.
template <typename T>
T FloatToSymmetricQuantizedType(const float value, const float scale) {
  const T quantized = FloatToQuantizedType<T>(value, scale, 0);
  constexpr T kHighest = std::numeric_limits<T>::max();
  return quantized < static_cast<T>(-kHighest) ? static_cast<T>(-kHighest) : quantized;
}

template <typename T>
void Quantize(const float* input, T* output, int num_elements, float scale, int zero_point) {
  for (int i = 0; i < num_elements; ++i) {
    output[i] = FloatToQuantizedType<T>(input[i], scale, zero_point);
  }
}

template <typename T>
void SymmetricQuantize(const float* input, T* output, int num_elements, float scale) {
  for (int i = 0; i < num_elements; ++i) {
    output[i] = FloatToSymmetricQuantizedType<T>(input[i], scale);
  }
}

// With a scale for each of `num_channels` slices along the first dimension, or along the last.
template <typename T>
void SymmetricPerChannelQuantize(const float* input, T* output, int num_elements, int num_channels,
                                 float* scales, size_t quantized_dimension = 0) {
  const int slice = num_elements / num_channels;
  for (int i = 0; i < num_elements; ++i) {
    const int channel = quantized_dimension == 0 ? i / slice : i % num_channels;
    output[i] = FloatToSymmetricQuantizedType<T>(input[i], scales[channel]);
  }
}

template <typename T>
void Dequantize(const T* values, const int size, const float scale, int zero_point,
                float* dequantized_values) {
  for (int i = 0; i < size; ++i) {
    dequantized_values[i] = static_cast<float>(values[i] - zero_point) * scale;
  }
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_UTILS_H_
