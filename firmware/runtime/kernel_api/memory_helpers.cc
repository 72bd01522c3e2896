#include "tensorflow/lite/micro/memory_helpers.h"

#include "core/types.h"
#include "tensorflow/lite/micro/micro_graph.h"

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

TfLiteStatus BytesRequiredForTensor(const Tensor& flatbuffer_tensor, size_t* bytes,
                                    size_t* type_size) {
  const TfLiteType type = ConvertTensorType(flatbuffer_tensor.type());
  uint32_t all;
  if (!TensorBytes(AsIntArray(flatbuffer_tensor.shape()), type, &all)) return kTfLiteError;
  *bytes = all;
  return TfLiteTypeSizeOf(type, type_size);
}

TfLiteStatus AllocateOutputDimensionsFromInput(TfLiteContext* context, const TfLiteTensor* input1,
                                               const TfLiteTensor* input2, TfLiteTensor* output) {
  TF_LITE_ENSURE(context, input1 != nullptr && input1->dims != nullptr);
  const bool second = input2 != nullptr && input2->dims->size > input1->dims->size;
  const TfLiteIntArray* from = second ? input2->dims : input1->dims;
  auto* dims = static_cast<TfLiteIntArray*>(
      context->AllocatePersistentBuffer(context, TfLiteIntArrayGetSizeInBytes(from->size)));
  TF_LITE_ENSURE(context, dims != nullptr);
  dims->size = from->size;
  for (int i = 0; i < from->size; ++i) dims->data[i] = from->data[i];
  output->dims = dims;
  return kTfLiteOk;
}

}  // namespace tflite
