// The core with the verifier: the interpreter built with a size.
#include "apps/size/program.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

void RunProgram() {
  tflite::MicroMutableOpResolver<1> resolver;
  tflite::MicroInterpreter interpreter(const_cast<const void*>(g_size_model), size_t{1024},
                                       resolver, g_size_arena, sizeof(g_size_arena));
  UseInterpreter(&interpreter);
}
