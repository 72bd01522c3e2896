// The C types by their header of 2019.
#ifndef TENSORFLOW_LITE_C_C_API_INTERNAL_H_
#define TENSORFLOW_LITE_C_C_API_INTERNAL_H_

#include "tensorflow/lite/c/builtin_op_data.h"  // IWYU pragma: export
#include "tensorflow/lite/c/common.h"           // IWYU pragma: export

#endif  // TENSORFLOW_LITE_C_C_API_INTERNAL_H_
