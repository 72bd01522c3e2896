#include "kernels/convolve_reference.h"

namespace tflite {

void ConvolveUint8(const ConvShape& shape, const ConvQuantization& q, const uint8_t* input,
                   const uint8_t* filter, const int32_t* bias, uint8_t* output) {
  ConvolveReference(shape, q, input, filter, bias, output);
}

}  // namespace tflite
