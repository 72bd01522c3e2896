#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_H_
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"  // IWYU pragma: export
#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_TENSOR_H_
