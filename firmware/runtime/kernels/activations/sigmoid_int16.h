// LOGISTIC and TANH of 16-bit numbers by interpolation in a table.
#ifndef RUNTIME_KERNELS_SIGMOID_INT16_H_
#define RUNTIME_KERNELS_SIGMOID_INT16_H_

#include "kernels/activations/sigmoid_table.h"
#include "kernels/math/quantization.h"

namespace tflite {

// The power of two that is nearest to the scale; true when the scale is within a thousandth of an
// octave of it.
inline bool NearPowerOfTwo(float scale, int* log2) {
  const uint32_t bits = FloatBits(scale);
  const uint32_t fraction = bits & 0x7FFFFF;
  *log2 = static_cast<int>(bits >> 23) - 127 + (fraction >= 0x3504F3 ? 1 : 0);
  // 2^23 * (2^0.001 - 1) and 2^23 * (2^0.999 - 1)
  return fraction <= 5816 || fraction >= 8376984;
}

// The function at x * multiplier / 2^shift, a number with 12 bits after the point times 3: the
// table has 24 steps a unit for LOGISTIC, for TANH half of its argument has. The result is in
// 1/32768.
inline int32_t SigmoidInt16(bool is_tanh, QuantizedMultiplier scale, int32_t x) {
  const int shift = scale.shift;
  const int32_t round = shift > 0 ? 1 << (shift - 1) : 0;
  const int32_t t = (x * scale.multiplier + round) >> shift;
  const uint32_t magnitude = static_cast<uint32_t>(t < 0 ? -t : t);
  const int fraction_bits = is_tanh ? 8 : 9;
  const uint32_t index = magnitude >> fraction_bits;
  int32_t value = is_tanh ? 0xFFFF << 8 : 0x7FFF << 10;
  if (index < 255) {
    const uint32_t from = kSigmoidTable.values[index];
    const uint32_t step = kSigmoidTable.values[index + 1] - from;
    const uint32_t fraction = magnitude & ((1u << fraction_bits) - 1);
    value = static_cast<int32_t>((from << fraction_bits) + fraction * step);
  }
  if (is_tanh) return (t >= 0 ? value - (1 << 23) + 128 : (1 << 23) - value + 127) >> 8;
  return (t >= 0 ? value + 512 : (1 << 25) - value + 511) >> 10;
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_SIGMOID_INT16_H_
