// The way from sums to outputs, with the constants of a channel at hand: the bits of OutputOf.
#ifndef RUNTIME_KERNELS_FAST_OUTPUT_SCALE_H_
#define RUNTIME_KERNELS_FAST_OUTPUT_SCALE_H_

#include "kernels/convolution.h"

namespace tflite {

// A sum of so many products of 9 and 8 bits stays below 2^29.
constexpr int kMostProducts = 16384;

// Writes the outputs of channel `c` for `count` sums: out[0], out[step], ... Sums of at most
// kMostProducts products each.
void StoreOutputs(const ConvQuantization& q, const int32_t* bias, int c, const int32_t* sums,
                  int count, int8_t* out, int step);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_OUTPUT_SCALE_H_
