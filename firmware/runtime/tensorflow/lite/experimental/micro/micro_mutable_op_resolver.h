// The resolver of 2019. It has the name of today's class template: a source file includes the one
// header or the other.
#ifndef TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_
#define TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_

#include "tensorflow/lite/c/c_api_internal.h"
#include "tensorflow/lite/core/api/op_resolver.h"

#ifndef TFLITE_REGISTRATIONS_MAX
#define TFLITE_REGISTRATIONS_MAX (128)
#endif

namespace tflite {

// Versions are accepted and not compared: a registration answers all versions of its operator.
class MicroMutableOpResolver : public MicroOpResolver {
 public:
  MicroMutableOpResolver() : MicroOpResolver(storage_, TFLITE_REGISTRATIONS_MAX) {}
  MicroMutableOpResolver(const MicroMutableOpResolver&) = delete;
  MicroMutableOpResolver& operator=(const MicroMutableOpResolver&) = delete;

  void AddBuiltin(BuiltinOperator op, const TfLiteRegistration* registration, int min_version = 1,
                  int max_version = 1);
  // Neither `name` nor its characters are copied.
  void AddCustom(const char* name, const TfLiteRegistration* registration, int min_version = 1,
                 int max_version = 1);

  using MicroOpResolver::FindOp;
  const TFLMRegistration* FindOp(BuiltinOperator op, int) const { return FindOp(op); }
  const TFLMRegistration* FindOp(const char* op, int) const { return FindOp(op); }

 private:
  RegisteredOp storage_[TFLITE_REGISTRATIONS_MAX];
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_EXPERIMENTAL_MICRO_MICRO_MUTABLE_OP_RESOLVER_H_
