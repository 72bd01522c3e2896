// RESHAPE, SQUEEZE and EXPAND_DIMS: the output has the bytes of the input. Its shape is the one
// that the model gives to the output tensor.
#include "core/types.h"
#include "kernels/support/kernel_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  if (input->type != output->type) return RefuseOperatorType(context, output->type);
  const int elements = ElementCount(input->dims);
  return elements == ElementCount(output->dims) ? kTfLiteOk
                                                : Refuse("different numbers of elements", elements);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  uint32_t bytes = 0;
  TensorBytes(input->dims, input->type, &bytes);
  // Words first: the C library's memcpy would cost 236 bytes of flash for this one call.
  const uint8_t* from = input->data.uint8;
  uint8_t* to = output->data.uint8;
  const uint8_t* end = from + bytes;
  for (; end - from >= 4; from += 4, to += 4) __builtin_memcpy(to, from, 4);
  while (from != end) *to++ = *from++;
  return kTfLiteOk;
}

constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke, nullptr, 0, nullptr};

}  // namespace

const TFLMRegistration& Register_RESHAPE() { return kRegistration; }
const TFLMRegistration& Register_SQUEEZE() { return kRegistration; }
const TFLMRegistration& Register_EXPAND_DIMS() { return kRegistration; }

}  // namespace tflite
