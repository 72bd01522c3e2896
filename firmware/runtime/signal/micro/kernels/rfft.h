// Registrations of SignalRfft, of all types or one.
#ifndef SIGNAL_MICRO_KERNELS_RFFT_H_
#define SIGNAL_MICRO_KERNELS_RFFT_H_

#include "tensorflow/lite/c/common.h"

namespace tflite {
namespace tflm_signal {

TFLMRegistration* Register_RFFT();
TFLMRegistration* Register_RFFT_FLOAT();
TFLMRegistration* Register_RFFT_INT16();
TFLMRegistration* Register_RFFT_INT32();

}  // namespace tflm_signal
}  // namespace tflite

#endif  // SIGNAL_MICRO_KERNELS_RFFT_H_
