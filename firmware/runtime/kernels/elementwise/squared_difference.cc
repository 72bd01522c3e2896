// SQUARED_DIFFERENCE: (x - y)^2. Quantised inputs are brought to a common scale, twice the larger
// one, with 7 bits (INT8) or none (INT16) of fraction; what their square loses above 32 bits is
// lost in the reference too.
#include "kernels/elementwise/arithmetic.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr int kFractionOfBytes = 7;

struct SquaredDifference {
  static int32_t Quantised(const ArithmeticData& data, int32_t x, int32_t y) {
    const int32_t difference = TermX(data, x) - TermY(data, y);
    return ToOutput(data, MultiplyWrapping(difference, difference));
  }
  static int32_t Integer(int32_t x, int32_t y) {
    const int32_t difference = SubtractWrapping(x, y);
    return MultiplyWrapping(difference, difference);
  }
  static float Real(float x, float y) { return (x - y) * (x - y); }
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<CommonScaleData*>(node->user_data);
  ArithmeticScales scales;
  TF_LITE_ENSURE_STATUS(PrepareArithmetic(context, node, kTfLiteActNone, data, &scales));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (type == kTfLiteFloat32) {
    data->high = 0x7F800000;  // infinity: nothing is limited
  }
  const int fraction = IsByte(type) ? kFractionOfBytes : 0;
  const float larger = BringToCommonScale(scales, fraction, data);
  data->scale_out = MultiplierOf(larger, larger, scales.out, 2 - 2 * fraction);
  return data->scale_out.shift <= 30 ? kTfLiteOk
                                     : Refuse("scales differ too much", data->scale_out.shift);
}

}  // namespace

const TFLMRegistration& Register_SQUARED_DIFFERENCE() {
  static constexpr TFLMRegistration kRegistration = {InitData<CommonScaleData>,
                                                     nullptr,
                                                     Prepare,
                                                     InvokeArithmetic<SquaredDifference>,
                                                     nullptr,
                                                     0,
                                                     nullptr};
  return kRegistration;
}

}  // namespace tflite
