// BROADCAST_ARGS: the shape to which tensors of two shapes are broadcast. A shape may be empty,
// that of a scalar.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 2, 1));
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  if (IsStored(output)) return Refuse("an output is a constant");
  int longest = 0;
  for (int i = 0; i < 2; ++i) {
    const TfLiteEvalTensor* shape = InputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(
        ExpectSameType(context, shape, output, Types(kTfLiteInt32, kTfLiteInt64)));
    if (shape->dims->size != 1) return Refuse("shape is not a vector; input", i);
    if (shape->dims->data[0] > longest) longest = shape->dims->data[0];
  }
  return output->dims->size == 1 && output->dims->data[0] == longest
             ? kTfLiteOk
             : Refuse("output has not the length of the longer shape", longest);
}

// Dimension `i` counted from the last; those that are missing are 1.
int32_t Dimension(const TfLiteEvalTensor* shape, int i) {
  const int at = shape->dims->data[0] - 1 - i;
  return at < 0 ? 1 : IndexAt(shape, at);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int count = output->dims->data[0];
  for (int i = 0; i < count; ++i) {
    const int32_t a = Dimension(x, i);
    const int32_t b = Dimension(y, i);
    if (a != b && a != 1 && b != 1) return Refuse("shapes cannot be broadcast; size", b);
    const int32_t size = a == 1 ? b : a;
    if (output->type == kTfLiteInt32) {
      output->data.i32[count - 1 - i] = size;
    } else {
      output->data.i64[count - 1 - i] = size;
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_BROADCAST_ARGS() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
