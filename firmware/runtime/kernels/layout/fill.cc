// FILL and ZEROS_LIKE.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus PrepareFill(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1, 1));
  const TfLiteEvalTensor* shape = InputTensor(context, node, 0);
  const TfLiteEvalTensor* value = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(
      context, value, output,
      Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32)));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, shape, output->dims->size));
  for (int d = 0; IsStored(shape) && d < output->dims->size; ++d) {
    if (IndexAt(shape, d) != output->dims->data[d]) {
      return Refuse("output has not the shape that is asked for; dimension", d);
    }
  }
  const int elements = ElementCount(value->dims);
  return elements == 1 ? kTfLiteOk : Refuse("value is not one number", elements);
}

TfLiteStatus InvokeFill(TfLiteContext* context, TfLiteNode* node) {
  TfLiteEvalTensor* output = OutputTensor(context, node);
  FillElements(output->data.uint8, ElementCount(output->dims), ElementBytes(output->type),
               InputTensor(context, node, 1)->data.uint8);
  return kTfLiteOk;
}

TfLiteStatus PrepareZeros(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(
      ExpectSameType(context, input, output,
                     Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32)));
  return ExpectSameShape(input, output);
}

TfLiteStatus InvokeZeros(TfLiteContext* context, TfLiteNode* node) {
  TfLiteEvalTensor* output = OutputTensor(context, node);
  constexpr uint8_t kZero = 0;
  FillElements(output->data.uint8, ByteCount(output), 1, &kZero);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_FILL() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareFill, InvokeFill,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_ZEROS_LIKE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareZeros, InvokeZeros,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
