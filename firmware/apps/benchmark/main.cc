// Measures the model on the board: cycles of an inference, arena and stack. The input is the same
// everywhere, so boards with the same kernels print the same output.
#include "apps/common/banner.h"
#include "apps/common/console.h"
#include "apps/hotword/arena.h"
#include "apps/hotword/model.h"
#include "apps/hotword/runtime_log.h"
#include "boards/board.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace {

constexpr int kInferences = 3;

using Resolver = tflite::MicroMutableOpResolver<7>;

bool RegisterOperators(Resolver* resolver) {
  return resolver->AddConv2D() == kTfLiteOk && resolver->AddDepthwiseConv2D() == kTfLiteOk &&
         resolver->AddAveragePool2D() == kTfLiteOk && resolver->AddMaxPool2D() == kTfLiteOk &&
         resolver->AddFullyConnected() == kTfLiteOk && resolver->AddReshape() == kTfLiteOk &&
         resolver->AddSoftmax() == kTfLiteOk;
}

// Bytes of a linear congruential generator (Numerical Recipes, section 7.1), its upper ones.
void FillInputs(tflite::MicroInterpreter* interpreter) {
  uint32_t state = 1;
  for (size_t number = 0; number < interpreter->inputs_size(); ++number) {
    TfLiteTensor* input = interpreter->input(number);
    for (size_t i = 0; i < input->bytes; ++i) {
      state = state * 1664525u + 1013904223u;
      input->data.uint8[i] = static_cast<uint8_t>(state >> 24);
    }
  }
}

// FNV-1a over the bytes of all outputs.
uint32_t HashOutputs(tflite::MicroInterpreter* interpreter) {
  uint32_t hash = 2166136261u;
  for (size_t number = 0; number < interpreter->outputs_size(); ++number) {
    const TfLiteTensor* output = interpreter->output(number);
    for (size_t i = 0; i < output->bytes; ++i) hash = (hash ^ output->data.uint8[i]) * 16777619u;
  }
  return hash;
}

void Measure(tflite::MicroInterpreter* interpreter) {
  uint32_t least = UINT32_MAX;
  for (int number = 1; number <= kInferences; ++number) {
    FillInputs(interpreter);
    board::SetLed(board::kDescription.leds.inference, true);
    const uint32_t start = board::Cycles();
    const bool ok = interpreter->Invoke() == kTfLiteOk;
    const uint32_t cycles = board::Cycles() - start;
    board::SetLed(board::kDescription.leds.inference, false);
    if (!ok) console::Fatal("inference failed: ", runtime_log::First());
    console::Print("inference ", number, ": ", cycles, " cycles, outputs ",
                   HashOutputs(interpreter), "\n");
    if (cycles < least) least = cycles;
  }
  const board::MemoryUse use = board::GetMemoryUse();
  const uint32_t mhz = board::kDescription.core_clock_hz / 1'000'000;
  if (least == 0 || mhz == 0) {
    console::Put("cycles are not counted here\n");
    return;
  }
  console::Print("least: ", least, " cycles, ", least / mhz, " us at ", mhz, " MHz; stack ",
                 use.stack_peak, " of ", use.stack_size, " bytes\n");
}

}  // namespace

int main() {
  StartBoard("benchmark");
  if (tflite::VerifyModel(g_model, g_model_size) != kTfLiteOk) {
    console::Fatal("corrupt model ", kModelName, " of ", g_model_size,
                   " bytes: ", runtime_log::First());
  }
  static Resolver resolver;
  if (!RegisterOperators(&resolver)) console::Fatal("the operator table is too small");
  tflite::MicroInterpreter interpreter(tflite::GetModel(g_model), resolver, g_arena, kArenaBytes);
  if (interpreter.AllocateTensors() != kTfLiteOk) {
    console::Fatal("model ", kModelName, " with an arena of ", kArenaBytes,
                   " bytes: ", runtime_log::First());
  }
  console::Print("model: ", kModelName, ", ", g_model_size, " bytes, arena ",
                 interpreter.arena_used_bytes(), " of ", kArenaBytes, " bytes\n");
  Measure(&interpreter);
  console::Put("enter or the button: again\n");
  for (;;) {
    bool again = board::TakeButtonPress();
    for (int typed = board::ConsoleRead(); typed >= 0; typed = board::ConsoleRead())
      again = again || typed == '\r' || typed == '\n';
    if (again) Measure(&interpreter);
    board::WaitForInterrupt();
  }
}
