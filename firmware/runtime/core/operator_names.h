#ifndef RUNTIME_CORE_OPERATOR_NAMES_H_
#define RUNTIME_CORE_OPERATOR_NAMES_H_

#include <stdint.h>

namespace tflite {

// "CONV_2D" for 3; "?" for a number that has no name here.
const char* BuiltinOperatorName(int32_t code);

}  // namespace tflite

#endif  // RUNTIME_CORE_OPERATOR_NAMES_H_
