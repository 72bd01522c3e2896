#include "kernels/image/resize.h"

namespace tflite {

TfLiteStatus PrepareResize(TfLiteContext* context, const TfLiteNode* node, uint32_t types) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* size = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, types));
  const TfLiteIntArray* in = input->dims;
  const TfLiteIntArray* out = output->dims;
  if (in->size != 4 || out->size != 4 || in->data[0] != out->data[0] ||
      in->data[3] != out->data[3]) {
    return Refuse("expected 4 dimensions, same batches and channels", in->size);
  }
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, size, 2));
  for (int i = 0; i < 2; ++i) {
    if (IsStored(size) && IndexAt(size, i) != out->data[1 + i]) {
      return Refuse("output has not the size that is asked for", out->data[1 + i]);
    }
    if (in->data[1 + i] > 1 << 20 || out->data[1 + i] > 1 << 20) {
      return Refuse("image is too large", in->data[1 + i]);
    }
  }
  return kTfLiteOk;
}

}  // namespace tflite
