// Fixed-point primitives. A quantised multiplier is a pair (multiplier, shift) that stands for
// multiplier * 2^(shift - 31); a positive shift is to the left.
#ifndef RUNTIME_KERNELS_FIXED_POINT_H_
#define RUNTIME_KERNELS_FIXED_POINT_H_

#include <stdint.h>

namespace tflite {

constexpr int32_t kMaxInt32 = INT32_MAX;
constexpr int32_t kMinInt32 = INT32_MIN;

// a * b / 2^31, rounded half up, saturated (one case: both are the smallest number).
inline int32_t HighMul(int32_t a, int32_t b) {
  if (a == b && a == kMinInt32) return kMaxInt32;
  return static_cast<int32_t>((static_cast<int64_t>(a) * b + (int64_t{1} << 30)) >> 31);
}

// x / 2^n, rounded half away from zero; n is 0..31.
inline int32_t RoundingShiftRight(int32_t x, int n) {
  const int32_t mask = static_cast<int32_t>((int64_t{1} << n) - 1);
  const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> n) + ((x & mask) > threshold ? 1 : 0);
}

inline int32_t ShiftLeftWrapping(int32_t x, int n) {
  return static_cast<int32_t>(static_cast<uint32_t>(x) << n);
}

// Of sizes that are checked later: a tensor without elements may have absurd other dimensions.
inline int MultiplyWrapping(int a, int b) {
  return static_cast<int>(static_cast<unsigned>(a) * static_cast<unsigned>(b));
}

// x * multiplier * 2^(shift - 31), rounded twice as the reference does. Static, as whatever uses
// it: of an inline function that is not inlined the linker would take the copy of the first source,
// and they differ.
static inline int32_t Rescale(int32_t x, int32_t multiplier, int shift) {
  const int left = shift > 0 ? shift : 0;
  const int right = shift > 0 ? 0 : -shift;
  return RoundingShiftRight(HighMul(ShiftLeftWrapping(x, left), multiplier), right);
}

inline int32_t Clamp(int32_t x, int32_t low, int32_t high) {
  return x < low ? low : x > high ? high : x;
}

inline int32_t SaturatingShiftLeft(int32_t x, int n) {
  const int64_t wide = static_cast<int64_t>(x) * (int64_t{1} << n);
  return wide > kMaxInt32 ? kMaxInt32 : wide < kMinInt32 ? kMinInt32 : static_cast<int32_t>(wide);
}

// exp(a) in Q0.31 for a <= 0 with `integer_bits` bits before the binary point (m in Q m.(31-m)).
int32_t ExpOfNegative(int32_t a, int integer_bits);

// 1 / (1 + a) in Q0.31 for a in [0, 1), Q0.31.
int32_t ReciprocalOfOnePlus(int32_t a);

// 2 / (1 + a) in Q2.29 for a in [0, 1), Q0.31.
int32_t TwoOverOnePlus(int32_t a);

// x * multiplier * 2^(shift - 31) for a wide sum, |x| < 2^47 and shift below 8: the multiplier is
// cut to 16 bits, and it is rounded once.
inline int32_t RescaleWide(int64_t x, int32_t multiplier, int shift) {
  const int32_t short_multiplier =
      multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
  const uint64_t product = static_cast<uint64_t>(x) * static_cast<uint32_t>(short_multiplier);
  const uint64_t rounded = product + (uint64_t{1} << (14 - shift));
  return static_cast<int32_t>(static_cast<int64_t>(rounded) >> (15 - shift));
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FIXED_POINT_H_
