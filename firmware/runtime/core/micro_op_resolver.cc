#include "tensorflow/lite/micro/micro_op_resolver.h"

#include "core/text.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

bool SameText(const char* a, const char* b) {
  for (; *a == *b; ++a, ++b) {
    if (*a == '\0') return true;
  }
  return false;
}

const RegisteredOp* MicroOpResolver::Find(int32_t code, const char* custom_name) const {
  for (unsigned i = 0; i < count_; ++i) {
    const TFLMRegistration& registration = ops_[i].registration;
    if (registration.builtin_code != code) continue;
    if (code != BuiltinOperator_CUSTOM || SameText(registration.custom_name, custom_name)) {
      return &ops_[i];
    }
  }
  return nullptr;
}

const TFLMRegistration* MicroOpResolver::FindOp(BuiltinOperator op) const {
  const RegisteredOp* found = op == BuiltinOperator_CUSTOM ? nullptr : Find(op, nullptr);
  return found != nullptr ? &found->registration : nullptr;
}

const TFLMRegistration* MicroOpResolver::FindOp(const char* custom_name) const {
  const RegisteredOp* found = Find(BuiltinOperator_CUSTOM, custom_name);
  return found != nullptr ? &found->registration : nullptr;
}

TfLiteStatus MicroOpResolver::Add(int32_t code, const char* name,
                                  const TFLMRegistration& registration,
                                  const OptionsLayout* options) {
  const bool known = Find(code, name) != nullptr;
  if (known || count_ >= capacity_) {
    MicroPrintf("%s: %s (%u operators)", name, known ? "already registered" : "resolver is full",
                count_);
    return kTfLiteError;
  }
  RegisteredOp& op = ops_[count_++];
  op.registration = registration;
  op.registration.builtin_code = code;
  op.registration.custom_name = name;
  op.options = options;
  return kTfLiteOk;
}

}  // namespace tflite
