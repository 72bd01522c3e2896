// Single-precision functions without a C library. Errors are in units in the last place, measured
// over the whole range by firmware/tests/runtime/float_math_test.cc.
#ifndef RUNTIME_KERNELS_FLOAT_MATH_H_
#define RUNTIME_KERNELS_FLOAT_MATH_H_

#include <stdint.h>

namespace tflite {

// Largest integer not above x, smallest not below, nearest (ties to even): exact. NaN and
// infinities are returned.
float FloorFloat(float x);
float CeilFloat(float x);
float RoundToEvenFloat(float x);

// The nearest integer, ties away from zero, limited to +-2^30; 0 for NaN.
int32_t RoundToInt(float x);

float ExpFloat(float x);          // 2 ulp; 0 and infinity outside of the range, subnormals included
float ExpMinusOneFloat(float x);  // exp(x) - 1: 2 ulp
float LogFloat(float x);          // 2 ulp
float SqrtFloat(float x);         // correctly rounded
float SinFloat(float x);          // 2 ulp, for every finite x
float CosFloat(float x);          // 2 ulp, for every finite x
float TanhFloat(float x);         // 3 ulp
float LogisticFloat(float x);     // 1 / (1 + exp(-x)): 3 ulp

// x / y rounded down, for y other than 0, and the rest of x / y cut towards zero (the sign is that
// of x): exact, but for quotients of 2^24 and more, which are those of the division.
float FloorDivFloat(float x, float y);
float ModFloat(float x, float y);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FLOAT_MATH_H_
