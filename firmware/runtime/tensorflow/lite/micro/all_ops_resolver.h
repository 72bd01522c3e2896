// Every operator of this runtime; convenient, and as large as all of them.
#ifndef TENSORFLOW_LITE_MICRO_ALL_OPS_RESOLVER_H_
#define TENSORFLOW_LITE_MICRO_ALL_OPS_RESOLVER_H_

#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

namespace tflite {

class AllOpsResolver : public MicroMutableOpResolver<160> {
 public:
  AllOpsResolver() {
#define TFLM_OPERATOR(number, NAME, Method, options) Method();
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) Method();
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR
  }
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_ALL_OPS_RESOLVER_H_
