// Registrations of the built-in operators. Each names its own kernel only, so that the linker drops
// what an application does not add to its resolver.
#ifndef TENSORFLOW_LITE_MICRO_KERNELS_MICRO_OPS_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_MICRO_OPS_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {

#define TFLM_OPERATOR(number, NAME, Method, options) const TFLMRegistration& Register_##NAME();
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR

#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) const TFLMRegistration* Register_##NAME();
#define TFLM_SIGNAL_OPERATOR(NAME, name, Method) \
  namespace tflm_signal {                        \
  TFLMRegistration* Register_##NAME();           \
  }
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR

namespace tflm_signal {
TFLMRegistration* Register_OVERLAP_ADD_FLOAT();
TFLMRegistration* Register_OVERLAP_ADD_INT16();
}  // namespace tflm_signal

// The kernels of one kind of numbers (see kernels/support/typed_registration.h).
#define TFLM_TYPED_OPERATOR(NAME)                    \
  const TFLMRegistration& Register_##NAME##_INT8();  \
  const TFLMRegistration& Register_##NAME##_INT16(); \
  const TFLMRegistration& Register_##NAME##_FLOAT32();
#include "tensorflow/lite/micro/kernels/typed_operators.inc"
#undef TFLM_TYPED_OPERATOR

// Registrations of a few types that are one with another here.
#define TFLM_SAME_REGISTRATION(NAME, SAME) \
  inline const TFLMRegistration& Register_##NAME() { return Register_##SAME(); }
TFLM_SAME_REGISTRATION(CONV_2D_INT8REF, CONV_2D_INT8)
TFLM_SAME_REGISTRATION(SOFTMAX_INT8_INT16, SOFTMAX_INT16)
TFLM_SAME_REGISTRATION(QUANTIZE_FLOAT32_INT8, QUANTIZE)
TFLM_SAME_REGISTRATION(DEQUANTIZE_INT8, DEQUANTIZE)
TFLM_SAME_REGISTRATION(MEAN_INT8, MEAN)
TFLM_SAME_REGISTRATION(ADD_INT8, ADD)
TFLM_SAME_REGISTRATION(ADD_INT16, ADD)
TFLM_SAME_REGISTRATION(MUL_INT8, MUL)
TFLM_SAME_REGISTRATION(PAD_INT8, PAD)
TFLM_SAME_REGISTRATION(MAXIMUM_INT8, MAXIMUM)
TFLM_SAME_REGISTRATION(MINIMUM_INT8, MINIMUM)
TFLM_SAME_REGISTRATION(TRANSPOSE_INT8, TRANSPOSE)
#undef TFLM_SAME_REGISTRATION

// int8 activations with int8 or int4 weights.
const TFLMRegistration& Register_CONV_2D_INT4();
const TFLMRegistration& Register_DEPTHWISE_CONV_2D_INT4();
const TFLMRegistration& Register_FULLY_CONNECTED_INT4();

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_KERNELS_MICRO_OPS_H_
