#include "tensorflow/lite/micro/micro_resource_variable.h"

#include "core/text.h"
#include "core/types.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

MicroResourceVariables* MicroResourceVariables::Create(MicroAllocator* allocator,
                                                       int max_num_variables) {
  if (allocator == nullptr || max_num_variables < 0 || max_num_variables > UINT16_MAX) {
    return nullptr;
  }
  auto* variables = static_cast<MicroResourceVariables*>(allocator->AllocatePersistent(
      sizeof(MicroResourceVariables), alignof(MicroResourceVariables)));
  auto* records = static_cast<Variable*>(allocator->AllocatePersistent(
      sizeof(Variable) * static_cast<size_t>(max_num_variables), alignof(Variable)));
  if (variables == nullptr || records == nullptr) {
    allocator->ReportNeed("more than ", 0);
    return nullptr;
  }
  variables->variables_ = records;
  variables->count_ = 0;
  variables->capacity_ = max_num_variables;
  return variables;
}

int MicroResourceVariables::CreateIdIfNoneFound(const char* container, const char* shared_name) {
  for (int i = 0; i < count_; ++i) {
    const Variable& variable = variables_[i];
    if (SameText(variable.container, container) && SameText(variable.shared_name, shared_name)) {
      return i;
    }
  }
  if (count_ == capacity_) {
    MicroPrintf("no room for resource variable %s: %d allowed", shared_name, capacity_);
    return -1;
  }
  variables_[count_] = {container, shared_name, nullptr, 0, count_, 0};
  return count_++;
}

MicroResourceVariables::Variable* MicroResourceVariables::Find(int id, size_t bytes) {
  if (id >= 0 && id < count_) {
    Variable* variable = &variables_[id];
    if (variable->buffer != nullptr && variable->bytes == bytes) return variable;
  }
  MicroPrintf("resource variable %d: does not exist, is never assigned, or is not of %u bytes", id,
              static_cast<unsigned>(bytes));
  return nullptr;
}

TfLiteStatus MicroResourceVariables::Allocate(int id, TfLiteContext* context,
                                              const TfLiteTensor* tensor) {
  if (id >= 0 && id < count_ && variables_[id].buffer == nullptr) {
    Variable& variable = variables_[id];
    variable.buffer =
        static_cast<uint8_t*>(context->AllocatePersistentBuffer(context, tensor->bytes));
    if (variable.buffer == nullptr) return kTfLiteError;
    variable.bytes = static_cast<uint32_t>(tensor->bytes);
    variable.default_value = static_cast<int8_t>(tensor->params.zero_point);
    Reset(id);
  }
  return Find(id, tensor->bytes) != nullptr ? kTfLiteOk : kTfLiteError;
}

TfLiteStatus MicroResourceVariables::Read(int id, const TfLiteEvalTensor* tensor) {
  uint32_t bytes = 0;
  TensorBytes(tensor->dims, tensor->type, &bytes);
  const Variable* variable = Find(id, bytes);
  if (variable == nullptr) return kTfLiteError;
  for (uint32_t i = 0; i < bytes; ++i) tensor->data.uint8[i] = variable->buffer[i];
  return kTfLiteOk;
}

TfLiteStatus MicroResourceVariables::Assign(int id, size_t count_bytes, const void* input_buffer) {
  Variable* variable = Find(id, count_bytes);
  if (variable == nullptr) return kTfLiteError;
  const uint8_t* from = static_cast<const uint8_t*>(input_buffer);
  for (size_t i = 0; i < count_bytes; ++i) variable->buffer[i] = from[i];
  return kTfLiteOk;
}

void MicroResourceVariables::Reset(int id) {
  if (id < 0 || id >= count_ || variables_[id].buffer == nullptr) return;
  const Variable& variable = variables_[id];
  for (uint32_t i = 0; i < variable.bytes; ++i) {
    variable.buffer[i] = static_cast<uint8_t>(variable.default_value);
  }
}

TfLiteStatus MicroResourceVariables::ResetAll() {
  for (int i = 0; i < count_; ++i) Reset(i);
  return kTfLiteOk;
}

}  // namespace tflite
