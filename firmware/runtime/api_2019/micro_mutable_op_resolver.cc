#include "tensorflow/lite/experimental/micro/micro_mutable_op_resolver.h"

#include "kernels/support/option_layouts.h"

namespace tflite {
namespace {

const OptionsLayout* OptionsOf(int32_t code) {
  switch (code) {
#define TFLM_OPERATOR(number, NAME, Method, options) \
  case number:                                       \
    return options;
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
    default:
      return nullptr;
  }
}

const char* NameOf(int32_t code) {
  switch (code) {
#define TFLM_OPERATOR(number, NAME, Method, options) \
  case number:                                       \
    return #NAME;
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
    default:
      return "operator";
  }
}

TFLMRegistration Today(const TfLiteRegistration& registration) {
  return {registration.init,
          registration.free,
          registration.prepare,
          registration.invoke,
          nullptr,
          0,
          nullptr};
}

}  // namespace

void MicroMutableOpResolver::AddBuiltin(BuiltinOperator op, const TfLiteRegistration* registration,
                                        int, int) {
  Add(op, NameOf(op), Today(*registration), OptionsOf(op));
}

void MicroMutableOpResolver::AddCustom(const char* name, const TfLiteRegistration* registration,
                                       int, int) {
  Add(BuiltinOperator_CUSTOM, name, Today(*registration), nullptr);
}

}  // namespace tflite
