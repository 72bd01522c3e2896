// DEQUANTIZE: scale * (x - zero point) as float32; float16 is widened.
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct DequantizeData {
  float scale;
  int32_t zero_point;
};

// The bits of a binary16 number as binary32: exact (IEEE 754-2008, 3.6).
uint32_t Widen(uint32_t half) {
  const uint32_t sign = (half & 0x8000) << 16;
  const uint32_t exponent = half >> 10 & 31;
  uint32_t fraction = half & 0x3FF;
  if (exponent == 31) return sign | 0x7F800000u | fraction << 13;  // infinity, NaN
  if (exponent != 0) return sign | (exponent + 112) << 23 | fraction << 13;
  if (fraction == 0) return sign;
  // Subnormal: the leading one goes to bit 10.
  const auto shift = static_cast<uint32_t>(__builtin_clz(fraction)) - 21;
  fraction = fraction << shift & 0x3FF;
  return sign | (113 - shift) << 23 | fraction << 13;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  const TfLiteType from = InputTensor(context, node, 0)->type;
  const TfLiteType to = OutputTensor(context, node)->type;
  if (from == kTfLiteFloat16 && to == kTfLiteFloat32) return kTfLiteOk;
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
  if (input->type == kTfLiteFloat16) {
    for (int i = 0; i < elements; ++i) output[i] = FloatFromBits(Widen(input->data.ui16[i]));
    return kTfLiteOk;
  }
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
