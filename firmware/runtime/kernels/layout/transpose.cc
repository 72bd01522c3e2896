// TRANSPOSE.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kTransposeTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                           kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);

// A walk in bytes over the input, in the order of the output, and the output.
TfLiteStatus MakePlan(TfLiteContext* context, const TfLiteNode* node, StridedWalk* walk) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* permutation = InputTensor(context, node, 1);
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  int32_t steps[kMostDimensions];
  int32_t step = ByteCount(input);
  for (int d = 0; d < input->dims->size; ++d) {
    step /= input->dims->data[d];
    steps[d] = step;
  }
  int32_t to = ByteCount(input);
  unsigned seen = 0;
  for (int d = 0; d < out->size; ++d) {
    int from;
    TF_LITE_ENSURE_STATUS(ResolveAxis(IndexAt(permutation, d), out->size, &from));
    if ((seen >> from & 1) != 0) return Refuse("permutation repeats a dimension", from);
    seen |= 1u << from;
    if (input->dims->data[from] != out->data[d]) {
      return Refuse("output has not the permuted shape; dimension", d);
    }
    to /= out->data[d];
    walk->Add(out->data[d], steps[from], to);
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* permutation = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, kTransposeTypes));
  if (input->dims->size != output->dims->size) {
    return Refuse("input and output have different ranks", output->dims->size);
  }
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, permutation, input->dims->size));
  StridedWalk walk;
  return IsStored(permutation) ? MakePlan(context, node, &walk) : kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  StridedWalk walk;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &walk));
  CopyElements(walk, ElementBytes(input->type), input->data.uint8, output->data.uint8);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_TRANSPOSE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
