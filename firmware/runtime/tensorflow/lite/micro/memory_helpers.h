// Addresses and sizes.
#ifndef TENSORFLOW_LITE_MICRO_MEMORY_HELPERS_H_
#define TENSORFLOW_LITE_MICRO_MEMORY_HELPERS_H_

#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

// `alignment` is a power of two.
inline size_t AlignSizeUp(size_t size, size_t alignment) {
  return (size + alignment - 1) & ~(alignment - 1);
}
template <typename T>
size_t AlignSizeUp(size_t count = 1) {
  return AlignSizeUp(sizeof(T) * count, alignof(T));
}
inline uint8_t* AlignPointerUp(uint8_t* data, size_t alignment) {
  return data + ((0 - reinterpret_cast<uintptr_t>(data)) & (alignment - 1));
}
inline uint8_t* AlignPointerDown(uint8_t* data, size_t alignment) {
  return data - (reinterpret_cast<uintptr_t>(data) & (alignment - 1));
}

// Bytes of one element; kTfLiteError for a type of no fixed size.
TfLiteStatus TfLiteTypeSizeOf(TfLiteType type, size_t* size);
// Bytes of a tensor.
TfLiteStatus TfLiteEvalTensorByteLength(const TfLiteEvalTensor* eval_tensor, size_t* out_bytes);
// Bytes of a tensor of the file and of one of its elements.
TfLiteStatus BytesRequiredForTensor(const Tensor& flatbuffer_tensor, size_t* bytes,
                                    size_t* type_size);
// Gives `output` dimensions of its own: those of the input with more of them.
TfLiteStatus AllocateOutputDimensionsFromInput(TfLiteContext* context, const TfLiteTensor* input1,
                                               const TfLiteTensor* input2, TfLiteTensor* output);

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MEMORY_HELPERS_H_
