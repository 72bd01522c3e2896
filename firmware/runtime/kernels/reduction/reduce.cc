// MEAN, SUM, REDUCE_MAX, REDUCE_MIN and REDUCE_ALL over any axes.
#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kNumbers =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32);

struct ReduceData {
  QuantizedMultiplier scale;  // of the input to that of the output
  int32_t zero_in, zero_out;
};

// Dimensions that stay and dimensions that are reduced; steps in elements of the input.
struct Plan {
  StridedWalk kept, reduced;
  int32_t count = 1;  // elements that become one
};

TfLiteStatus MakePlan(TfLiteContext* context, TfLiteNode* node, Plan* plan) {
  const TfLiteIntArray* dims = InputTensor(context, node, 0)->dims;
  const TfLiteEvalTensor* axes = InputTensor(context, node, 1);
  unsigned mask = 0;
  const int count = ElementCount(axes->dims);
  for (int i = 0; i < count; ++i) {
    int axis;
    TF_LITE_ENSURE_STATUS(ResolveAxis(IndexAt(axes, i), dims->size, &axis));
    mask |= 1u << axis;
  }
  int32_t step = ElementCount(dims);
  int32_t outputs = 1;
  for (int d = 0; d < dims->size; ++d) {
    const int32_t size = dims->data[d];
    if (size != 0) step /= size;
    const bool reduce = (mask >> d & 1) != 0;
    (reduce ? plan->reduced : plan->kept).Add(size, step, 0);
    (reduce ? plan->count : outputs) *= size;
  }
  if (plan->count == 0) {
    plan->reduced = StridedWalk();
    plan->reduced.Add(0, 0, 0);
  }
  return outputs == ElementCount(OutputTensor(context, node)->dims)
             ? kTfLiteOk
             : Refuse("output has not the shape of the reduced input", outputs);
}

// *out++ = finish(accumulated) for every output.
template <typename T, typename Sum, typename Combine, typename Finish>
void Reduce(const T* input, Plan* plan, Sum start, T* out, Combine combine, Finish finish) {
  do {
    for (int32_t i = 0; i < plan->kept.row(); ++i) {
      const T* first = input + plan->kept.offset(0) + i * plan->kept.step(0);
      Sum sum = start;
      do {
        const T* x = first + plan->reduced.offset(0);
        const int32_t step = plan->reduced.step(0);
        const int32_t row = plan->reduced.row();
        for (int32_t k = 0; k < row; ++k) sum = combine(sum, x[k * step]);
      } while (plan->reduced.Next());
      *out++ = static_cast<T>(finish(sum));
    }
  } while (plan->kept.Next());
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node, uint32_t types) {
  auto* data = static_cast<ReduceData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1, 3));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* axes = InputTensor(context, node, 1);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, OutputTensor(context, node), types));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, axes, -1));
  if (IsStored(axes)) {
    Plan plan;
    TF_LITE_ENSURE_STATUS(MakePlan(context, node, &plan));
  }
  *data = {{1 << 30, 1}, 0, 0};
  if (!IsByte(input->type) && input->type != kTfLiteInt16) return kTfLiteOk;
  TensorQuantization from;
  TensorQuantization to;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &from));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &to));
  *data = {MultiplierOf(from.scale(), 1.0f, to.scale()), from.zero_point, to.zero_point};
  return data->scale.shift <= 30 ? kTfLiteOk : Refuse("scales differ too much", data->scale.shift);
}

TfLiteStatus PrepareAll(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node, Types(kTfLiteBool));
}

TfLiteStatus PrepareSum(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node, kNumbers);
}

TfLiteStatus PrepareExtreme(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(Prepare(context, node, kNumbers));
  const auto& data = *static_cast<const ReduceData*>(node->user_data);
  // A ratio of scales of 1 is 2^30 * 2^(1 - 31).
  if (data.scale.multiplier != 1 << 30 || data.scale.shift != 1 || data.zero_in != data.zero_out) {
    return Refuse("input and output are quantised differently", data.zero_out);
  }
  return kTfLiteOk;
}

// n / d cut, for n below 2^63, without a 64-bit division of the C library.
uint64_t Divide(uint64_t n, int32_t d) {
  uint64_t quotient = 0;
  uint64_t rest = 0;
  for (int bit = 62; bit >= 0; --bit) {
    rest = rest << 1 | (n >> bit & 1);
    quotient <<= 1;
    if (rest >= static_cast<uint64_t>(d)) {
      rest -= static_cast<uint64_t>(d);
      quotient |= 1;
    }
  }
  return quotient;
}

// Folds 1 / count into a multiplier.
QuantizedMultiplier DividedBy(QuantizedMultiplier scale, int32_t count) {
  int shift = 31 - __builtin_clz(static_cast<unsigned>(count));
  if (shift > 31 + scale.shift) shift = 31 + scale.shift;
  const uint64_t numerator = static_cast<uint64_t>(scale.multiplier) << shift;
  return {static_cast<int32_t>(Divide(numerator, count)), scale.shift - shift};
}

template <typename T>
void QuantisedSum(const TfLiteEvalTensor* input, Plan* plan, const ReduceData& data, bool mean,
                  TfLiteEvalTensor* output) {
  const QuantizedMultiplier scale = mean ? DividedBy(data.scale, plan->count) : data.scale;
  const uint32_t zeros = static_cast<uint32_t>(data.zero_in) * static_cast<uint32_t>(plan->count);
  int32_t low;
  int32_t high;
  TypeRange(input->type, &low, &high);
  Reduce(
      DataOf<T>(input), plan, int32_t{0}, MutableDataOf<T>(output),
      [](int32_t sum, T x) { return AddWrapping(sum, x); },
      [&](int32_t sum) {
        const int32_t centred = SubtractWrapping(sum, static_cast<int32_t>(zeros));
        const int32_t scaled = Rescale(centred, scale.multiplier, scale.shift);
        return Clamp(AddWrapping(scaled, data.zero_out), low, high);
      });
}

// Sums of INT32 wrap; a mean is cut towards zero.
void IntegerSum(const TfLiteEvalTensor* input, Plan* plan, bool mean, TfLiteEvalTensor* output) {
  Reduce(
      DataOf<int32_t>(input), plan, int64_t{0}, MutableDataOf<int32_t>(output),
      [](int64_t sum, int32_t x) { return sum + x; },
      [&](int64_t sum) {
        if (!mean) return sum;
        const uint64_t magnitude = static_cast<uint64_t>(sum < 0 ? -sum : sum);
        const auto quotient = static_cast<int64_t>(Divide(magnitude, plan->count));
        return sum < 0 ? -quotient : quotient;
      });
}

template <bool kMean>
TfLiteStatus InvokeSum(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const ReduceData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  Plan plan;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &plan));
  if (plan.count == 0 && input->type != kTfLiteFloat32) {
    // Of no integers the reference writes the number 0, whatever the zero point.
    constexpr uint8_t kZero = 0;
    FillElements(output->data.uint8, ByteCount(output), 1, &kZero);
  } else if (input->type == kTfLiteInt8) {
    QuantisedSum<int8_t>(input, &plan, data, kMean, output);
  } else if (input->type == kTfLiteUInt8) {
    QuantisedSum<uint8_t>(input, &plan, data, kMean, output);
  } else if (input->type == kTfLiteInt16) {
    QuantisedSum<int16_t>(input, &plan, data, kMean, output);
  } else if (input->type == kTfLiteInt32) {
    IntegerSum(input, &plan, kMean, output);
  } else {
    const float divisor = kMean ? static_cast<float>(plan.count) : 1.0f;
    Reduce(
        DataOf<float>(input), &plan, 0.0f, MutableDataOf<float>(output),
        [](float sum, float x) { return sum + x; },
        [divisor](float sum) { return kMean ? sum / divisor : sum; });
  }
  return kTfLiteOk;
}

template <typename T, bool kLargest>
void Extreme(const TfLiteEvalTensor* input, Plan* plan, T start, TfLiteEvalTensor* output) {
  Reduce(
      DataOf<T>(input), plan, start, MutableDataOf<T>(output),
      [](T best, T x) { return (kLargest ? x > best : x < best) ? x : best; },
      [](T best) { return best; });
}

template <bool kLargest>
TfLiteStatus InvokeExtreme(TfLiteContext* context, TfLiteNode* node) {
  constexpr float kFarthest = 3.402823466e38f;
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  Plan plan;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &plan));
  if (input->type == kTfLiteInt8) {
    Extreme<int8_t, kLargest>(input, &plan, kLargest ? INT8_MIN : INT8_MAX, output);
  } else if (input->type == kTfLiteUInt8) {
    Extreme<uint8_t, kLargest>(input, &plan, kLargest ? 0 : UINT8_MAX, output);
  } else if (input->type == kTfLiteInt16) {
    Extreme<int16_t, kLargest>(input, &plan, kLargest ? INT16_MIN : INT16_MAX, output);
  } else if (input->type == kTfLiteInt32) {
    Extreme<int32_t, kLargest>(input, &plan, kLargest ? INT32_MIN : INT32_MAX, output);
  } else {
    Extreme<float, kLargest>(input, &plan, kLargest ? -kFarthest : kFarthest, output);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeAll(TfLiteContext* context, TfLiteNode* node) {
  Plan plan;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &plan));
  Reduce(
      DataOf<uint8_t>(InputTensor(context, node, 0)), &plan, true,
      MutableDataOf<uint8_t>(OutputTensor(context, node)),
      [](bool all, uint8_t x) { return all && x != 0; }, [](bool all) { return all; });
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_MEAN() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReduceData>, nullptr, PrepareSum, InvokeSum<true>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_SUM() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReduceData>, nullptr, PrepareSum, InvokeSum<false>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_REDUCE_MAX() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReduceData>, nullptr, PrepareExtreme, InvokeExtreme<true>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_REDUCE_MIN() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReduceData>, nullptr, PrepareExtreme, InvokeExtreme<false>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_REDUCE_ALL() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ReduceData>, nullptr, PrepareAll, InvokeAll, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
