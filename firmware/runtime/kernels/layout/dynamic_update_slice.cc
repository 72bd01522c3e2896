// DYNAMIC_UPDATE_SLICE: a copy of a tensor in which a smaller one takes the place from some
// position on. A position is moved to where all of the smaller tensor fits.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kUpdateTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                        kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 3, 1, 6));
  const TfLiteEvalTensor* operand = InputTensor(context, node, 0);
  const TfLiteEvalTensor* update = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, operand, output, kUpdateTypes));
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, operand, update, kUpdateTypes));
  TF_LITE_ENSURE_STATUS(ExpectSameShape(operand, output));
  const int rank = operand->dims->size;
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, InputTensor(context, node, 2), rank));
  if (update->dims->size != rank) return Refuse("update has another rank", update->dims->size);
  for (int d = 0; d < rank; ++d) {
    if (update->dims->data[d] > operand->dims->data[d]) {
      return Refuse("update is larger than the tensor; dimension", d);
    }
  }
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* operand = InputTensor(context, node, 0);
  const TfLiteEvalTensor* update = InputTensor(context, node, 1);
  const TfLiteEvalTensor* position = InputTensor(context, node, 2);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  FillElements(output->data.uint8, 1, ByteCount(operand), operand->data.uint8);
  if (ByteCount(update) == 0) return kTfLiteOk;
  StridedWalk walk;
  int32_t start = 0;
  int32_t from = ByteCount(update);
  int32_t to = ByteCount(output);
  for (int d = 0; d < operand->dims->size; ++d) {
    const int32_t size = update->dims->data[d];
    const int32_t last = operand->dims->data[d] - size;
    const int32_t given = IndexAt(position, d);
    from /= size;
    to /= operand->dims->data[d];
    start += (given < 0 ? 0 : given > last ? last : given) * to;
    walk.Add(size, from, to);
  }
  CopyElements(walk, ElementBytes(output->type), update->data.uint8, output->data.uint8 + start);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_DYNAMIC_UPDATE_SLICE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
