// An input of the model, and how its outputs are printed.
#ifndef {{guard}}_EXAMPLE_H_
#define {{guard}}_EXAMPLE_H_

#include "tensorflow/lite/micro/micro_interpreter.h"

// Writes the example into the input tensors.
void FillInputs(tflite::MicroInterpreter* interpreter);

// Prints "output 0: 1 2 3", and "as on the host" or "not as on the host" behind the last.
void PrintOutputs(tflite::MicroInterpreter* interpreter);

#endif  // {{guard}}_EXAMPLE_H_
