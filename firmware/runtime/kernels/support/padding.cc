#include "kernels/support/padding.h"

#include "kernels/support/kernel_support.h"

namespace tflite {

TfLiteStatus PadBefore(TfLitePadding padding, int in, int out, int kernel, int stride, int dilation,
                       int* pad) {
  // Bounds that keep every product of a position within 31 bits.
  constexpr int kLargest = 1 << 14;
  const bool sane = in > 0 && kernel > 0 && stride > 0 && dilation > 0 && kernel <= kLargest &&
                    stride <= kLargest && dilation <= kLargest && in <= INT32_MAX / 4 &&
                    (dilation == 1 || kernel <= kLargest / dilation);
  if (!sane) return Refuse("window size, stride or dilation out of range", stride);
  const int extent = (kernel - 1) * dilation + 1;
  const int expected =
      padding == kTfLitePaddingSame ? (in + stride - 1) / stride : (in + stride - extent) / stride;
  if (out != expected || out <= 0) return Refuse("output size does not fit the window", out);
  const int total = (out - 1) * stride + extent - in;
  *pad = total > 0 ? total / 2 : 0;
  return kTfLiteOk;
}

}  // namespace tflite
