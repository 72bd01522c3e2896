// SHAPE: the dimensions of a tensor of any type, as INT32 or INT64.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectType(context, output->type, Types(kTfLiteInt32, kTfLiteInt64)));
  if (IsStored(output)) return Refuse("an output is a constant");
  const int rank = InputTensor(context, node, 0)->dims->size;
  return ElementCount(output->dims) == rank ? kTfLiteOk
                                            : Refuse("output has not the size of the rank", rank);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteIntArray* dims = InputTensor(context, node, 0)->dims;
  TfLiteEvalTensor* output = OutputTensor(context, node);
  for (int i = 0; i < dims->size; ++i) SetIndex(output, i, dims->data[i]);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_SHAPE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
