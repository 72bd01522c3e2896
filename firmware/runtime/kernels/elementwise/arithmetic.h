// What ADD, SUB, MUL, DIV and SQUARED_DIFFERENCE share: shapes, ranges and the loops over two
// broadcast tensors.
#ifndef RUNTIME_KERNELS_ARITHMETIC_H_
#define RUNTIME_KERNELS_ARITHMETIC_H_

#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"

namespace tflite {

struct ArithmeticData {
  int32_t zero_x, zero_y, zero_out;
  // Of a fused activation; the bits of two floats for FLOAT32.
  int32_t low, high;
  QuantizedMultiplier scale_x, scale_y, scale_out;
};

// Scales of both inputs and of the output.
struct ArithmeticScales {
  float x, y, out;
};

// Checks tensors and fills all of `data` but the multipliers. `scales` are 1 unless the type is
// INT8 or INT16.
TfLiteStatus PrepareArithmetic(TfLiteContext* context, const TfLiteNode* node, int activation,
                               ArithmeticData* data, ArithmeticScales* scales);

static inline int32_t ToOutput(const ArithmeticData& data, int32_t x) {
  const int32_t scaled = Rescale(x, data.scale_out.multiplier, data.scale_out.shift);
  return Clamp(AddWrapping(scaled, data.zero_out), data.low, data.high);
}

// Of operators that bring quantised inputs to a common scale, twice the larger one, with `fraction`
// bits of fraction.
struct CommonScaleData : ArithmeticData {
  int fraction;
};

// Fills `fraction` and the multipliers of the inputs; returns the larger of their scales.
float BringToCommonScale(const ArithmeticScales& scales, int fraction, CommonScaleData* data);

inline int32_t ToCommonScale(int32_t x, int32_t zero, int fraction,
                             const QuantizedMultiplier& scale) {
  return Rescale(ShiftLeftWrapping(x - zero, fraction), scale.multiplier, scale.shift);
}

inline int32_t TermX(const ArithmeticData& data, int32_t x) {
  const int fraction = static_cast<const CommonScaleData&>(data).fraction;
  return ToCommonScale(x, data.zero_x, fraction, data.scale_x);
}

inline int32_t TermY(const ArithmeticData& data, int32_t y) {
  const int fraction = static_cast<const CommonScaleData&>(data).fraction;
  return ToCommonScale(y, data.zero_y, fraction, data.scale_y);
}

// Kind: static Quantised(data, x, y), Integer(x, y) that wraps, Real(x, y).
template <typename Kind>
TfLiteStatus InvokeArithmetic(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const ArithmeticData*>(node->user_data);
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  TfLiteEvalTensor* out = OutputTensor(context, node);
  const auto quantised = [&data](int32_t a, int32_t b) { return Kind::Quantised(data, a, b); };
  if (x->type == kTfLiteInt8) {
    ForEachPair<int8_t, int8_t>(x, y, out, quantised);
  } else if (x->type == kTfLiteInt16) {
    ForEachPair<int16_t, int16_t>(x, y, out, quantised);
  } else if (x->type == kTfLiteInt32) {
    ForEachPair<int32_t, int32_t>(x, y, out, [&data](int32_t a, int32_t b) {
      return Clamp(Kind::Integer(a, b), data.low, data.high);
    });
  } else {
    const float low = FloatFromBits(static_cast<uint32_t>(data.low));
    const float high = FloatFromBits(static_cast<uint32_t>(data.high));
    ForEachPair<float, float>(x, y, out, [low, high](float a, float b) {
      const float value = Kind::Real(a, b);
      return value < low ? low : value > high ? high : value;
    });
  }
  return kTfLiteOk;
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_ARITHMETIC_H_
