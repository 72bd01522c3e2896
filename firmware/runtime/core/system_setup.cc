#include "tensorflow/lite/micro/system_setup.h"

namespace tflite {

// A board that has something to set up defines its own.
__attribute__((weak)) void InitializeTarget() {}

}  // namespace tflite
