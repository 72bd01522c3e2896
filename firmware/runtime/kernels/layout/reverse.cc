// REVERSE_V2: the order of elements along some axes is turned round.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kReverseTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                         kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);

// A walk in bytes over the input, backwards along the axes, and the output; where it starts.
TfLiteStatus MakePlan(TfLiteContext* context, const TfLiteNode* node, StridedWalk* walk,
                      int32_t* start) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* axes = InputTensor(context, node, 1);
  const TfLiteIntArray* dims = input->dims;
  unsigned turned = 0;
  const int count = ElementCount(axes->dims);
  for (int i = 0; i < count; ++i) {
    int axis;
    TF_LITE_ENSURE_STATUS(ResolveAxis(IndexAt(axes, i), dims->size, &axis));
    if ((turned >> axis & 1) != 0) return Refuse("axis is given twice", axis);
    turned |= 1u << axis;
  }
  int32_t step = ByteCount(input);
  *start = 0;
  for (int d = 0; d < dims->size; ++d) {
    const int32_t size = dims->data[d];
    step /= size;
    const bool backwards = (turned >> d & 1) != 0;
    if (backwards) *start += (size - 1) * step;
    walk->Add(size, backwards ? -step : step, step);
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* axes = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, kReverseTypes));
  TF_LITE_ENSURE_STATUS(ExpectSameShape(input, output));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, axes, -1));
  StridedWalk walk;
  int32_t start = 0;
  return IsStored(axes) ? MakePlan(context, node, &walk, &start) : kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  StridedWalk walk;
  int32_t start = 0;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &walk, &start));
  CopyElements(walk, ElementBytes(input->type), input->data.uint8 + start,
               OutputTensor(context, node)->data.uint8);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_REVERSE_V2() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
