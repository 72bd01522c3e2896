// RELU and RELU6. Floats are compared as integers, so that no floating-point library is needed.
#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

struct ReluData {
  QuantizedMultiplier ratio;  // RELU: input scale / output scale
  int32_t input_zero;
  int32_t output_zero;
  int32_t low, high;
};

template <bool kSix>
TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  auto* data = static_cast<ReluData*>(node->user_data);
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (OutputTensor(context, node)->type != type) {
    return RefuseOperatorType(context, OutputTensor(context, node)->type);
  }
  if (type == kTfLiteFloat32) return kTfLiteOk;
  if ((TypesOf(kAllKinds) >> type & 1) == 0) return RefuseOperatorType(context, type);
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  data->input_zero = in.zero_point;
  data->output_zero = out.zero_point;
  if (kSix) {
    // In the numbers of the input: the output has the same scale.
    ActivationRange(kTfLiteActRelu6, type, in.scale(), in.zero_point, &data->low, &data->high);
    return kTfLiteOk;
  }
  ActivationRange(kTfLiteActRelu, type, out.scale(), out.zero_point, &data->low, &data->high);
  data->ratio = MultiplierFor(type, in.scale(), 1.0f, out.scale());
  return data->ratio.shift <= 30 ? kTfLiteOk : Refuse("scales differ too much", data->ratio.shift);
}

template <bool kSix>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const ReluData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    int32_t value = IntegerAt(input, i);
    if (input->type == kTfLiteFloat32) {
      // Positive floats are ordered as their bits are. NaN passes.
      const int32_t infinity = 0x7F800000;
      const int32_t six = static_cast<int32_t>(FloatBits(6.0f));
      const bool nan = (value & kMaxInt32) > infinity;
      if (value < 0 && !nan) value = 0;
      if (kSix && value > six && !nan) value = six;
    } else if (kSix) {
      value = Clamp(value, data.low, data.high);
    } else {
      value = Rescale(value - data.input_zero, data.ratio.multiplier, data.ratio.shift);
      value = Clamp(value, data.low - data.output_zero, data.high - data.output_zero) +
              data.output_zero;
    }
    SetInteger(output, i, value);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_RELU() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReluData>, nullptr, Prepare<false>, Invoke<false>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_RELU6() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReluData>, nullptr, Prepare<true>, Invoke<true>, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
