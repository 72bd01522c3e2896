// MUL.
#include "kernels/elementwise/arithmetic.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct Product {
  static int32_t Quantised(const ArithmeticData& data, int32_t x, int32_t y) {
    return ToOutput(data, (x - data.zero_x) * (y - data.zero_y));
  }
  static int32_t Integer(int32_t x, int32_t y) {
    return static_cast<int32_t>(static_cast<uint32_t>(x) * static_cast<uint32_t>(y));
  }
  static float Real(float x, float y) { return x * y; }
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<ArithmeticData*>(node->user_data);
  ArithmeticScales scales;
  TF_LITE_ENSURE_STATUS(PrepareArithmetic(
      context, node, NumberIn(static_cast<const TfLiteMulParams*>(node->builtin_data)->activation),
      data, &scales));
  data->scale_out =
      MultiplierFor(InputTensor(context, node, 0)->type, scales.x, scales.y, scales.out);
  return data->scale_out.shift <= 30 ? kTfLiteOk
                                     : Refuse("scales differ too much", data->scale_out.shift);
}

}  // namespace

const TFLMRegistration& Register_MUL() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ArithmeticData>, nullptr, Prepare, InvokeArithmetic<Product>, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
