// From the scales of a model to integer multipliers and ranges, in integer arithmetic alone. The
// results equal those of double precision floating point (IEEE 754, round to nearest even), bit for
// bit, without linking a floating-point library.
#ifndef RUNTIME_KERNELS_QUANTIZATION_H_
#define RUNTIME_KERNELS_QUANTIZATION_H_

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"

namespace tflite {

struct QuantizedMultiplier {
  int32_t multiplier;  // [2^30, 2^31), or 0
  int32_t shift;       // positive: left
};

// The multiplier nearest to (double)a * b / c * 2^power, where a, b and c are positive and finite.
QuantizedMultiplier MultiplierOf(float a, float b, float c, int power = 0);

// Instead of a power: a * b is rounded to single precision first.
constexpr int kFloatProduct = 1 << 16;

// a * b / c as single precision has it, where all are positive and finite. A result out of the
// range of floats is the nearest one in it.
float RatioInFloats(float a, float b, float c = 1.0f);

// The multiplier nearest to a * b / c, in single precision for operators on unsigned bytes: the
// reference takes it so.
inline QuantizedMultiplier MultiplierFor(TfLiteType type, float a, float b, float c) {
  return type == kTfLiteUInt8 ? MultiplierOf(RatioInFloats(a, b, c), 1.0f, 1.0f)
                              : MultiplierOf(a, b, c);
}

// Whether two real numbers are no further apart than tolerance / 2^31.
bool AreNear(QuantizedMultiplier a, QuantizedMultiplier b, int32_t tolerance);

// round(value / scale) as float does it, half away from zero, saturated to 31 bits.
int32_t QuantizeValue(int value, float scale);

// The integer part of a / b as double precision has it; both are positive, b is finite. Saturated
// to 31 bits.
int32_t TruncatedRatio(float a, float b);

// True for a scale that is positive and finite.
bool IsValidScale(float scale);

// A number of the options or of a quantisation record, read without a floating-point register.
inline uint32_t FloatBits(float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, 4);
  return bits;
}

inline float FloatFromBits(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, 4);
  return value;
}

// Range of a fused activation in the quantised output, inside the range of `type`.
void ActivationRange(TfLiteFusedActivation activation, TfLiteType type, float scale,
                     int32_t zero_point, int32_t* low, int32_t* high);

// Quantisation of a tensor as the model file has it.
struct TensorQuantization {
  const TfLiteFloatArray* scales;
  int32_t zero_point;
  int32_t dimension;

  float scale(int channel = 0) const {
    uint32_t bits;
    __builtin_memcpy(&bits, &scales->data[scales->size > 1 ? channel : 0], 4);
    return FloatFromBits(bits);
  }
};

// kTfLiteError, after a message, for a tensor that is not quantised or has a scale that is not
// positive and finite, or a zero point outside of its type.
TfLiteStatus ReadQuantization(TfLiteContext* context, int tensor_index, TensorQuantization* out);

// Whether numbers of one tensor mean the same in another.
inline bool SameQuantization(const TensorQuantization& a, const TensorQuantization& b) {
  return a.zero_point == b.zero_point && FloatBits(a.scale()) == FloatBits(b.scale());
}

// Whether the model gives the tensor a quantisation at all.
bool IsQuantised(TfLiteContext* context, int tensor_index);

// Smallest and largest number of an integer type of up to 16 bits.
void TypeRange(TfLiteType type, int32_t* low, int32_t* high);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_QUANTIZATION_H_
