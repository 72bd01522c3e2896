// The name that micro_log.h had: MicroSnprintf.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_STRING_H_
#define TENSORFLOW_LITE_MICRO_MICRO_STRING_H_

#include "tensorflow/lite/micro/micro_log.h"  // IWYU pragma: export

#endif  // TENSORFLOW_LITE_MICRO_MICRO_STRING_H_
