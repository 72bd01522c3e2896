// ARG_MAX and ARG_MIN: the first index of the largest or smallest number along an axis.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus ReadAxis(TfLiteContext* context, const TfLiteNode* node, int* axis) {
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  TF_LITE_ENSURE_STATUS(ResolveAxis(IndexAt(InputTensor(context, node, 1), 0), in->size, axis));
  const int outputs = ElementCount(OutputTensor(context, node)->dims);
  return ElementCount(in) / in->data[*axis] == outputs
             ? kTfLiteOk
             : Refuse("output has not the shape of the input without the axis", outputs);
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* axis = InputTensor(context, node, 1);
  TF_LITE_ENSURE_STATUS(ExpectType(context, InputTensor(context, node, 0)->type,
                                   Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt32, kTfLiteFloat32)));
  TF_LITE_ENSURE_STATUS(
      ExpectType(context, OutputTensor(context, node)->type, Types(kTfLiteInt32, kTfLiteInt64)));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, axis, 1));
  int resolved;
  return IsStored(axis) ? ReadAxis(context, node, &resolved) : kTfLiteOk;
}

template <typename T, bool kLargest>
void Search(const TfLiteEvalTensor* input, int axis, TfLiteEvalTensor* output) {
  const TfLiteIntArray* dims = input->dims;
  const int outer = ElementCount(dims, 0, axis);
  const int size = dims->data[axis];
  const int inner = ElementCount(dims, axis + 1, dims->size);
  const T* x = DataOf<T>(input);
  int written = 0;
  for (int o = 0; o < outer; ++o, x += size * inner) {
    for (int i = 0; i < inner; ++i) {
      int best = 0;
      for (int k = 1; k < size; ++k) {
        const T value = x[k * inner + i];
        const T champion = x[best * inner + i];
        if (kLargest ? value > champion : value < champion) best = k;
      }
      SetIndex(output, written++, best);
    }
  }
}

template <bool kLargest>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  int axis;
  TF_LITE_ENSURE_STATUS(ReadAxis(context, node, &axis));
  if (input->type == kTfLiteInt8) {
    Search<int8_t, kLargest>(input, axis, output);
  } else if (input->type == kTfLiteUInt8) {
    Search<uint8_t, kLargest>(input, axis, output);
  } else if (input->type == kTfLiteInt32) {
    Search<int32_t, kLargest>(input, axis, output);
  } else {
    Search<float, kLargest>(input, axis, output);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_ARG_MAX() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke<true>,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_ARG_MIN() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke<false>,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
