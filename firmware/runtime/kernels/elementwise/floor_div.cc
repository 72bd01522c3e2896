// FLOOR_DIV and FLOOR_MOD of floats and INT32: the quotient rounded down, and the remainder that
// has the sign of the divisor.
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectBroadcast(context, node, Types(kTfLiteFloat32, kTfLiteInt32)));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  return ExpectType(context, OutputTensor(context, node)->type, 1u << type);
}

// The smallest number divided by -1 wraps.
int32_t FloorDivInteger(int32_t x, int32_t y) {
  if (y == -1) return SubtractWrapping(0, x);
  const int32_t quotient = x / y;
  return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient;
}

int32_t FloorModInteger(int32_t x, int32_t y) {
  if (y == -1) return 0;
  const int32_t rest = x % y;
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

// Refuses a 0 among the divisors; of floats its sign does not matter.
TfLiteStatus CheckDivisors(const TfLiteEvalTensor* y) {
  const bool floats = y->type == kTfLiteFloat32;
  const int count = ElementCount(y->dims);
  for (int i = 0; i < count; ++i) {
    if (y->data.u32[i] << (floats ? 1 : 0) == 0) return Refuse("division by 0; element", i);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeDiv(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  TF_LITE_ENSURE_STATUS(CheckDivisors(y));
  if (x->type == kTfLiteInt32) {
    ForEachPair<int32_t, int32_t>(x, y, OutputTensor(context, node), FloorDivInteger);
  } else {
    ForEachPair<float, float>(x, y, OutputTensor(context, node), FloorDivFloat);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeMod(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  if (x->type == kTfLiteInt32) {
    TF_LITE_ENSURE_STATUS(CheckDivisors(y));
    ForEachPair<int32_t, int32_t>(x, y, OutputTensor(context, node), FloorModInteger);
    return kTfLiteOk;
  }
  ForEachPair<float, float>(x, y, OutputTensor(context, node), [](float a, float b) {
    const float rest = ModFloat(a, b);
    return rest != 0.0f && (b < 0.0f) != (rest < 0.0f) ? rest + b : rest;
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
