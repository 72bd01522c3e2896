// SELECT_V2: elements of x where a condition is true, of y elsewhere; all three are broadcast.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kSelectTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                        kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 3, 1));
  const TfLiteEvalTensor* condition = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectType(context, condition->type, Types(kTfLiteBool)));
  for (int i = 1; i < 3; ++i) {
    const TfLiteEvalTensor* input = InputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, kSelectTypes));
    StridedWalk walk;
    if (!Broadcast(condition->dims, input->dims, output->dims, &walk)) {
      return Refuse("shapes cannot be broadcast to that of the output; input", i);
    }
  }
  return kTfLiteOk;
}

// Copies the elements of x where the condition is `wanted`.
void CopyWhere(const TfLiteEvalTensor* condition, bool wanted, const TfLiteEvalTensor* x,
               TfLiteEvalTensor* output) {
  StridedWalk walk;
  if (!Broadcast(condition->dims, x->dims, output->dims, &walk)) return;
  const int bytes = ElementBytes(x->type);
  uint8_t* to = output->data.uint8;
  do {
    for (int32_t i = 0; i < walk.row(); ++i, to += bytes) {
      if ((condition->data.uint8[walk.offset(0) + i * walk.step(0)] != 0) != wanted) continue;
      const int32_t from = walk.offset(1) + i * walk.step(1);
      FillElements(to, 1, bytes, x->data.uint8 + from * bytes);
    }
  } while (walk.Next());
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* condition = InputTensor(context, node, 0);
  CopyWhere(condition, true, InputTensor(context, node, 1), OutputTensor(context, node));
  CopyWhere(condition, false, InputTensor(context, node, 2), OutputTensor(context, node));
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_SELECT_V2() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
