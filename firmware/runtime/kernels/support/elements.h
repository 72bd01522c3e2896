// Element by element access to tensors whose type is known at run time.
#ifndef RUNTIME_KERNELS_ELEMENTS_H_
#define RUNTIME_KERNELS_ELEMENTS_H_

#include "kernels/support/kernel_support.h"

namespace tflite {

// Element `i` of an int8, uint8, int16 or int32 tensor.
int32_t IntegerAt(const TfLiteEvalTensor* tensor, int i);
void SetInteger(TfLiteEvalTensor* tensor, int i, int32_t value);

// prepare of operators of one input and one output with the same shape; types are not looked at.
TfLiteStatus PrepareElementwise(TfLiteContext* context, const TfLiteNode* node);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_ELEMENTS_H_
