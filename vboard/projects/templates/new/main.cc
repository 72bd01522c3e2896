// {{app}}: runs {{file}} once a second and prints its outputs.
#include "apps/common/banner.h"
#include "apps/common/console.h"
#include "boards/board.h"
#include "example.h"
#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/schema/schema_generated.h"
#include "{{name}}.h"
#include "{{name}}_operators.h"

// As measured with `vboard fit`; on a computer pointers take twice the bytes.
alignas(16) static uint8_t g_arena[{{arena}} * (sizeof(void*) / 4)];

extern "C" void DebugLog(const char* text, va_list) { console::Put(text); }

int main() {
  StartBoard("{{app}}");
  if (tflite::VerifyModel({{name}}, {{name}}_size) != kTfLiteOk) console::Fatal("damaged model");
  static {{name}}_resolver resolver;
  if ({{name}}_register(&resolver) != kTfLiteOk) console::Fatal("operators");
  static tflite::MicroInterpreter interpreter(tflite::GetModel({{name}}), resolver, g_arena,
                                              sizeof(g_arena));
  if (interpreter.AllocateTensors() != kTfLiteOk) console::Fatal("arena too small");
  console::Print("model: ", {{name}}_size, " bytes, arena ", interpreter.arena_used_bytes(),
                 " of ", sizeof(g_arena), " bytes\n");
  for (;;) {
    FillInputs(&interpreter);  // in place of the example: what the board measures
    if (interpreter.Invoke() != kTfLiteOk) console::Fatal("inference failed");
    PrintOutputs(&interpreter);
    for (const uint32_t start = board::Milliseconds(); board::Milliseconds() - start < 1000;)
      board::WaitForInterrupt();
  }
}
