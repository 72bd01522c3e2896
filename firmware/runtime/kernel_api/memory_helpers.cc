#include "tensorflow/lite/micro/memory_helpers.h"

#include "core/types.h"

namespace tflite {

TfLiteStatus TfLiteTypeSizeOf(TfLiteType type, size_t* size) {
  constexpr TfLiteIntArray kScalar = {0};
  uint32_t bytes;
  if (!TensorBytes(&kScalar, type, &bytes)) return kTfLiteError;
  *size = bytes;
  return kTfLiteOk;
}

TfLiteStatus TfLiteEvalTensorByteLength(const TfLiteEvalTensor* eval_tensor, size_t* out_bytes) {
  uint32_t bytes;
  if (!TensorBytes(eval_tensor->dims, eval_tensor->type, &bytes)) return kTfLiteError;
  *out_bytes = bytes;
  return kTfLiteOk;
}

}  // namespace tflite
