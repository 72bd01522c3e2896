// The interpreter on any bytes: verify, load, plan, run. Nothing outside of the file and the arena
// may be touched (the sanitizers watch), the file may not change, and it must end.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"

extern "C" void DebugLog(const char*, va_list) {}

namespace {

// Operators left of an inference: a WHILE may well run for ever.
int g_budget;

template <const TFLMRegistration& (*kRegister)()>
TfLiteStatus InvokeWithinBudget(TfLiteContext* context, TfLiteNode* node) {
  return --g_budget < 0 ? kTfLiteError : kRegister().invoke(context, node);
}

template <const TFLMRegistration& (*kRegister)()>
const TFLMRegistration& Limited() {
  static const TFLMRegistration registration = [] {
    TFLMRegistration limited = kRegister();
    limited.invoke = InvokeWithinBudget<kRegister>;
    return limited;
  }();
  return registration;
}

class Operators : public tflite::MicroMutableOpResolver<160> {
 public:
  Operators() {
#define TFLM_OPERATOR(number, NAME, Method, options) Method(Limited<tflite::Register_##NAME>());
#include "tensorflow/lite/micro/kernels/operators.inc"
#undef TFLM_OPERATOR
#define TFLM_CUSTOM_OPERATOR(NAME, name, Method) Method();
#include "tensorflow/lite/micro/kernels/custom_operators.inc"
#undef TFLM_CUSTOM_OPERATOR
  }
};

// Memory whose both ends the sanitizer knows, at `offset` from a multiple of 16.
class Block {
 public:
  Block(size_t size, size_t offset)
      : memory_(static_cast<uint8_t*>(std::malloc(size + offset))), offset_(offset) {}
  ~Block() { std::free(memory_); }
  Block(const Block&) = delete;
  uint8_t* data() { return memory_ + offset_; }

 private:
  uint8_t* memory_;
  size_t offset_;
};

void Invoke(tflite::MicroInterpreter* interpreter) {
  for (size_t i = 0; i < interpreter->inputs_size(); ++i) {
    TfLiteTensor* input = interpreter->input(i);
    if (input->data.raw == nullptr || input->allocation_type == kTfLiteMmapRo) continue;
    for (size_t k = 0; k < input->bytes; ++k) input->data.uint8[k] = static_cast<uint8_t>(k * 37);
    // A bool is 0 or 1.
    for (size_t k = 0; input->type == kTfLiteBool && k < input->bytes; ++k) {
      input->data.uint8[k] = k % 2;
    }
  }
  g_budget = 200;
  if (interpreter->Invoke() != kTfLiteOk) return;
  volatile uint8_t sum = 0;
  for (size_t i = 0; i < interpreter->outputs_size(); ++i) {
    const TfLiteTensor* output = interpreter->output(i);
    if (output->data.raw == nullptr) continue;
    for (size_t k = 0; k < output->bytes; ++k) sum = sum + output->data.uint8[k];
  }
}

void Run(uint8_t* model, size_t size, size_t arena_bytes, size_t offset, bool preserve) {
  static const Operators operators;
  Block arena(arena_bytes, offset);
  if (tflite::VerifyModel(model, size) != kTfLiteOk) return;
  auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena_bytes);
  if (allocator == nullptr) return;
  if (preserve) {
    tflite::MicroInterpreter interpreter(model, size, operators, arena.data(), arena_bytes, nullptr,
                                         nullptr, true);
    if (interpreter.AllocateTensors() == kTfLiteOk) Invoke(&interpreter);
    return;
  }
  auto* variables = tflite::MicroResourceVariables::Create(allocator, 4);
  tflite::MicroInterpreter interpreter(tflite::GetModel(model), operators, allocator, variables);
  if (interpreter.AllocateTensors() != kTfLiteOk) return;
  Invoke(&interpreter);
  interpreter.Reset();
  Invoke(&interpreter);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  Block model(size, 0);
  std::memcpy(model.data(), data, size);
  // Any arena, from too small to enough.
  const size_t last = data[size - 1];
  Run(model.data(), size, 1 << 14, 0, false);
  Run(model.data(), size, last * 16 + data[size / 2] % 16, last % 16, last % 2 != 0);
  if (std::memcmp(model.data(), data, size) != 0) __builtin_trap();
  return 0;
}
