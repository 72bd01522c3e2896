// QUANTIZE: to an integer of another scale, from an integer or float32.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct QuantizeData {
  QuantizedMultiplier ratio;  // input scale / output scale
  int32_t input_zero;
  int32_t output_zero;
  float scale;
  int32_t low, high;
};

bool IsInteger(TfLiteType type) {
  return type == kTfLiteInt8 || type == kTfLiteUInt8 || type == kTfLiteInt16 ||
         type == kTfLiteInt32;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  auto* data = static_cast<QuantizeData*>(node->user_data);
  const TfLiteType from = InputTensor(context, node, 0)->type;
  const TfLiteType to = OutputTensor(context, node)->type;
  if (!IsInteger(to)) return RefuseOperatorType(context, to);
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  data->output_zero = out.zero_point;
  data->scale = out.scale();
  data->low = kMinInt32;
  data->high = kMaxInt32;
  if (to != kTfLiteInt32) TypeRange(to, &data->low, &data->high);
  if (from == kTfLiteFloat32) return kTfLiteOk;
  if (!IsInteger(from)) return RefuseOperatorType(context, from);
  TensorQuantization in;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  data->input_zero = in.zero_point;
  data->ratio = MultiplierOf(in.scale(), 1.0f, out.scale());
  return data->ratio.shift <= 30 ? kTfLiteOk : Refuse("scales differ too much", data->ratio.shift);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const QuantizeData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    int64_t value = data.output_zero;
    if (input->type == kTfLiteFloat32) {
      value += RoundToInt(input->data.f[i] / data.scale);
    } else {
      const uint32_t difference =
          static_cast<uint32_t>(IntegerAt(input, i)) - static_cast<uint32_t>(data.input_zero);
      value += Rescale(static_cast<int32_t>(difference), data.ratio.multiplier, data.ratio.shift);
    }
    value = value < data.low ? data.low : value > data.high ? data.high : value;
    SetInteger(output, i, static_cast<int32_t>(value));
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_QUANTIZE() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<QuantizeData>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
