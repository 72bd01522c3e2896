// SLICE: `size` elements of each dimension from `begin` on; a size of -1 is all that remains.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kSliceTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                       kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);

// A walk in bytes over the input and the output, and where it starts in the input.
TfLiteStatus MakePlan(TfLiteContext* context, const TfLiteNode* node, StridedWalk* walk,
                      int32_t* offset) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* begins = InputTensor(context, node, 1);
  const TfLiteEvalTensor* sizes = InputTensor(context, node, 2);
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  int32_t from = ByteCount(input);
  int32_t to = ByteCount(OutputTensor(context, node));
  *offset = 0;
  for (int d = 0; d < input->dims->size; ++d) {
    const int32_t extent = input->dims->data[d];
    const int32_t begin = IndexAt(begins, d);
    int32_t size = IndexAt(sizes, d);
    if (begin < 0 || begin > extent || size < -1) {
      return Refuse("slice out of range; dimension", d);
    }
    if (size == -1) size = extent - begin;
    if (size > extent - begin) return Refuse("slice out of range; dimension", d);
    if (size != out->data[d]) return Refuse("slice has not the size of the output; dimension", d);
    from /= extent;
    to /= size;
    *offset += begin * from;
    walk->Add(size, from, to);
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 3, 1, 6));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, kSliceTypes));
  const int rank = input->dims->size;
  if (output->dims->size != rank) {
    return Refuse("input and output have different ranks", output->dims->size);
  }
  bool stored = true;
  for (int i = 1; i < 3; ++i) {
    const TfLiteEvalTensor* tensor = InputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(ExpectIntegers(context, tensor, rank));
    stored = stored && IsStored(tensor);
  }
  StridedWalk walk;
  int32_t offset = 0;
  return stored ? MakePlan(context, node, &walk, &offset) : kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  StridedWalk walk;
  int32_t offset = 0;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &walk, &offset));
  CopyElements(walk, ElementBytes(input->type), input->data.uint8 + offset,
               OutputTensor(context, node)->data.uint8);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_SLICE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
