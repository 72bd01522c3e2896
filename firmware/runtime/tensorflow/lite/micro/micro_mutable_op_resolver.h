// The operators that an application names, one Add… each.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_
#define TENSORFLOW_LITE_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_

#include "kernels/option_layouts.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"
#include "tensorflow/lite/micro/micro_op_resolver.h"

namespace tflite {

// Room for tOpCount operators. Every Add… is kTfLiteError, after a message, when the operator is
// there already or the table is full; each takes a registration of the caller's instead of the
// runtime's kernel.
template <unsigned int tOpCount>
class MicroMutableOpResolver : public MicroOpResolver {
 public:
  MicroMutableOpResolver() : MicroOpResolver(storage_, tOpCount) {}
  MicroMutableOpResolver(const MicroMutableOpResolver&) = delete;
  MicroMutableOpResolver& operator=(const MicroMutableOpResolver&) = delete;

  unsigned GetRegistrationLength() const { return count(); }

  // Neither `name` nor its characters are copied.
  TfLiteStatus AddCustom(const char* name, const TFLMRegistration* registration) {
    return Add(BuiltinOperator_CUSTOM, name, *registration, nullptr);
  }

#define TFLM_OPERATOR(number, NAME, Method, options)                              \
  TfLiteStatus Method(const TFLMRegistration& registration = Register_##NAME()) { \
    return Add(number, #NAME, registration, options);                             \
  }
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR

#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) \
  TfLiteStatus Method() { return AddCustom(name, Register_##NAME()); }
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR

 private:
  RegisteredOp storage_[tOpCount];
};

namespace micro {
using tflite::MicroMutableOpResolver;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_
