#include "kernels/convolve_reference.h"

namespace tflite {

void ConvolveBytes(const ConvShape& shape, const ConvQuantization& q, uint8_t flip,
                   const uint8_t* input, const uint8_t* filter, const int32_t* bias,
                   uint8_t* output) {
  ConvolveReference(shape, q, flip, input, filter, bias, output);
}

}  // namespace tflite
