// LOG_SOFTMAX along the last dimension: x - max - log(sum(exp(x - max))). INT8 in fixed point; the
// output has scale 1/16 and zero point 127.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

constexpr int kDifferenceIntegerBits = 5;  // of x - max and of the logarithm
constexpr int kSumIntegerBits = 12;
constexpr int kMostClasses = 1 << kSumIntegerBits;
constexpr int kOutputShift = 31 - kDifferenceIntegerBits - 4;  // to 1/16

struct LogSoftmaxData {
  QuantizedMultiplier scale;    // of a difference of inputs to Q5.26
  QuantizedMultiplier inverse;  // back, in whole numbers
  int32_t lowest;               // difference whose exponential counts
};

// 2^(31 - shift) / multiplier.
QuantizedMultiplier Inverse(const QuantizedMultiplier& m) {
  constexpr uint32_t kOne = uint32_t{1} << 30;
  const auto divisor = static_cast<uint32_t>(m.multiplier);
  if (divisor == kOne) return {1 << 30, 2 - m.shift};
  // kOne / divisor in (1/2, 1): 32 bits of it, of which the last rounds.
  uint32_t rest = kOne;
  uint64_t quotient = 0;
  for (int bit = 0; bit < 32; ++bit) {
    rest <<= 1;
    quotient <<= 1;
    if (rest >= divisor) {
      rest -= divisor;
      quotient |= 1;
    }
  }
  return {static_cast<int32_t>((quotient + 1) >> 1), 1 - m.shift};
}

// ln(x) of a sum x >= 1 in Q12.19, as Q5.26. x = r * 2^n with r near 2^-1/4, where
// ln(r * 2^1/4) is a quotient of polynomials of r - 2^-1/4; n counts in quarters.
int32_t LogOfSum(int32_t x) {
  constexpr int kWork = 6;  // integer bits of the sum of logarithms
  constexpr int32_t kLn2 = 1488522236;
  constexpr int32_t kRootOfRootOfHalf = 1805811301;
  constexpr int32_t kRootOfHalf = 1518500250;
  constexpr int32_t kQuarter = 1 << (31 - kWork - 2);
  // Coefficients with c = 2^1/4: 11/240 c, 1/20 c, 2/c - c, 1/4 c.
  constexpr int32_t kNumerator = 117049297;
  constexpr int32_t kSquare = 127690142;
  constexpr int32_t kConstant = 1057819769;
  constexpr int32_t kLinear = 638450708;

  // Two candidates for r, of x and of x * sqrt(1/2).
  const int zeros = __builtin_clz(static_cast<unsigned>(x));
  const int32_t r_whole =
      SaturatingShiftLeft(HighMul(SaturatingShiftLeft(x, zeros - 1), kRootOfHalf), 1);
  const int32_t n_whole = SaturatingShiftLeft(kSumIntegerBits - zeros, 31 - kWork) + kQuarter;
  const int32_t turned = HighMul(x, kRootOfHalf);
  const int headroom = __builtin_clz(static_cast<unsigned>(turned)) - 1;
  const int32_t r_half = SaturatingShiftLeft(x, headroom);
  const int32_t n_half = SaturatingShiftLeft(kSumIntegerBits - headroom, 31 - kWork) - kQuarter;
  const int32_t r = r_whole < r_half ? r_whole : r_half;
  const int32_t n = n_whole > n_half ? n_whole : n_half;

  const int64_t twice = int64_t{r} + kRootOfRootOfHalf;
  const auto mean = static_cast<int32_t>((twice + 1) / 2);
  const int32_t q = 2 * (r - kRootOfRootOfHalf);
  const int32_t square = HighMul(q, q);
  const int32_t numerator = HighMul(q, r) + HighMul(HighMul(q, square), kNumerator);
  const int32_t denominator =
      HighMul(mean, kConstant + q + HighMul(kSquare, square)) + HighMul(kLinear, q);
  const int32_t share =
      HighMul(RoundingShiftRight(numerator, kWork), ReciprocalOfOnePlus(denominator));
  return SaturatingShiftLeft(HighMul(n, kLn2) + share, kWork - kDifferenceIntegerBits);
}

void LogSoftmaxBytes(const LogSoftmaxData& data, const int8_t* input, int depth, int8_t* output) {
  const auto scaled = [&data](int32_t x) {
    return Rescale(x, data.scale.multiplier, data.scale.shift);
  };
  int32_t largest = INT8_MIN;
  for (int i = 0; i < depth; ++i) largest = input[i] > largest ? input[i] : largest;
  int32_t sum = 0;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = input[i] - largest;
    if (difference < data.lowest) continue;
    sum += RoundingShiftRight(ExpOfNegative(scaled(difference), kDifferenceIntegerBits),
                              kSumIntegerBits);
  }
  const int32_t log = LogOfSum(sum);
  // Below this the difference to the logarithm does not fit.
  const int32_t bound = Rescale(log + kMinInt32, data.inverse.multiplier, data.inverse.shift);
  const int32_t lowest = bound > data.lowest - 1 ? bound : data.lowest - 1;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = input[i] - largest;
    int32_t value = INT8_MIN;
    if (difference > lowest) {
      value = RoundingShiftRight(SubtractWrapping(scaled(difference), log), kOutputShift);
      value = Clamp(value + INT8_MAX, INT8_MIN, INT8_MAX);
    }
    output[i] = static_cast<int8_t>(value);
  }
}

void LogSoftmaxFloats(const float* input, int depth, float* output) {
  float largest = input[0];
  for (int i = 1; i < depth; ++i) largest = input[i] > largest ? input[i] : largest;
  float sum = 0.0f;
  for (int i = 0; i < depth; ++i) sum += ExpFloat(input[i] - largest);
  const float log = LogFloat(sum);
  for (int i = 0; i < depth; ++i) output[i] = input[i] - largest - log;
}

TfLiteStatus PrepareBytes(TfLiteContext* context, const TfLiteNode* node, LogSoftmaxData* data) {
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  if (out.zero_point != INT8_MAX || FloatBits(out.scale()) != FloatBits(1.0f / 16)) {
    return Refuse("output must have scale 1/16 and zero point 127", out.zero_point);
  }
  data->scale = MultiplierOf(in.scale(), 1.0f, 1.0f, 31 - kDifferenceIntegerBits);
  if (data->scale.shift > 31) data->scale = {kMaxInt32, 31};
  if (data->scale.shift < 1) return Refuse("input scale is too small", data->scale.shift);
  data->inverse = Inverse(data->scale);
  data->lowest = -static_cast<int32_t>((int64_t{31} << 26) >> data->scale.shift);
  return kTfLiteOk;
}

template <TypeSet kKinds>
struct LogSoftmax {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    int depth;
    TF_LITE_ENSURE_STATUS(ExpectRows(context, node, Types(kTfLiteInt8, kTfLiteFloat32), &depth));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds, kInt8Kinds | kFloatKinds));
    if (type == kTfLiteFloat32) return kTfLiteOk;
    if (depth >= kMostClasses) return Refuse("too many classes", depth);
    return PrepareBytes(context, node, static_cast<LogSoftmaxData*>(node->user_data));
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int depth = input->dims->data[input->dims->size - 1];
    const int elements = ElementCount(input->dims);
    for (int i = 0; i < elements; i += depth) {
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        LogSoftmaxFloats(input->data.f + i, depth, output->data.f + i);
      } else if ((kKinds & kInt8Kinds) != 0) {
        const auto& data = *static_cast<const LogSoftmaxData*>(node->user_data);
        LogSoftmaxBytes(data, input->data.int8 + i, depth, output->data.int8 + i);
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(LOG_SOFTMAX, LogSoftmaxData, LogSoftmax)

}  // namespace tflite
