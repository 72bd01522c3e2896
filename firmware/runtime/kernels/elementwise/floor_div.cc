// FLOOR_DIV and FLOOR_MOD of floats: the quotient rounded down, and the remainder that has the sign
// of the divisor.
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectBroadcast(context, node, Types(kTfLiteFloat32)));
  return ExpectType(context, OutputTensor(context, node)->type, Types(kTfLiteFloat32));
}

TfLiteStatus InvokeDiv(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  const int count = ElementCount(y->dims);
  for (int i = 0; i < count; ++i) {
    if (FloatBits(y->data.f[i]) << 1 == 0) return Refuse("division by 0; element", i);
  }
  ForEachPair<float, float>(x, y, OutputTensor(context, node), FloorDivFloat);
  return kTfLiteOk;
}

TfLiteStatus InvokeMod(TfLiteContext* context, TfLiteNode* node) {
  ForEachPair<float, float>(InputTensor(context, node, 0), InputTensor(context, node, 1),
                            OutputTensor(context, node), [](float x, float y) {
                              const float rest = ModFloat(x, y);
                              return rest != 0.0f && (y < 0.0f) != (rest < 0.0f) ? rest + y : rest;
                            });
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_FLOOR_DIV() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, InvokeDiv,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_FLOOR_MOD() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, InvokeMod,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
