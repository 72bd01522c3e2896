#include "kernels/elementwise/arithmetic.h"

#include <initializer_list>

namespace tflite {
namespace {

constexpr uint32_t kArithmeticTypes =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32);

// Range of an activation in whole numbers; without one it has no end on that side.
void WholeRange(TfLiteFusedActivation activation, bool* has_low, int32_t* low, bool* has_high,
                int32_t* high) {
  *has_low = activation != kTfLiteActNone;
  *low = activation == kTfLiteActReluN1To1 ? -1 : 0;
  *has_high = activation == kTfLiteActRelu6 || activation == kTfLiteActReluN1To1;
  *high = activation == kTfLiteActRelu6 ? 6 : 1;
}

TfLiteStatus QuantisedRange(TfLiteContext* context, const TfLiteNode* node,
                            TfLiteFusedActivation activation, TfLiteType type, ArithmeticData* data,
                            ArithmeticScales* scales) {
  TensorQuantization x;
  TensorQuantization y;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &x));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[1], &y));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  data->zero_x = x.zero_point;
  data->zero_y = y.zero_point;
  data->zero_out = out.zero_point;
  if (type == kTfLiteInt16 && (x.zero_point != 0 || y.zero_point != 0 || out.zero_point != 0)) {
    return Refuse("zero points of 16-bit tensors must be 0", x.zero_point);
  }
  ActivationRange(activation, type, out.scale(), out.zero_point, &data->low, &data->high);
  if (type == kTfLiteUInt8) {
    for (int32_t* number :
         {&data->zero_x, &data->zero_y, &data->zero_out, &data->low, &data->high}) {
      *number -= 128;
    }
    data->flip = 128;
  }
  *scales = {x.scale(), y.scale(), out.scale()};
  return kTfLiteOk;
}

}  // namespace

TfLiteStatus PrepareArithmetic(TfLiteContext* context, const TfLiteNode* node, int activation,
                               ArithmeticData* data, ArithmeticScales* scales) {
  TF_LITE_ENSURE_STATUS(ExpectBroadcast(context, node, kArithmeticTypes));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  if (output->type != type) return RefuseOperatorType(context, output->type);
  if (activation < kTfLiteActNone || activation > kTfLiteActRelu6) {
    return Refuse("activation not supported", activation);
  }
  const auto fused = static_cast<TfLiteFusedActivation>(activation);
  *scales = {1.0f, 1.0f, 1.0f};
  *data = {};
  if (IsByte(type) || type == kTfLiteInt16) {
    return QuantisedRange(context, node, fused, type, data, scales);
  }
  bool has_low;
  bool has_high;
  WholeRange(fused, &has_low, &data->low, &has_high, &data->high);
  if (type == kTfLiteInt32) {
    if (!has_low) data->low = INT32_MIN;
    if (!has_high) data->high = INT32_MAX;
    return kTfLiteOk;
  }
  // The reference clamps infinities to the largest finite number.
  constexpr float kLargest = 3.402823466e38f;
  const float low = !has_low ? -kLargest : data->low == 0 ? 0.0f : -1.0f;
  const float high = !has_high ? kLargest : data->high == 6 ? 6.0f : 1.0f;
  data->low = static_cast<int32_t>(FloatBits(low));
  data->high = static_cast<int32_t>(FloatBits(high));
  return kTfLiteOk;
}

float BringToCommonScale(const ArithmeticScales& scales, int fraction, CommonScaleData* data) {
  data->fraction = fraction;
  // Scales are positive: their bits are in the order of their values.
  const float larger = FloatBits(scales.x) > FloatBits(scales.y) ? scales.x : scales.y;
  data->scale_x = MultiplierOf(scales.x, 1.0f, larger, -1);
  data->scale_y = MultiplierOf(scales.y, 1.0f, larger, -1);
  return larger;
}

}  // namespace tflite
