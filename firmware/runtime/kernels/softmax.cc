// SOFTMAX over the last dimension.
#include "kernels/fixed_point.h"
#include "kernels/kernel_support.h"
#include "kernels/quantization.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

// Differences to the maximum are held in Q5.26, sums of exponentials in Q12.19.
constexpr int kDifferenceIntegerBits = 5;
constexpr int kSumIntegerBits = 12;
constexpr int kMostClasses = 1 << (kSumIntegerBits + 1);  // the sum is unsigned

struct SoftmaxData {
  QuantizedMultiplier beta;  // beta * input scale, to Q5.26; its shift is to the left
  int32_t lowest;            // differences below this have no weight
};

int32_t ExpOfDifference(const SoftmaxData& data, int32_t difference) {
  const int32_t scaled =
      HighMul(ShiftLeftWrapping(difference, data.beta.shift), data.beta.multiplier);
  return ExpOfNegative(scaled, kDifferenceIntegerBits);
}

template <typename In, typename Out>
void SoftmaxRow(const SoftmaxData& data, const In* input, int depth, int32_t low, int32_t high,
                Out* output) {
  int32_t largest = input[0];
  for (int i = 1; i < depth; ++i) largest = input[i] > largest ? input[i] : largest;
  uint32_t sum = 0;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = input[i] - largest;
    if (difference >= data.lowest) {
      sum += static_cast<uint32_t>(
          RoundingShiftRight(ExpOfDifference(data, difference), kSumIntegerBits));
    }
  }
  // 1 / sum: a reciprocal of the mantissa, and the exponent as a shift.
  const int headroom = __builtin_clz(sum);
  const int32_t mantissa = static_cast<int32_t>((sum << headroom) - (1u << 31));
  const int32_t reciprocal = ReciprocalOfOnePlus(mantissa);
  const int shift = kSumIntegerBits - headroom + 31 - 8 * static_cast<int>(sizeof(Out));
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = input[i] - largest;
    int32_t value = low;
    if (difference >= data.lowest) {
      const int32_t share = HighMul(reciprocal, ExpOfDifference(data, difference));
      value = Clamp(RoundingShiftRight(share, shift) + low, low, high);
    }
    output[i] = static_cast<Out>(value);
  }
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  if (!TfLiteIntArrayEqual(input->dims, output->dims) || input->dims->size == 0) {
    return Refuse("input and output have different shapes", input->dims->size);
  }
  const int depth = input->dims->data[input->dims->size - 1];
  if (depth <= 0 || depth >= kMostClasses) return Refuse("too many classes", depth);
  const TfLiteType type = input->type;
  if (type != kTfLiteInt8 && type != kTfLiteUInt8) return RefuseType(type);
  if (output->type != type) return RefuseType(output->type);
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  const float beta = static_cast<const TfLiteSoftmaxParams*>(node->builtin_data)->beta;
  // The output is a probability in 1/256.
  const int32_t expected_zero = type == kTfLiteInt8 ? INT8_MIN : 0;
  if (out.zero_point != expected_zero || FloatBits(out.scale()) != FloatBits(1.0f / 256)) {
    return Refuse("output must have scale 1/256 and the lowest zero point", out.zero_point);
  }
  if (!IsValidScale(beta)) return Refuse("beta must be positive");

  auto* data = static_cast<SoftmaxData*>(node->user_data);
  data->beta = MultiplierOf(in.scale(), beta, 1.0f, 31 - kDifferenceIntegerBits);
  if (data->beta.shift > 31) data->beta = {kMaxInt32, 31};
  if (data->beta.shift < 0) return Refuse("input scale is too small", data->beta.shift);
  // floor(31 * 2^26 / 2^shift)
  data->lowest = -static_cast<int32_t>((int64_t{31} << 26) >> data->beta.shift);
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const SoftmaxData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int depth = input->dims->data[input->dims->size - 1];
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; i += depth) {
    if (input->type == kTfLiteInt8) {
      SoftmaxRow(data, DataOf<int8_t>(input) + i, depth, INT8_MIN, INT8_MAX,
                 MutableDataOf<int8_t>(output) + i);
    } else {
      SoftmaxRow(data, DataOf<uint8_t>(input) + i, depth, 0, UINT8_MAX,
                 MutableDataOf<uint8_t>(output) + i);
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_SOFTMAX() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<SoftmaxData>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
