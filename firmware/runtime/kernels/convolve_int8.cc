#include "kernels/convolve_reference.h"

namespace tflite {

int ConvolveInt8Scratch(const ConvShape&) { return 0; }

void ConvolveInt8(const ConvShape& shape, const ConvQuantization& q, const int8_t* input,
                  const int8_t* filter, const int32_t* bias, void*, int8_t* output) {
  ConvolveReference(shape, q, input, filter, bias, output);
}

}  // namespace tflite
