#include "tensorflow/lite/kernels/padding.h"

namespace tflite {

int ComputeOutSize(TfLitePadding padding, int image_size, int filter_size, int stride,
                   int dilation_rate) {
  if (stride == 0) return 0;
  const int extent = (filter_size - 1) * dilation_rate + 1;
  switch (padding) {
    case kTfLitePaddingSame:
      return (image_size + stride - 1) / stride;
    case kTfLitePaddingValid:
      return (image_size + stride - extent) / stride;
    default:
      return 0;
  }
}

int ComputePaddingWithOffset(int stride, int dilation_rate, int in_size, int filter_size,
                             int out_size, int* offset) {
  const int extent = (filter_size - 1) * dilation_rate + 1;
  int total = (out_size - 1) * stride + extent - in_size;
  if (total < 0) total = 0;
  *offset = total % 2;
  return total / 2;
}

TfLitePaddingValues ComputePaddingHeightWidth(int stride_height, int stride_width,
                                              int dilation_rate_height, int dilation_rate_width,
                                              int in_height, int in_width, int filter_height,
                                              int filter_width, TfLitePadding padding,
                                              int* out_height, int* out_width) {
  *out_width = ComputeOutSize(padding, in_width, filter_width, stride_width, dilation_rate_width);
  *out_height =
      ComputeOutSize(padding, in_height, filter_height, stride_height, dilation_rate_height);
  TfLitePaddingValues values;
  values.height = ComputePaddingWithOffset(stride_height, dilation_rate_height, in_height,
                                           filter_height, *out_height, &values.height_offset);
  values.width = ComputePaddingWithOffset(stride_width, dilation_rate_width, in_width, filter_width,
                                          *out_width, &values.width_offset);
  return values;
}

}  // namespace tflite
