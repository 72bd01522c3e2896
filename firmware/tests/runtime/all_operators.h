// A resolver with every operator of the runtime.
#ifndef TESTS_RUNTIME_ALL_OPERATORS_H_
#define TESTS_RUNTIME_ALL_OPERATORS_H_

#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

class AllOperators : public tflite::MicroMutableOpResolver<160> {
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

#endif  // TESTS_RUNTIME_ALL_OPERATORS_H_
