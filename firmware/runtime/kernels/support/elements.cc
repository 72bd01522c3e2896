#include "kernels/support/elements.h"

namespace tflite {

int32_t IntegerAt(const TfLiteEvalTensor* tensor, int i) {
  switch (tensor->type) {
    case kTfLiteInt8:
      return tensor->data.int8[i];
    case kTfLiteUInt8:
      return tensor->data.uint8[i];
    case kTfLiteInt16:
      return tensor->data.i16[i];
    default:
      return tensor->data.i32[i];
  }
}

void SetInteger(TfLiteEvalTensor* tensor, int i, int32_t value) {
  switch (tensor->type) {
    case kTfLiteInt8:
    case kTfLiteUInt8:
      tensor->data.uint8[i] = static_cast<uint8_t>(value);
      break;
    case kTfLiteInt16:
      tensor->data.i16[i] = static_cast<int16_t>(value);
      break;
    default:
      tensor->data.i32[i] = value;
  }
}

TfLiteStatus PrepareElementwise(TfLiteContext* context, const TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  const int elements = ElementCount(InputTensor(context, node, 0)->dims);
  return elements == ElementCount(OutputTensor(context, node)->dims)
             ? kTfLiteOk
             : Refuse("different numbers of elements", elements);
}

}  // namespace tflite
