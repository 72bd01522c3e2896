// ConvolveInt8 in its small form. The fast one is fast/convolve_int8.cc.
#include "kernels/convolution/convolution.h"

namespace tflite {

int ConvolveInt8Scratch(const ConvShape&) { return 0; }

void ConvolveInt8(const ConvShape& shape, const ConvQuantization& q, const int8_t* input,
                  const int8_t* filter, const int32_t* bias, void*, int8_t* output) {
  ConvolveBytes(shape, q, 0, reinterpret_cast<const uint8_t*>(input),
                reinterpret_cast<const uint8_t*>(filter), bias, reinterpret_cast<uint8_t*>(output));
}

}  // namespace tflite
