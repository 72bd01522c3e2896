// SOFTMAX over the last dimension.
#include "kernels/activations/softmax_int16.h"
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/support/typed_registration.h"

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

[[gnu::noinline]] int32_t ExpOfDifference(const SoftmaxData& data, int32_t difference) {
  const int32_t scaled =
      HighMul(ShiftLeftWrapping(difference, data.beta.shift), data.beta.multiplier);
  return ExpOfNegative(scaled, kDifferenceIntegerBits);
}

// Signed bytes, or unsigned ones whose top bit is turned (flip 0x80): only differences count.
// Probabilities in units of 2^-bits(Output).
template <typename Output>
void SoftmaxRow(const SoftmaxData& data, uint8_t flip, const uint8_t* input, int depth,
                Output* output) {
  constexpr int kOutputBits = 8 * sizeof(Output);
  constexpr int32_t kLowest = -(1 << (kOutputBits - 1));
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
  const int shift = kSumIntegerBits - headroom + 31 - kOutputBits;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = static_cast<int8_t>(input[i] ^ flip) - largest;
    int32_t value = kLowest;
    if (difference >= data.lowest) {
      const int32_t share = HighMul(reciprocal, ExpOfDifference(data, difference));
      value = Clamp(RoundingShiftRight(share, shift) + kLowest, kLowest, -1 - kLowest);
    }
    output[i] = static_cast<Output>(value ^ flip);
  }
}

void SoftmaxRow(float beta, const float* input, int depth, float* output) {
  float largest = input[0];
  for (int i = 1; i < depth; ++i) largest = input[i] > largest ? input[i] : largest;
  float sum = 0.0f;
  for (int i = 0; i < depth; ++i) {
    output[i] = ExpFloat((input[i] - largest) * beta);
    sum += output[i];
  }
  for (int i = 0; i < depth; ++i) output[i] /= sum;
}

template <bool kWide>
[[gnu::always_inline]] inline TfLiteStatus PrepareBytes(const TensorQuantization& in,
                                                        const TensorQuantization& out, float beta,
                                                        TfLiteType type, SoftmaxData* data) {
  // The output is a probability in 1/256 or 1/65536.
  const bool wide = kWide && type == kTfLiteInt16;
  const int32_t lowest = wide ? INT16_MIN : type == kTfLiteInt8 ? INT8_MIN : 0;
  const float scale = wide ? 1.0f / 65536 : 1.0f / 256;
  // The scale of 16-bit outputs may be 1/65535.
  const uint32_t distance = FloatBits(out.scale()) - FloatBits(scale);
  if (out.zero_point != lowest || distance > (wide ? 4096u : 0)) {
    return Refuse("output needs scale 1/256, lowest zero point", out.zero_point);
  }
  data->beta = MultiplierOf(in.scale(), beta, 1.0f, 31 - kDifferenceIntegerBits);
  if (data->beta.shift > 31) data->beta = {kMaxInt32, 31};
  if (data->beta.shift < 0) return Refuse("input scale is too small", data->beta.shift);
  // floor(31 * 2^26 / 2^shift)
  data->lowest = -static_cast<int32_t>((int64_t{31} << 26) >> data->beta.shift);
  return kTfLiteOk;
}

template <TypeSet kKinds>
struct Softmax {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    const TfLiteEvalTensor* output = OutputTensor(context, node);
    if (!TfLiteIntArrayEqual(input->dims, output->dims) || input->dims->size == 0) {
      return Refuse("different shapes", input->dims->size);
    }
    const int depth = input->dims->data[input->dims->size - 1];
    if (depth <= 0 || depth >= kMostClasses) return Refuse("too many classes", depth);
    const TfLiteType type = output->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    const bool wider =
        (kKinds & kInt16Kinds) != 0 && type == kTfLiteInt16 && input->type == kTfLiteInt8;
    if (input->type != type && !wider) return RefuseOperatorType(context, input->type);
    const float beta = static_cast<const TfLiteSoftmaxParams*>(node->builtin_data)->beta;
    if (!IsValidScale(beta)) return Refuse("beta must be positive");
    if (type == kTfLiteFloat32) return kTfLiteOk;
    auto* data = static_cast<SoftmaxData*>(node->user_data);
    TensorQuantization in;
    TensorQuantization out;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
    if ((kKinds & kInt16Kinds) != 0 && input->type == kTfLiteInt16) {
      return PrepareSoftmaxInt16(in, out, beta, &data->beta);
    }
    return PrepareBytes<(kKinds & kInt16Kinds) != 0>(in, out, beta, type, data);
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const SoftmaxData*>(node->user_data);
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int depth = input->dims->data[input->dims->size - 1];
    const int elements = ElementCount(input->dims);
    const uint8_t flip = input->type == kTfLiteUInt8 ? 0x80 : 0;
    for (int i = 0; i < elements; i += depth) {
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        const float beta = static_cast<const TfLiteSoftmaxParams*>(node->builtin_data)->beta;
        SoftmaxRow(beta, input->data.f + i, depth, output->data.f + i);
      } else if ((kKinds & kInt16Kinds) != 0 && input->type == kTfLiteInt16) {
        SoftmaxRowInt16(data.beta, input->data.i16 + i, depth, output->data.i16 + i);
      } else if ((kKinds & kInt16Kinds) != 0 && output->type == kTfLiteInt16) {
        SoftmaxRow(data, flip, input->data.uint8 + i, depth, output->data.i16 + i);
      } else if ((kKinds & kInt8Kinds) != 0) {
        SoftmaxRow(data, flip, input->data.uint8 + i, depth, output->data.uint8 + i);
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(SOFTMAX, SoftmaxData, Softmax)

}  // namespace tflite
