// Tensors that an operator keeps from one inference to the next.
#ifndef RUNTIME_KERNELS_STATE_TENSOR_H_
#define RUNTIME_KERNELS_STATE_TENSOR_H_

#include "kernels/support/kernel_support.h"

namespace tflite {

// kTfLiteError, after a message, for a tensor that is no variable. A variable has memory of its
// own; the loader gives none to a constant that calls itself one.
TfLiteStatus ExpectVariable(TfLiteContext* context, int tensor_index);

// The same for input `i`, which must be there and have this many elements.
TfLiteStatus ExpectState(TfLiteContext* context, const TfLiteNode* node, int i, int elements);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_STATE_TENSOR_H_
