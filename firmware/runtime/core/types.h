#ifndef RUNTIME_CORE_TYPES_H_
#define RUNTIME_CORE_TYPES_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {

// Bytes of a tensor; false when a dimension is negative, the type has no fixed size, or the size
// does not fit 31 bits.
bool TensorBytes(const TfLiteIntArray* dims, TfLiteType type, uint32_t* bytes);

}  // namespace tflite

#endif  // RUNTIME_CORE_TYPES_H_
