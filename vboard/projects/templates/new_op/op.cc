// The operator {{name}}: one input, one output of the same type and shape; float32 and int8.
// Written against TensorFlow Lite for Microcontrollers' own headers: it works there unchanged.
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/micro/kernels/kernel_util.h"

namespace {

// What the operator computes, as real numbers.
float {{name}}(float x) { return x; }

// Everything that a wrong model could have wrong is refused here; Invoke may rely on it.
TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_EQ(context, tflite::NumInputs(node), 1);
  TF_LITE_ENSURE_EQ(context, tflite::NumOutputs(node), 1);
  tflite::MicroContext* micro = tflite::GetMicroContext(context);
  TfLiteTensor* input = micro->AllocateTempInputTensor(node, 0);
  TfLiteTensor* output = micro->AllocateTempOutputTensor(node, 0);
  TF_LITE_ENSURE(context, input != nullptr && output != nullptr);
  TF_LITE_ENSURE(context, input->type == kTfLiteFloat32 || input->type == kTfLiteInt8);
  TF_LITE_ENSURE_TYPES_EQ(context, input->type, output->type);
  TF_LITE_ENSURE_EQ(context, input->bytes, output->bytes);
  if (input->type == kTfLiteInt8) {
    auto* scales = static_cast<float*>(context->AllocatePersistentBuffer(context, 4 * sizeof(float)));
    TF_LITE_ENSURE(context, scales != nullptr);
    scales[0] = input->params.scale;
    scales[1] = static_cast<float>(input->params.zero_point);
    scales[2] = output->params.scale;
    scales[3] = static_cast<float>(output->params.zero_point);
    TF_LITE_ENSURE(context, scales[0] > 0 && scales[2] > 0);
    node->user_data = scales;
  }
  micro->DeallocateTempTfLiteTensor(input);
  micro->DeallocateTempTfLiteTensor(output);
  return kTfLiteOk;
}

int8_t Quantise(float real, float scale, float zero) {
  const float scaled = real / scale + zero;
  if (!(scaled > -128)) return -128;
  if (scaled >= 127) return 127;
  return static_cast<int8_t>(scaled < 0 ? scaled - 0.5f : scaled + 0.5f);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = tflite::micro::GetEvalInput(context, node, 0);
  TfLiteEvalTensor* output = tflite::micro::GetEvalOutput(context, node, 0);
  const int count = tflite::micro::GetTensorShape(input).FlatSize();
  if (input->type == kTfLiteFloat32) {
    for (int i = 0; i < count; ++i) output->data.f[i] = {{name}}(input->data.f[i]);
    return kTfLiteOk;
  }
  const auto* scales = static_cast<const float*>(node->user_data);
  for (int i = 0; i < count; ++i) {
    const float real = scales[0] * (static_cast<float>(input->data.int8[i]) - scales[1]);
    output->data.int8[i] = Quantise({{name}}(real), scales[2], scales[3]);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration* Register_{{name}}() {
  static const TFLMRegistration registration =
      tflite::micro::RegisterOp(nullptr, Prepare, Invoke);
  return &registration;
}
