// ABS, NEG and RSQRT: functions of one float32 or quantised int8 or int16.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/inverse_square_root.h"
#include "kernels/math/scale_arithmetic.h"
#include "kernels/support/elements.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kSignedTypes = Types(kTfLiteInt8, kTfLiteInt16, kTfLiteFloat32);

enum class Output : uint8_t {
  kStored,  // of int16 without quantisation: the largest number wraps
  kSame,    // the scale is that of the input
  kRescaled,
};

struct FunctionData {
  QuantizedMultiplier scale;  // ABS, NEG: input scale / output scale
  int32_t input_zero;
  int32_t output_zero;
  Output output;
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, OutputTensor(context, node), kSignedTypes));
  auto* data = static_cast<FunctionData*>(node->user_data);
  *data = {{0, 0}, 0, 0, Output::kStored};
  if (input->type == kTfLiteFloat32) return kTfLiteOk;
  if (input->type == kTfLiteInt16 && !IsQuantised(context, node->inputs->data[0])) {
    return kTfLiteOk;
  }
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  *data = {MultiplierOf(in.scale(), 1.0f, out.scale()), in.zero_point, out.zero_point,
           FloatBits(in.scale()) == FloatBits(out.scale()) ? Output::kSame : Output::kRescaled};
  return data->scale.shift <= 15 ? kTfLiteOk : Refuse("scales differ too much", data->scale.shift);
}

// What `value`, in the scale of the input and without zero point, is in the output.
int32_t ToOutput(const FunctionData& data, TfLiteType type, int32_t value) {
  if (data.output == Output::kStored) return value;
  int32_t low;
  int32_t high;
  TypeRange(type, &low, &high);
  if (data.output == Output::kRescaled) {
    value = Rescale(value, data.scale.multiplier, data.scale.shift);
  }
  return Clamp(value, low - data.output_zero, high - data.output_zero) + data.output_zero;
}

// Function: static Real(float), Integer(int32_t).
template <typename Function>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const FunctionData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    if (input->type == kTfLiteFloat32) {
      output->data.f[i] = Function::Real(input->data.f[i]);
    } else {
      const int32_t value = Function::Integer(IntegerAt(input, i) - data.input_zero);
      SetInteger(output, i, ToOutput(data, input->type, value));
    }
  }
  return kTfLiteOk;
}

struct Abs {
  static float Real(float x) { return FloatFromBits(FloatBits(x) & 0x7FFFFFFF); }
  static int32_t Integer(int32_t x) { return x < 0 ? -x : x; }
};

struct Neg {
  static float Real(float x) { return FloatFromBits(FloatBits(x) ^ 0x80000000); }
  static int32_t Integer(int32_t x) { return -x; }
};

// --- RSQRT: the root of the number without its scale, times that of the scale.

constexpr int kFraction = 20;  // of the root
constexpr int kRootBits = 39;

// Root of a scale with kRootBits bits, digit by digit.
Real SquareRoot(float scale) {
  Real x = Decode(scale);
  Normalise(&x, 23);
  // An even exponent, and the first two digits on top.
  uint64_t digits = x.mantissa << ((x.exponent & 1) != 0 ? 39 : 40);
  uint64_t root = 0;
  uint64_t rest = 0;
  for (int i = 0; i < kRootBits; ++i) {
    rest = rest << 2 | digits >> 62;
    digits <<= 2;
    const uint64_t trial = root << 2 | 1;
    root <<= 1;
    if (rest >= trial) {
      rest -= trial;
      root |= 1;
    }
  }
  // The mantissa had its point at bit 0, 40 or 39 places below the top.
  const int places = (x.exponent & 1) != 0 ? 39 : 40;
  return {root, (x.exponent - places) / 2 + 32 - kRootBits};
}

TfLiteStatus PrepareRsqrt(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(Prepare(context, node));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (type == kTfLiteFloat32) return kTfLiteOk;
  auto* data = static_cast<FunctionData*>(node->user_data);
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  if (type == kTfLiteInt16 && (in.zero_point != 0 || out.zero_point != 0)) {
    return Refuse("zero points of 16-bit tensors must be 0", in.zero_point);
  }
  const Real root = SquareRoot(in.scale());
  const Real scale = Decode(out.scale());
  const Real divisor = {root.mantissa * scale.mantissa, root.exponent + scale.exponent};
  data->scale = ToMultiplier(Divide({1, 0}, divisor, 53), 0);
  data->scale.shift -= kFraction;
  data->output = Output::kRescaled;
  return data->scale.shift <= 10 ? kTfLiteOk : Refuse("scales differ too much", data->scale.shift);
}

TfLiteStatus InvokeRsqrt(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const FunctionData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) {
    if (input->type == kTfLiteFloat32) {
      output->data.f[i] = 1.0f / SqrtFloat(input->data.f[i]);
      continue;
    }
    const int32_t value = IntegerAt(input, i) - data.input_zero;
    if (value < 0) return Refuse("root of a negative number; element", i);
    int32_t low;
    int32_t high;
    TypeRange(input->type, &low, &high);
    if (value == 0) {
      SetInteger(output, i, high);
      continue;
    }
    const QuantizedMultiplier inverse = InverseSquareRoot(value);
    const int32_t root = Rescale(1, inverse.multiplier, inverse.shift + kFraction);
    SetInteger(output, i, ToOutput(data, input->type, root));
  }
  return kTfLiteOk;
}

}  // namespace

#define FUNCTION_REGISTRATION(NAME, prepare, invoke)                            \
  const TFLMRegistration& Register_##NAME() {                                   \
    static constexpr TFLMRegistration kRegistration = {                         \
        InitData<FunctionData>, nullptr, prepare, invoke, nullptr, 0, nullptr}; \
    return kRegistration;                                                       \
  }

FUNCTION_REGISTRATION(ABS, Prepare, Invoke<Abs>)
FUNCTION_REGISTRATION(NEG, Prepare, Invoke<Neg>)
FUNCTION_REGISTRATION(RSQRT, PrepareRsqrt, InvokeRsqrt)

}  // namespace tflite
