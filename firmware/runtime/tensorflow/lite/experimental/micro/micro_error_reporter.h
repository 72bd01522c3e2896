#ifndef TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_ERROR_REPORTER_H_
#define TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_ERROR_REPORTER_H_
#include "tensorflow/lite/experimental/micro/compatibility.h"          // IWYU pragma: export
#include "tensorflow/lite/micro/tflite_bridge/micro_error_reporter.h"  // IWYU pragma: export
#endif  // TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_ERROR_REPORTER_H_
