// ELU: exp(x) - 1 below 0, x above. INT8 by a table of all 256 numbers.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct EluData {
  int8_t* table;  // by the stored number as an unsigned byte; of INT8
};

TfLiteStatus FillTable(TfLiteContext* context, const TfLiteNode* node, int8_t* table) {
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  const float inverse_scale = 1.0f / out.scale();
  for (int x = INT8_MIN; x <= INT8_MAX; ++x) {
    const float real = in.scale() * static_cast<float>(x - in.zero_point);
    const float value = real < 0.0f ? ExpFloat(real) - 1.0f : real;
    const int32_t rounded = RoundToInt(value * inverse_scale) + out.zero_point;
    table[static_cast<uint8_t>(x)] = static_cast<int8_t>(Clamp(rounded, INT8_MIN, INT8_MAX));
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, OutputTensor(context, node),
                                       Types(kTfLiteInt8, kTfLiteFloat32)));
  if (input->type == kTfLiteFloat32) return kTfLiteOk;
  auto* data = static_cast<EluData*>(node->user_data);
  data->table = Allocate<int8_t>(context, 256);
  return data->table != nullptr ? FillTable(context, node, data->table) : kTfLiteError;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    if (input->type == kTfLiteInt8) {
      const int8_t* table = static_cast<const EluData*>(node->user_data)->table;
      output->data.int8[i] = table[input->data.uint8[i]];
    } else {
      const float x = input->data.f[i];
      output->data.f[i] = x < 0.0f ? ExpMinusOneFloat(x) : x;
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_ELU() {
  static constexpr TFLMRegistration kRegistration = {InitData<EluData>, nullptr, Prepare, Invoke,
                                                     nullptr,           0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
