// The operators that an application names, one Add… each.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_
#define TENSORFLOW_LITE_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_

#include "kernels/support/option_layouts.h"
#include "signal/micro/kernels/irfft.h"
#include "signal/micro/kernels/rfft.h"
#include "tensorflow/lite/micro/kernels/ethosu.h"
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
  // Of 2020: messages go to MicroPrintf.
  explicit MicroMutableOpResolver(ErrorReporter*) : MicroMutableOpResolver() {}
  MicroMutableOpResolver(const MicroMutableOpResolver&) = delete;
  MicroMutableOpResolver& operator=(const MicroMutableOpResolver&) = delete;

  unsigned GetRegistrationLength() const { return count(); }

  // Neither `name` nor its characters are copied.
  TfLiteStatus AddCustom(const char* name, const TFLMRegistration* registration) {
    return Add(BuiltinOperator_CUSTOM, name, *registration, nullptr);
  }
  TfLiteStatus AddCustom(const char* name, const TfLiteRegistration* registration) {
    const TFLMRegistration of_today = {registration->init,
                                       registration->free,
                                       registration->prepare,
                                       registration->invoke,
                                       nullptr,
                                       0,
                                       nullptr};
    return AddCustom(name, &of_today);
  }

#define TFLM_OPERATOR(number, NAME, Method, options)                              \
  TfLiteStatus Method(const TFLMRegistration& registration = Register_##NAME()) { \
    return Add(number, #NAME, registration, options);                             \
  }
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR

#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) \
  TfLiteStatus Method() { return AddCustom(name, Register_##NAME()); }
#define TFLM_SIGNAL_OPERATOR(NAME, name, Method)                                               \
  TfLiteStatus Method(const TFLMRegistration* registration = tflm_signal::Register_##NAME()) { \
    return AddCustom(name, registration);                                                      \
  }
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR

  // What an Arm Ethos-U executes, where the application brings the kernel (kernels/ethosu.h);
  // without it nothing is added, and a model that needs it is refused by the operator's name.
  TfLiteStatus AddEthosU() {
    const TFLMRegistration* registration = Register_ETHOSU();
    return registration != nullptr ? AddCustom(GetString_ETHOSU(), registration) : kTfLiteOk;
  }

 private:
  RegisteredOp storage_[tOpCount];
};

namespace micro {
using tflite::MicroMutableOpResolver;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_
