#ifndef TENSORFLOW_LITE_CORE_C_COMMON_H_
#define TENSORFLOW_LITE_CORE_C_COMMON_H_
#include "tensorflow/lite/c/common.h"  // IWYU pragma: export
#endif                                 // TENSORFLOW_LITE_CORE_C_COMMON_H_
