// Functions of one float32: ABS, CEIL, COS, EXP, FLOOR, LOG, NEG, ROUND, RSQRT, SIN, SQRT, SQUARE;
// ABS of quantised int8 and int16 too.
#include "kernels/elements.h"
#include "kernels/fixed_point.h"
#include "kernels/float_math.h"
#include "kernels/quantization.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

float AbsFloat(float x) { return FloatFromBits(FloatBits(x) & 0x7FFFFFFF); }
float NegFloat(float x) { return FloatFromBits(FloatBits(x) ^ 0x80000000); }
float RsqrtFloat(float x) { return 1.0f / SqrtFloat(x); }
float SquareFloat(float x) { return x * x; }

TfLiteStatus PrepareTypes(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  const TfLiteType to = OutputTensor(context, node)->type;
  return type == to ? kTfLiteOk : RefuseType(to);
}

TfLiteStatus PrepareFloat(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareTypes(context, node));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  return type == kTfLiteFloat32 ? kTfLiteOk : RefuseType(type);
}

template <float (*kFunction)(float)>
TfLiteStatus InvokeFloat(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  float* output = MutableDataOf<float>(OutputTensor(context, node));
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) output[i] = kFunction(input->data.f[i]);
  return kTfLiteOk;
}

struct AbsData {
  QuantizedMultiplier ratio;  // input scale / output scale
  int32_t input_zero;
  int32_t output_zero;
  bool rescale;
};

TfLiteStatus PrepareAbs(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareTypes(context, node));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (type == kTfLiteFloat32) return kTfLiteOk;
  if (type != kTfLiteInt8 && type != kTfLiteInt16) return RefuseType(type);
  auto* data = static_cast<AbsData*>(node->user_data);
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  data->ratio = MultiplierOf(in.scale(), 1.0f, out.scale());
  data->input_zero = in.zero_point;
  data->output_zero = out.zero_point;
  data->rescale = FloatBits(in.scale()) != FloatBits(out.scale());
  return data->ratio.shift <= 15 ? kTfLiteOk : Refuse("scales differ too much", data->ratio.shift);
}

TfLiteStatus InvokeAbs(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  if (input->type == kTfLiteFloat32) return InvokeFloat<AbsFloat>(context, node);
  const auto& data = *static_cast<const AbsData*>(node->user_data);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  int32_t low;
  int32_t high;
  TypeRange(input->type, &low, &high);
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    const int32_t difference = IntegerAt(input, i) - data.input_zero;
    int32_t value = difference < 0 ? -difference : difference;
    if (data.rescale) value = Rescale(value, data.ratio.multiplier, data.ratio.shift);
    SetInteger(output, i,
               Clamp(value, low - data.output_zero, high - data.output_zero) + data.output_zero);
  }
  return kTfLiteOk;
}

}  // namespace

#define FLOAT_REGISTRATION(NAME, Function)                                           \
  const TFLMRegistration& Register_##NAME() {                                        \
    static constexpr TFLMRegistration kRegistration = {                              \
        nullptr, nullptr, PrepareFloat, InvokeFloat<Function>, nullptr, 0, nullptr}; \
    return kRegistration;                                                            \
  }

FLOAT_REGISTRATION(CEIL, CeilFloat)
FLOAT_REGISTRATION(COS, CosFloat)
FLOAT_REGISTRATION(EXP, ExpFloat)
FLOAT_REGISTRATION(FLOOR, FloorFloat)
FLOAT_REGISTRATION(LOG, LogFloat)
FLOAT_REGISTRATION(NEG, NegFloat)
FLOAT_REGISTRATION(ROUND, RoundToEvenFloat)
FLOAT_REGISTRATION(RSQRT, RsqrtFloat)
FLOAT_REGISTRATION(SIN, SinFloat)
FLOAT_REGISTRATION(SQRT, SqrtFloat)
FLOAT_REGISTRATION(SQUARE, SquareFloat)

const TFLMRegistration& Register_ABS() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<AbsData>, nullptr, PrepareAbs, InvokeAbs, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
