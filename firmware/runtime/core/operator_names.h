#ifndef RUNTIME_CORE_OPERATOR_NAMES_H_
#define RUNTIME_CORE_OPERATOR_NAMES_H_

#include <stdint.h>

namespace tflite {

constexpr int kMostNameBytes = 32;

// Writes "CONV_2D" for 3 (kMostNameBytes at most, with NUL); nothing but the NUL for a number
// without a name here.
void BuiltinOperatorName(int32_t code, char* name);

}  // namespace tflite

#endif  // RUNTIME_CORE_OPERATOR_NAMES_H_
