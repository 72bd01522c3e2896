// The operator of models that were compiled for an Arm Ethos-U. The runtime has no driver for one:
// an application that does defines both functions, and the linker takes those.
#ifndef TENSORFLOW_LITE_MICRO_KERNELS_ETHOSU_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_ETHOSU_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {

// Null without a driver.
TFLMRegistration* Register_ETHOSU();

// The operator's name in the model; empty without a driver.
const char* GetString_ETHOSU();

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_KERNELS_ETHOSU_H_
