// What RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR share.
#ifndef RUNTIME_KERNELS_RESIZE_H_
#define RUNTIME_KERNELS_RESIZE_H_

#include "kernels/support/tensor_support.h"

namespace tflite {

// Images of [batches, height, width, channels]. Heights and widths are at most 2^20, so that
// positions with 10 bits of fraction fit 32 bits.
TfLiteStatus PrepareResize(TfLiteContext* context, const TfLiteNode* node, uint32_t types);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_RESIZE_H_
