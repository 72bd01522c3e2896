// Quantising and counting, for tests and applications.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_UTILS_H_
#define TENSORFLOW_LITE_MICRO_MICRO_UTILS_H_

#include <stdint.h>

#include <limits>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/cppmath.h"

namespace tflite {

inline int ElementCount(const TfLiteIntArray& dims) {
  int count = 1;
  for (int i = 0; i < dims.size; ++i) count *= dims.data[i];
  return count;
}

// Nearest number of an integer type of up to 16 bits, saturated; half away from zero.
template <typename T>
T FloatToQuantizedType(const float value, const float scale, int zero_point) {
  constexpr bool kSigned = static_cast<T>(-1) < static_cast<T>(0);
  constexpr float kLowest = kSigned ? -static_cast<float>(1u << (sizeof(T) * 8 - 1)) : 0.0f;
  constexpr float kHighest = kLowest + static_cast<float>((1u << (sizeof(T) * 8 - 1)) - 1) +
                             static_cast<float>(1u << (sizeof(T) * 8 - 1));
  float quantized = value / scale;
  // Outside of this, saturation is certain and the rounding below does not apply.
  if (quantized > 1e6f) quantized = 1e6f;
  if (quantized < -1e6f) quantized = -1e6f;
  quantized = TfLiteRound(quantized) + static_cast<float>(zero_point);
  if (quantized > kHighest) quantized = kHighest;
  if (quantized < kLowest) quantized = kLowest;
  return static_cast<T>(quantized);
}

// The same without zero point and without the smallest number, so that the range is symmetric.
template <typename T>
T FloatToSymmetricQuantizedType(const float value, const float scale) {
  const T quantized = FloatToQuantizedType<T>(value, scale, 0);
  const T highest = static_cast<T>((1u << (sizeof(T) * 8 - 1)) - 1);
  return quantized < static_cast<T>(-highest) ? static_cast<T>(-highest) : quantized;
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

template <typename T>
void Dequantize(const T* values, const int size, const float scale, int zero_point,
                float* dequantized_values) {
  for (int i = 0; i < size; ++i) {
    dequantized_values[i] = static_cast<float>(values[i] - zero_point) * scale;
  }
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_UTILS_H_
