// Programs that are linked to see how large they get; nobody runs them.
#ifndef FIRMWARE_APPS_SIZE_PROGRAM_H_
#define FIRMWARE_APPS_SIZE_PROGRAM_H_

#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/micro/micro_interpreter.h"

// One of core.cc, speech.cc.
[[noreturn]] void RunProgram();

// From the linker script.
extern "C" const uint8_t g_size_model[], g_size_model_bytes[];
extern uint8_t g_size_arena[1024];
extern volatile int8_t g_size_result;

// What every application does: allocate, write the input, invoke, read the output.
inline void UseInterpreter(tflite::MicroInterpreter* interpreter) {
  if (interpreter->AllocateTensors() != kTfLiteOk) return;
  interpreter->input(0)->data.int8[0] = 1;
  if (interpreter->Invoke() != kTfLiteOk) return;
  g_size_result = interpreter->output(0)->data.int8[0];
}

#endif  // FIRMWARE_APPS_SIZE_PROGRAM_H_
