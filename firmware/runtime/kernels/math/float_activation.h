// Ranges of fused activations in float32.
#ifndef RUNTIME_KERNELS_FLOAT_ACTIVATION_H_
#define RUNTIME_KERNELS_FLOAT_ACTIVATION_H_

#include "tensorflow/lite/c/builtin_op_data.h"

namespace tflite {

struct FloatRange {
  float low, high;

  float Clamp(float x) const { return x < low ? low : x > high ? high : x; }
};

constexpr float kLargestFloat = 3.4028234663852886e38f;

// Without an activation, infinities become the largest numbers, as in the reference.
inline FloatRange RangeOf(TfLiteFusedActivation activation) {
  switch (activation) {
    case kTfLiteActRelu:
      return {0.0f, kLargestFloat};
    case kTfLiteActRelu6:
      return {0.0f, 6.0f};
    case kTfLiteActReluN1To1:
      return {-1.0f, 1.0f};
    default:
      return {-kLargestFloat, kLargestFloat};
  }
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FLOAT_ACTIVATION_H_
