#ifndef TENSORFLOW_LITE_MICRO_KERNELS_LOGISTIC_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_LOGISTIC_H_
#include "tensorflow/lite/micro/kernels/micro_ops.h"  // IWYU pragma: export
#endif                                                // TENSORFLOW_LITE_MICRO_KERNELS_LOGISTIC_H_
