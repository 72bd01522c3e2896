#include "apps/infer/operators.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

namespace infer {
namespace {

constexpr unsigned kOperators = 0
#define TFLM_OPERATOR(number, NAME, Method, options) +1
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
    ;

}  // namespace

const tflite::MicroOpResolver& Operators() {
  static tflite::MicroMutableOpResolver<kOperators> resolver;
#define TFLM_OPERATOR(number, NAME, Method, options) resolver.Method();
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
  return resolver;
}

}  // namespace infer
