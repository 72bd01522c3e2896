// Checks outside of functions that can return a status.
#ifndef TENSORFLOW_LITE_KERNELS_OP_MACROS_H_
#define TENSORFLOW_LITE_KERNELS_OP_MACROS_H_

#include "tensorflow/lite/micro/micro_log.h"

#define TF_LITE_FATAL(message)    \
  do {                            \
    MicroPrintf("%s", (message)); \
    __builtin_trap();             \
  } while (0)

#define TF_LITE_ASSERT(condition)                \
  do {                                           \
    if (!(condition)) TF_LITE_FATAL(#condition); \
  } while (0)

#define TF_LITE_ASSERT_EQ(a, b)                      \
  do {                                               \
    if ((a) != (b)) TF_LITE_FATAL(#a " is not " #b); \
  } while (0)

#endif  // TENSORFLOW_LITE_KERNELS_OP_MACROS_H_
