// The operators that a graph may use.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_OP_RESOLVER_H_
#define TENSORFLOW_LITE_MICRO_MICRO_OP_RESOLVER_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/core/api/error_reporter.h"
#include "tensorflow/lite/micro/compatibility.h"
#include "tensorflow/lite/micro/micro_common.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

struct OptionsLayout;

// One registered operator; `options` says how its options are read (null: it has none).
struct RegisteredOp {
  TFLMRegistration registration;
  const OptionsLayout* options;
};

class MicroOpResolver {
 public:
  // Null when the operator is not registered.
  const TFLMRegistration* FindOp(BuiltinOperator op) const;
  const TFLMRegistration* FindOp(const char* custom_name) const;

  // `code` is BuiltinOperator_CUSTOM for an operator that is found by name.
  const RegisteredOp* Find(int32_t code, const char* custom_name) const;

 protected:
  MicroOpResolver(RegisteredOp* ops, unsigned capacity) : ops_(ops), capacity_(capacity) {}

  // The copy of the registration keeps `name` as its custom_name, for messages and profiles.
  TfLiteStatus Add(int32_t code, const char* name, const TFLMRegistration& registration,
                   const OptionsLayout* options);
  unsigned count() const { return count_; }

 private:
  RegisteredOp* ops_;
  unsigned capacity_;
  unsigned count_ = 0;
};

namespace micro {
using tflite::MicroOpResolver;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_OP_RESOLVER_H_
