#ifndef RUNTIME_CORE_TYPES_H_
#define RUNTIME_CORE_TYPES_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {

// Bytes of one element, 0 for a type of no fixed size; of 4-bit types, which are stored two a
// byte, 1.
uint32_t TypeBytes(TfLiteType type);

// Bytes of a tensor; false when a dimension is negative, the type has no fixed size, or the size
// does not fit 31 bits.
bool TensorBytes(const TfLiteIntArray* dims, TfLiteType type, uint32_t* bytes);

}  // namespace tflite

#endif  // RUNTIME_CORE_TYPES_H_
