// Registrations of the operators of 2019, to hand to MicroMutableOpResolver::AddBuiltin.
#ifndef TENSORFLOW_LITE_EXPERIMENTAL_MICRO_KERNELS_MICRO_OPS_H_
#define TENSORFLOW_LITE_EXPERIMENTAL_MICRO_KERNELS_MICRO_OPS_H_

#include "tensorflow/lite/c/c_api_internal.h"

namespace tflite {
namespace ops {
namespace micro {

TfLiteRegistration* Register_AVERAGE_POOL_2D();
TfLiteRegistration* Register_CONV_2D();
TfLiteRegistration* Register_DEPTHWISE_CONV_2D();
TfLiteRegistration* Register_FULLY_CONNECTED();
TfLiteRegistration* Register_MAX_POOL_2D();
TfLiteRegistration* Register_SOFTMAX();

}  // namespace micro
}  // namespace ops
}  // namespace tflite

#endif  // TENSORFLOW_LITE_EXPERIMENTAL_MICRO_KERNELS_MICRO_OPS_H_
