#include "tensorflow/lite/experimental/micro/kernels/micro_ops.h"

#include "tensorflow/lite/experimental/micro/kernels/all_ops_resolver.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace ops {
namespace micro {
namespace {

TfLiteRegistration Of2019(const TFLMRegistration& registration) {
  return {registration.init,
          registration.free,
          registration.prepare,
          registration.invoke,
          nullptr,
          0,
          nullptr,
          1};
}

}  // namespace

#define REGISTRATION(NAME)                                                      \
  TfLiteRegistration* Register_##NAME() {                                       \
    static TfLiteRegistration registration = Of2019(tflite::Register_##NAME()); \
    return &registration;                                                       \
  }

REGISTRATION(AVERAGE_POOL_2D)
REGISTRATION(CONV_2D)
REGISTRATION(DEPTHWISE_CONV_2D)
REGISTRATION(FULLY_CONNECTED)
REGISTRATION(MAX_POOL_2D)
REGISTRATION(SOFTMAX)

#undef REGISTRATION

AllOpsResolver::AllOpsResolver() {
  AddBuiltin(BuiltinOperator_DEPTHWISE_CONV_2D, Register_DEPTHWISE_CONV_2D());
  AddBuiltin(BuiltinOperator_FULLY_CONNECTED, Register_FULLY_CONNECTED(), 1, 4);
  AddBuiltin(BuiltinOperator_MAX_POOL_2D, Register_MAX_POOL_2D());
  AddBuiltin(BuiltinOperator_SOFTMAX, Register_SOFTMAX());
  AddBuiltin(BuiltinOperator_CONV_2D, Register_CONV_2D());
  AddBuiltin(BuiltinOperator_AVERAGE_POOL_2D, Register_AVERAGE_POOL_2D());
}

}  // namespace micro
}  // namespace ops
}  // namespace tflite
