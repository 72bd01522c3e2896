// BROADCAST_TO: the shape is that of the output; input 1 only repeats it.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

// A walk in elements.
bool MakePlan(TfLiteContext* context, const TfLiteNode* node, StridedWalk* walk) {
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  return Broadcast(in, out, out, walk);
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1, 2));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* shape = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(
      context, input, output,
      Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteUInt16, kTfLiteInt32, kTfLiteUInt32,
            kTfLiteInt64, kTfLiteUInt64, kTfLiteFloat32, kTfLiteBool)));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, shape, output->dims->size));
  for (int d = 0; IsStored(shape) && d < output->dims->size; ++d) {
    if (IndexAt(shape, d) != output->dims->data[d]) {
      return Refuse("output has not the shape that is asked for; dimension", d);
    }
  }
  StridedWalk walk;
  return MakePlan(context, node, &walk) ? kTfLiteOk
                                        : Refuse("shape cannot be broadcast", input->dims->size);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  StridedWalk walk;
  if (!MakePlan(context, node, &walk)) return kTfLiteError;
  const int bytes = ElementBytes(input->type);
  do {
    for (int32_t i = 0; i < walk.row(); ++i) {
      const uint8_t* from = input->data.uint8 + (walk.offset(0) + i * walk.step(0)) * bytes;
      FillElements(output->data.uint8 + (walk.offset(1) + i * walk.step(1)) * bytes, 1, bytes,
                   from);
    }
  } while (walk.Next());
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_BROADCAST_TO() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
