// The same with the verifier: the interpreter built with a size.
#include "apps/size/program.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

void RunProgram() {
  tflite::MicroMutableOpResolver<4> resolver;
  resolver.AddReshape();
  resolver.AddDepthwiseConv2D();
  resolver.AddFullyConnected();
  resolver.AddSoftmax();
  tflite::MicroInterpreter interpreter(g_size_model, reinterpret_cast<size_t>(g_size_model_bytes),
                                       resolver, g_size_arena, sizeof(g_size_arena));
  UseInterpreter(&interpreter);
  for (;;) continue;  // as firmware does: the interpreter is never destroyed
}
