// LOGICAL_AND, LOGICAL_OR and LOGICAL_NOT. A byte that is not 0 is true.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus PreparePair(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectBroadcast(context, node, Types(kTfLiteBool)));
  return ExpectType(context, OutputTensor(context, node)->type, Types(kTfLiteBool));
}

template <bool kAnd>
TfLiteStatus InvokePair(TfLiteContext* context, TfLiteNode* node) {
  ForEachPair<uint8_t, uint8_t>(
      InputTensor(context, node, 0), InputTensor(context, node, 1), OutputTensor(context, node),
      [](uint8_t a, uint8_t b) { return kAnd ? a != 0 && b != 0 : a != 0 || b != 0; });
  return kTfLiteOk;
}

TfLiteStatus PrepareNot(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, Types(kTfLiteBool)));
  return ExpectSameShape(input, output);
}

TfLiteStatus InvokeNot(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int count = ElementCount(output->dims);
  for (int i = 0; i < count; ++i) output->data.uint8[i] = input->data.uint8[i] == 0;
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_LOGICAL_AND() {
  static constexpr TFLMRegistration kRegistration = {
      nullptr, nullptr, PreparePair, InvokePair<true>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_LOGICAL_OR() {
  static constexpr TFLMRegistration kRegistration = {
      nullptr, nullptr, PreparePair, InvokePair<false>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_LOGICAL_NOT() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareNot, InvokeNot,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
