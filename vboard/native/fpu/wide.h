// Integers wider than the language has them, and shifts that keep a trace of what falls out.
#ifndef VBOARD_NATIVE_FPU_WIDE_H_
#define VBOARD_NATIVE_FPU_WIDE_H_

#include <cstdint>

namespace vboard::fpu {

// Leading zeros of `value`, which is not 0.
inline int LeadingZeros(uint64_t value) {
#if defined(__GNUC__) || defined(__clang__)
  return __builtin_clzll(value);
#else
  int zeros = 0;
  for (int step = 32; step != 0; step /= 2) {
    if (value >> (64 - step) == 0) {
      value <<= step;
      zeros += step;
    }
  }
  return zeros;
#endif
}

// `value` >> `count`; ones that fall out leave bit 0 set ("sticky").
constexpr uint64_t ShiftRightSticky(uint64_t value, int count) {
  if (count == 0) {
    return value;
  }
  if (count >= 64) {
    return value != 0 ? 1 : 0;
  }
  return value >> count | (value << (64 - count) != 0 ? 1 : 0);
}

struct Wide {
  uint64_t high;
  uint64_t low;
};

constexpr Wide Multiply(uint64_t a, uint64_t b) {
  const uint64_t a1 = a >> 32;
  const uint64_t a0 = a & 0xFFFFFFFF;
  const uint64_t b1 = b >> 32;
  const uint64_t b0 = b & 0xFFFFFFFF;
  const uint64_t low = a0 * b0;
  const uint64_t middle = a1 * b0 + (low >> 32);  // cannot overflow, nor can the next
  const uint64_t carried = a0 * b1 + (middle & 0xFFFFFFFF);
  return {a1 * b1 + (middle >> 32) + (carried >> 32), carried << 32 | (low & 0xFFFFFFFF)};
}

constexpr Wide operator+(Wide a, Wide b) {
  const uint64_t low = a.low + b.low;
  return {a.high + b.high + (low < a.low ? 1 : 0), low};
}

constexpr Wide operator-(Wide a, Wide b) {
  return {a.high - b.high - (a.low < b.low ? 1 : 0), a.low - b.low};
}

constexpr bool operator<(Wide a, Wide b) {
  return a.high != b.high ? a.high < b.high : a.low < b.low;
}

constexpr bool IsZero(Wide a) { return (a.high | a.low) == 0; }

constexpr Wide operator<<(Wide a, int count) {
  if (count == 0) {
    return a;
  }
  if (count >= 64) {
    return {a.low << (count - 64), 0};
  }
  return {a.high << count | a.low >> (64 - count), a.low << count};
}

constexpr Wide ShiftRightSticky(Wide a, int count) {
  if (count == 0) {
    return a;
  }
  if (count >= 64) {
    return {0, ShiftRightSticky(a.high, count - 64) | (a.low != 0 ? 1 : 0)};
  }
  const uint64_t lost = a.low << (64 - count) != 0 ? 1 : 0;
  return {a.high >> count, a.high << (64 - count) | a.low >> count | lost};
}

inline int LeadingZeros(Wide a) {
  return a.high != 0 ? LeadingZeros(a.high) : 64 + LeadingZeros(a.low);
}

}  // namespace vboard::fpu

#endif  // VBOARD_NATIVE_FPU_WIDE_H_
