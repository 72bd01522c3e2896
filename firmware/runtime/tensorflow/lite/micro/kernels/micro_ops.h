// Registrations of the built-in operators. Each names its own kernel only, so that the linker drops
// what an application does not add to its resolver.
#ifndef TENSORFLOW_LITE_MICRO_KERNELS_MICRO_OPS_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_MICRO_OPS_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {

#define TFLM_OPERATOR(number, NAME, Method, options) const TFLMRegistration& Register_##NAME();
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_KERNELS_MICRO_OPS_H_
