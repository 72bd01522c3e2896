// Programs that are linked to see how large they get; nobody runs them.
#ifndef FIRMWARE_APPS_SIZE_PROGRAM_H_
#define FIRMWARE_APPS_SIZE_PROGRAM_H_

#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/micro/micro_interpreter.h"

// One of core.cc, speech.cc.
void RunProgram();

// Volatile, so that nothing is known of the model when this is compiled.
extern const void* volatile g_size_model;
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
