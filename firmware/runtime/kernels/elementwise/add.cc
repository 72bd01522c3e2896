// ADD and SUB. Quantised inputs are brought to a common scale, twice the larger one, with 20 bits
// (INT8) or 15 bits (INT16) of fraction.
#include "kernels/elementwise/arithmetic.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr int kFractionOfBytes = 20;
constexpr int kFractionOfWords = 15;

struct Sum {
  static int32_t Quantised(const ArithmeticData& data, int32_t x, int32_t y) {
    return ToOutput(data, AddWrapping(TermX(data, x), TermY(data, y)));
  }
  static int32_t Integer(int32_t x, int32_t y) { return AddWrapping(x, y); }
  static float Real(float x, float y) { return x + y; }
};

struct Difference {
  static int32_t Quantised(const ArithmeticData& data, int32_t x, int32_t y) {
    return ToOutput(data, SubtractWrapping(TermX(data, x), TermY(data, y)));
  }
  static int32_t Integer(int32_t x, int32_t y) { return SubtractWrapping(x, y); }
  static float Real(float x, float y) { return x - y; }
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node, int activation) {
  auto* data = static_cast<CommonScaleData*>(node->user_data);
  ArithmeticScales scales;
  TF_LITE_ENSURE_STATUS(PrepareArithmetic(context, node, activation, data, &scales));
  const bool bytes = IsByte(InputTensor(context, node, 0)->type);
  const float larger =
      BringToCommonScale(scales, bytes ? kFractionOfBytes : kFractionOfWords, data);
  data->scale_out = MultiplierOf(larger, 1.0f, scales.out, 1 - data->fraction);
  return data->scale_out.shift <= 0 ? kTfLiteOk
                                    : Refuse("scales differ too much", data->scale_out.shift);
}

TfLiteStatus PrepareAdd(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  // The reference ignores an activation that is fused to an addition of INT32.
  const bool ignored = x != nullptr && x->type == kTfLiteInt32;
  const auto& params = *static_cast<const TfLiteAddParams*>(node->builtin_data);
  return Prepare(context, node, ignored ? kTfLiteActNone : NumberIn(params.activation));
}

TfLiteStatus PrepareSub(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node,
                 NumberIn(static_cast<const TfLiteSubParams*>(node->builtin_data)->activation));
}

}  // namespace

const TFLMRegistration& Register_ADD() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<CommonScaleData>, nullptr, PrepareAdd, InvokeArithmetic<Sum>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_SUB() {
  static constexpr TFLMRegistration kRegistration = {InitData<CommonScaleData>,
                                                     nullptr,
                                                     PrepareSub,
                                                     InvokeArithmetic<Difference>,
                                                     nullptr,
                                                     0,
                                                     nullptr};
  return kRegistration;
}

}  // namespace tflite
