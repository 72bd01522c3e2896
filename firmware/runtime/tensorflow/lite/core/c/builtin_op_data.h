#ifndef TENSORFLOW_LITE_CORE_C_BUILTIN_OP_DATA_H_
#define TENSORFLOW_LITE_CORE_C_BUILTIN_OP_DATA_H_
#include "tensorflow/lite/c/builtin_op_data.h"  // IWYU pragma: export
#endif                                          // TENSORFLOW_LITE_CORE_C_BUILTIN_OP_DATA_H_
