#include "kernels/math/inverse_square_root.h"

#include "kernels/math/fixed_point.h"

namespace tflite {

QuantizedMultiplier InverseSquareRoot(int32_t x) {
  if (x <= 1) return {kMaxInt32, 0};
  // x = m * 4^k with m in [1/4, 1): bit 29 has the weight 1.
  int right = 11;
  for (; x >= 1 << 29; x /= 4) ++right;
  const int pairs = (__builtin_clz(static_cast<unsigned>(x)) - 1) / 2 - 1;
  right -= pairs;
  x <<= 2 * pairs;
  // Five steps of Newton's method, y = y * (3/2 - x/2 * y^2), from 1, in Q3.28.
  constexpr int32_t kOneAndHalf = 3 << 27;
  const int32_t half = RoundingShiftRight(x >> 1, 1);
  int32_t y = 1 << 28;
  for (int i = 0; i < 5; ++i) {
    const int32_t cube = SaturatingShiftLeft(HighMul(HighMul(y, y), y), 6);
    y = SaturatingShiftLeft(HighMul(kOneAndHalf, y) - HighMul(half, cube), 3);
  }
  constexpr int32_t kSqrtHalf = 1518500250;  // sqrt(1/2) * 2^31
  y = HighMul(y, kSqrtHalf);
  if (right >= 0) return {y, -right};
  return {ShiftLeftWrapping(y, -right), 0};
}

}  // namespace tflite
