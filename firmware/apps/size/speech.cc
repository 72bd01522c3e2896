// The core and the operators of the int8 micro_speech model.
#include "apps/size/program.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

void RunProgram() {
  tflite::MicroMutableOpResolver<4> resolver;
  resolver.AddReshape();
  resolver.AddDepthwiseConv2D();
  resolver.AddFullyConnected();
  resolver.AddSoftmax();
  tflite::MicroInterpreter interpreter(tflite::GetModel(g_size_model), resolver, g_size_arena,
                                       sizeof(g_size_arena));
  UseInterpreter(&interpreter);
  for (;;) continue;  // as firmware does: the interpreter is never destroyed
}
