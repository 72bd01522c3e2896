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

// Filled once: it is asked for by every interpreter.
class AllOperators : public tflite::MicroMutableOpResolver<kOperators> {
 public:
  AllOperators() {
#define TFLM_OPERATOR(number, NAME, Method, options) Method();
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) Method();
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR
  }
};

}  // namespace

const tflite::MicroOpResolver& Operators() {
  static const AllOperators resolver;
  return resolver;
}

}  // namespace infer
