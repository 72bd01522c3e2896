// Runs models that the host puts behind the image, as often as the host wants (mailbox.h). The host
// counts the instructions; nothing here is in between.
#include <stddef.h>

#include "apps/infer/interpreter.h"
#include "apps/infer/mailbox.h"
#include "boards/board.h"
#include "boards/common/cortex_m.h"
#include "tensorflow/lite/micro/debug_log.h"

extern "C" {

volatile InferMailbox g_infer_mailbox;

__attribute__((noinline, used)) void InferStop(InferStage stage) {
  __asm volatile("" ::"r"(stage) : "memory");
}

// The host reads the text at the call.
__attribute__((noinline, used)) void DebugLog(const char* format, va_list) {
  __asm volatile("" ::"r"(format) : "memory");
}

}  // extern "C"

namespace {

constexpr InferLayout kLayout = {
    sizeof(tflite::SubgraphAllocations),
    offsetof(tflite::SubgraphAllocations, nodes),
    offsetof(tflite::SubgraphAllocations, tensors),
    sizeof(tflite::NodeAndRegistration),
    offsetof(tflite::NodeAndRegistration, registration),
    offsetof(TFLMRegistration, invoke),
    sizeof(TfLiteEvalTensor),
    offsetof(TfLiteEvalTensor, data),
};

// Addresses have 32 bits on every board.
uint32_t Address(const void* pointer) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pointer));
}

void InvokeRepeatedly(infer::Interpreter* interpreter) {
  for (;;) {
    InferStop(kInferReady);
    if (g_infer_mailbox.more == 0) return;
    if (!interpreter->Run()) {
      InferStop(kInferInvokeFailed);
      return;
    }
    g_infer_mailbox.stack_used = board::GetMemoryUse().stack_peak;
    InferStop(kInferInvoked);
  }
}

void Run() {
  InferStop(kInferRequest);
  const void* model = reinterpret_cast<const void*>(g_infer_mailbox.model);
  if (tflite::VerifyModel(model, g_infer_mailbox.model_bytes) != kTfLiteOk) {
    InferStop(kInferInvalid);
    return;
  }
  tflite::MicroAllocator* allocator = tflite::MicroAllocator::Create(
      reinterpret_cast<uint8_t*>(g_infer_mailbox.arena), g_infer_mailbox.arena_bytes);
  if (allocator == nullptr) {
    InferStop(kInferAllocateFailed);
    return;
  }
  infer::Interpreter interpreter(model, allocator, g_infer_mailbox.resources);
  if (interpreter.AllocateTensors() != kTfLiteOk) {
    InferStop(kInferAllocateFailed);
    return;
  }
  g_infer_mailbox.arena_used = interpreter.arena_used_bytes();
  g_infer_mailbox.subgraphs = Address(interpreter.graph().GetAllocations());
  g_infer_mailbox.stack_used = board::GetMemoryUse().stack_peak;
  g_infer_mailbox.layout = Address(&kLayout);
  InvokeRepeatedly(&interpreter);
}

}  // namespace

int main() {
  // The console is for fault messages. No interrupts: their instructions would be counted.
  board::Init();
  cortex_m::DisableInterrupts();
  // The host ends it, or has another model.
  for (;;) {
    Run();
    InferStop(kInferDone);
  }
}
