// Shape and data of a TfLiteTensor.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_CTYPES_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_CTYPES_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/types.h"

namespace tflite {

// Null for an absent tensor, shape of no dimensions.
template <typename T>
T* GetTensorData(TfLiteTensor* tensor) {
  return tensor != nullptr ? static_cast<T*>(tensor->data.data) : nullptr;
}
template <typename T>
const T* GetTensorData(const TfLiteTensor* tensor) {
  return tensor != nullptr ? static_cast<const T*>(tensor->data.data) : nullptr;
}
inline RuntimeShape GetTensorShape(const TfLiteTensor* tensor) {
  if (tensor == nullptr) return RuntimeShape();
  return RuntimeShape(tensor->dims->size, reinterpret_cast<const int32_t*>(tensor->dims->data));
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_CTYPES_H_
