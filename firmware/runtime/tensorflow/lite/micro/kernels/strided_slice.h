#ifndef TENSORFLOW_LITE_MICRO_KERNELS_STRIDED_SLICE_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_STRIDED_SLICE_H_

#include "tensorflow/lite/micro/kernels/micro_ops.h"  // IWYU pragma: export

namespace tflite {

constexpr int kStridedSliceInputTensor = 0;
constexpr int kStridedSliceBeginTensor = 1;
constexpr int kStridedSliceEndTensor = 2;
constexpr int kStridedSliceStridesTensor = 3;
constexpr int kStridedSliceOutputTensor = 0;

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_KERNELS_STRIDED_SLICE_H_
