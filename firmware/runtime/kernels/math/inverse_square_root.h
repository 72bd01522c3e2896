// 1 / sqrt(x) in fixed point.
#ifndef RUNTIME_KERNELS_INVERSE_SQUARE_ROOT_H_
#define RUNTIME_KERNELS_INVERSE_SQUARE_ROOT_H_

#include "kernels/math/quantization.h"

namespace tflite {

// For x >= 0; 0 counts as 1. The shift is to the right, 0 or negative.
QuantizedMultiplier InverseSquareRoot(int32_t x);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_INVERSE_SQUARE_ROOT_H_
