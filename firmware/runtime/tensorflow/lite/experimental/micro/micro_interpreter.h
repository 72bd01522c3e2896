// MicroInterpreter(model, resolver, &tensor_allocator, error_reporter).
#ifndef TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_INTERPRETER_H_
#define TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_INTERPRETER_H_

#include "tensorflow/lite/c/c_api_internal.h"                            // IWYU pragma: export
#include "tensorflow/lite/core/api/error_reporter.h"                     // IWYU pragma: export
#include "tensorflow/lite/core/api/op_resolver.h"                        // IWYU pragma: export
#include "tensorflow/lite/experimental/micro/simple_tensor_allocator.h"  // IWYU pragma: export
#include "tensorflow/lite/micro/micro_interpreter.h"                     // IWYU pragma: export

#endif  // TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_INTERPRETER_H_
