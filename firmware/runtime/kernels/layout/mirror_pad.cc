// MIRROR_PAD: an image with its mirror image around, with (SYMMETRIC) or without (REFLECT) the
// elements at its edge.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kMirrorTypes =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32);

// Elements that are not repeated at an edge.
int EdgeOf(const TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteMirrorPaddingParams*>(node->builtin_data);
  return NumberIn(params.mode) == kTfLiteMirrorPaddingReflect ? 1 : 0;
}

TfLiteStatus CheckPaddings(TfLiteContext* context, const TfLiteNode* node) {
  const TfLiteEvalTensor* paddings = InputTensor(context, node, 1);
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  for (int d = 0; d < out->size; ++d) {
    const int32_t before = IndexAt(paddings, 2 * d);
    const int32_t after = IndexAt(paddings, 2 * d + 1);
    const int32_t most = in->data[d] - EdgeOf(node);
    if (before < 0 || after < 0 || before > most || after > most) {
      return Refuse("more padding than elements to mirror; dimension", d);
    }
    if (int64_t{before} + in->data[d] + after != out->data[d]) {
      return Refuse("padding does not fit the output; dimension", d);
    }
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* paddings = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, kMirrorTypes));
  if (input->dims->size != output->dims->size) {
    return Refuse("input and output have different ranks", output->dims->size);
  }
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, paddings, 2 * output->dims->size));
  return IsStored(paddings) ? CheckPaddings(context, node) : kTfLiteOk;
}

// The element of the input, of `size`, that is seen at `position` counted from its first.
int Mirrored(int position, int size, int edge) {
  if (position < 0) return edge - 1 - position;
  return position < size ? position : 2 * size - 1 - edge - position;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* paddings = InputTensor(context, node, 1);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(CheckPaddings(context, node));
  const TfLiteIntArray* in = input->dims;
  const TfLiteIntArray* out = output->dims;
  const int edge = EdgeOf(node);
  const int bytes = ElementBytes(output->type);
  const int count = ElementCount(out);
  int index[kMostDimensions] = {};
  for (int i = 0; i < count; ++i) {
    int from = 0;
    for (int d = 0; d < out->size; ++d) {
      const int position = index[d] - IndexAt(paddings, 2 * d);
      from = from * in->data[d] + Mirrored(position, in->data[d], edge);
    }
    FillElements(output->data.uint8 + i * bytes, 1, bytes, input->data.uint8 + from * bytes);
    for (int d = out->size - 1; d >= 0 && ++index[d] == out->data[d]; --d) index[d] = 0;
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_MIRROR_PAD() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
