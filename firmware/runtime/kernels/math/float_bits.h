// Single-precision numbers as their bits (IEEE 754, binary32).
#ifndef RUNTIME_KERNELS_FLOAT_BITS_H_
#define RUNTIME_KERNELS_FLOAT_BITS_H_

#include <stdint.h>

namespace tflite {
namespace float_bits {

constexpr uint32_t kSign = 0x80000000u;
constexpr uint32_t kInfinity = 0x7F800000u;
constexpr uint32_t kNan = 0x7FC00000u;
constexpr int kFractionBits = 23;

inline uint32_t Bits(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, 4);
  return bits;
}

inline float FromBits(uint32_t bits) {
  float x;
  __builtin_memcpy(&x, &bits, 4);
  return x;
}

inline bool IsNan(uint32_t bits) { return (bits & ~kSign) > kInfinity; }

// Normalised mantissa (bit 23 set) of a positive finite number that is mantissa * 2^exponent.
inline uint32_t Decompose(uint32_t bits, int* exponent) {
  uint32_t mantissa = bits & 0x7FFFFF;
  *exponent = static_cast<int>(bits >> kFractionBits) - 150;
  if (*exponent == -150) {
    const int shift = __builtin_clz(mantissa) - 8;
    mantissa <<= shift;
    *exponent = -149 - shift;
  }
  return mantissa | 1u << kFractionBits;
}

}  // namespace float_bits
}  // namespace tflite

#endif  // RUNTIME_KERNELS_FLOAT_BITS_H_
