#include "apps/infer/operators.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

namespace infer {
namespace {

constexpr unsigned kOperators = 0
#define TFLM_OPERATOR(number, NAME, Method, options) +1
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) +1
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR
    ;

}  // namespace

const tflite::MicroOpResolver& Operators() {
  static tflite::MicroMutableOpResolver<kOperators> resolver;
#define TFLM_OPERATOR(number, NAME, Method, options) resolver.Method();
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) resolver.Method();
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR
  return resolver;
}

}  // namespace infer
