// Sizes of sliding windows.
#ifndef RUNTIME_KERNELS_PADDING_H_
#define RUNTIME_KERNELS_PADDING_H_

#include "tensorflow/lite/c/builtin_op_data.h"

namespace tflite {

// Rows (or columns) of padding before the image such that `out` windows cover it: half of the
// total, the odd one goes after. kTfLiteError, after a message, when no window of this kind gives
// `out` from `in`.
TfLiteStatus PadBefore(TfLitePadding padding, int in, int out, int kernel, int stride, int dilation,
                       int* pad);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_PADDING_H_
