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

// Signed bytes, or unsigned ones whose top bit is turned (flip 0x80): only differences count.
void SoftmaxRow(const SoftmaxData& data, uint8_t flip, const uint8_t* input, int depth,
                uint8_t* output) {
  int32_t largest = INT8_MIN;
  for (int i = 0; i < depth; ++i) {
    const int32_t x = static_cast<int8_t>(input[i] ^ flip);
    largest = x > largest ? x : largest;
  }
  uint32_t sum = 0;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = static_cast<int8_t>(input[i] ^ flip) - largest;
    if (difference >= data.lowest) {
      sum += static_cast<uint32_t>(
          RoundingShiftRight(ExpOfDifference(data, difference), kSumIntegerBits));
    }
  }
  // 1 / sum: a reciprocal of the mantissa, and the exponent as a shift.
  const int headroom = __builtin_clz(sum);
  const int32_t mantissa = static_cast<int32_t>((sum << headroom) - (1u << 31));
  const int32_t reciprocal = ReciprocalOfOnePlus(mantissa);
  const int shift = kSumIntegerBits - headroom + 31 - 8;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = static_cast<int8_t>(input[i] ^ flip) - largest;
    int32_t value = INT8_MIN;
    if (difference >= data.lowest) {
      const int32_t share = HighMul(reciprocal, ExpOfDifference(data, difference));
      value = Clamp(RoundingShiftRight(share, shift) + INT8_MIN, INT8_MIN, INT8_MAX);
    }
    output[i] = static_cast<uint8_t>(value ^ flip);
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
  const uint8_t flip = input->type == kTfLiteUInt8 ? 0x80 : 0;
  for (int i = 0; i < elements; i += depth) {
    SoftmaxRow(data, flip, DataOf<uint8_t>(input) + i, depth, MutableDataOf<uint8_t>(output) + i);
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
