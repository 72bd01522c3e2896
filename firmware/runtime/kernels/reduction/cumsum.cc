// CUMSUM: running sums along an axis, of either end; exclusive: without the element itself.
#include "kernels/elementwise/byte_sums.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* axis = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(
      ExpectSameType(context, input, output, Types(kTfLiteInt8, kTfLiteInt32, kTfLiteFloat32)));
  TF_LITE_ENSURE_STATUS(ExpectSameShape(input, output));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, axis, 1));
  int resolved;
  if (IsStored(axis)) {
    TF_LITE_ENSURE_STATUS(ResolveAxis(IndexAt(axis, 0), input->dims->size, &resolved));
  }
  return input->type == kTfLiteInt8
             ? PrepareByteSums(context, node, static_cast<ByteSums*>(node->user_data))
             : kTfLiteOk;
}

// `add` makes a sum and an element the next sum, `finish` a sum an output.
template <typename T, typename Sum, typename Add, typename Finish>
void Run(const TfLiteCumsumParams& params, const TfLiteEvalTensor* input, int axis, Sum start,
         Add add, Finish finish, TfLiteEvalTensor* output) {
  const TfLiteIntArray* dims = input->dims;
  const int outer = ElementCount(dims, 0, axis);
  const int size = dims->data[axis];
  const int inner = ElementCount(dims, axis + 1, dims->size);
  const int step = params.reverse ? -inner : inner;
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < inner; ++i) {
      int at = o * size * inner + i + (params.reverse ? (size - 1) * inner : 0);
      Sum sum = start;
      for (int k = 0; k < size; ++k, at += step) {
        const Sum before = sum;
        sum = add(sum, DataOf<T>(input)[at]);
        MutableDataOf<T>(output)[at] = finish(params.exclusive ? before : sum);
      }
    }
  }
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteCumsumParams*>(node->builtin_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  int axis;
  TF_LITE_ENSURE_STATUS(
      ResolveAxis(IndexAt(InputTensor(context, node, 1), 0), input->dims->size, &axis));
  if (input->type == kTfLiteInt8) {
    const auto& sums = *static_cast<const ByteSums*>(node->user_data);
    Run<int8_t>(
        params, input, axis, sums.Start(),
        [&sums](int32_t sum, int8_t x) { return AddWrapping(sum, sums.Term(x)); },
        [&sums](int32_t sum) { return sums.Output(sum); }, output);
  } else if (input->type == kTfLiteInt32) {
    Run<int32_t>(
        params, input, axis, int32_t{0}, AddWrapping, [](int32_t sum) { return sum; }, output);
  } else {
    Run<float>(
        params, input, axis, 0.0f, [](float sum, float x) { return sum + x; },
        [](float sum) { return sum; }, output);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_CUMSUM() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ByteSums>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
