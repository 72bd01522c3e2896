// DEQUANTIZE: scale * (x - zero point) as float32.
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct DequantizeData {
  float scale;
  int32_t zero_point;
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  const TfLiteType from = InputTensor(context, node, 0)->type;
  const TfLiteType to = OutputTensor(context, node)->type;
  if (from != kTfLiteInt8 && from != kTfLiteUInt8 && from != kTfLiteInt16 && from != kTfLiteInt32) {
    return RefuseOperatorType(context, from);
  }
  if (to != kTfLiteFloat32) return RefuseOperatorType(context, to);
  TensorQuantization in;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  if (in.scales->size != 1) return Refuse("one scale expected", in.scales->size);
  auto* data = static_cast<DequantizeData*>(node->user_data);
  data->scale = in.scale();
  data->zero_point = in.zero_point;
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const DequantizeData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  float* output = MutableDataOf<float>(OutputTensor(context, node));
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    // Differences of up to 24 bits are exact as floats, so that the product is rounded once.
    const uint32_t difference =
        static_cast<uint32_t>(IntegerAt(input, i)) - static_cast<uint32_t>(data.zero_point);
    output[i] = data.scale * static_cast<float>(static_cast<int32_t>(difference));
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_DEQUANTIZE() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<DequantizeData>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
