// What happens to the channels of a filter bank, one function on one channel: the arithmetic that
// the operators for audio features and the front end of the applications (firmware/frontend) share.
#ifndef RUNTIME_KERNELS_SIGNAL_CHANNEL_ARITHMETIC_H_
#define RUNTIME_KERNELS_SIGNAL_CHANNEL_ARITHMETIC_H_

#include <stdint.h>

#include "kernels/signal/log_table.h"

namespace tflite {
namespace signal {

inline int BitLength(uint32_t value) { return 32 - __builtin_clz(value); }  // value > 0

// floor(sqrt(value)), value > 0, by Newton's method from above.
inline uint32_t FloorSqrt(uint32_t value) {
  uint32_t root = 0xFFFFu >> ((32 - BitLength(value)) / 2);  // >= the square root
  for (;;) {
    const uint32_t next = (root + value / root) / 2;
    if (next >= root) return root;
    root = next;
  }
}

// Square root, rounded to the nearest integer; at most 0xFFFF for a value that fits 32 bits and
// 0xFFFFFFFF for others. The largest value is below 2^kBits.
template <int kBits = 64>
inline uint32_t RoundedSqrt(uint64_t value) {
  if (value == 0) return 0;
  const uint32_t high = static_cast<uint32_t>(value >> 32);
  if (high == 0) {
    const uint32_t low = static_cast<uint32_t>(value);
    const uint32_t root = FloorSqrt(low);
    return low - root * root > root && root != 0xFFFF ? root + 1 : root;
  }
  // The root of the leading 32 bits (at least 31 of them used), then one division for the others.
  const int half_shift = (BitLength(high) + 1) / 2;
  const uint32_t leading = FloorSqrt(static_cast<uint32_t>(value >> (2 * half_shift)));
  const uint64_t start = static_cast<uint64_t>(leading) << half_shift;
  const uint32_t rest = static_cast<uint32_t>((value - start * start) >> (half_shift + 1));
  uint64_t root = start + rest / leading;
  // The quotient is too large by at most one.
  if ((kBits > 62 && root >> 32 != 0) || root * root > value) --root;
  const bool up = value - root * root > root && (kBits <= 62 || root != UINT32_MAX);
  return static_cast<uint32_t>(up ? root + 1 : root);
}

// How the noise of a channel is followed. Fractions have `bits` bits, the estimate `estimate_bits`.
struct NoiseFilter {
  uint32_t follow;  // share of the signal in the new estimate
  uint32_t keep;    // share of the old estimate
  uint32_t floor;   // share of the signal that always remains
  int bits;
  int estimate_bits;
  bool clamp;  // the estimate never exceeds the signal
};

// Subtracts the noise estimate, which is updated, from the signal.
[[gnu::always_inline]] inline uint32_t SubtractNoise(const NoiseFilter& filter, uint32_t signal,
                                                     uint32_t* estimate) {
  const uint32_t scaled = signal << filter.estimate_bits;
  const uint64_t sum = static_cast<uint64_t>(scaled) * filter.follow +
                       static_cast<uint64_t>(*estimate) * filter.keep;
  const uint32_t noise = static_cast<uint32_t>(sum >> filter.bits);
  *estimate = filter.clamp && noise > scaled ? scaled : noise;
  const uint32_t clean = noise < scaled ? (scaled - noise) >> filter.estimate_bits : 0;
  const uint32_t floor =
      static_cast<uint32_t>((static_cast<uint64_t>(signal) * filter.floor) >> filter.bits);
  return clean > floor ? clean : floor;
}

// The gain over a noise estimate: a quadratic for each octave. `table` has the values at 0 and 1,
// then for each octave from 2 on three coefficients, in places that are `step` apart.
template <int step>
[[gnu::always_inline]] inline int32_t GainOver(uint32_t estimate, const int16_t* table) {
  if (estimate < 2) return table[estimate];
  const int octave = BitLength(estimate);
  const int16_t* coefficients = table + 2 + step * (octave - 2);
  // The ten bits below the leading one.
  const int32_t fraction =
      (octave < 11 ? estimate << (11 - octave) : estimate >> (octave - 11)) & 0x3FF;
  const int32_t slope = ((coefficients[2] * fraction) >> 5) + coefficients[1] * 32;
  const uint32_t rise = static_cast<uint32_t>(slope) * static_cast<uint32_t>(fraction);
  return coefficients[0] + (static_cast<int32_t>(rise + (1 << 14)) >> 15);
}

// A signal times its gain as a ratio to the noise, compressed: a square law below 2, linear above.
[[gnu::always_inline]] inline uint32_t Normalize(uint32_t signal, uint32_t gain, int ratio_shift) {
  constexpr uint32_t kKnee = 8192;  // 2 in Q12
  const uint32_t ratio =
      static_cast<uint32_t>((static_cast<uint64_t>(signal) * gain) >> ratio_shift);
  return ratio < kKnee ? (ratio * ratio) >> 20 : (ratio >> 6) - 64;
}

// `scale` times the natural logarithm of a value > 1, modulo 2^32 before the fraction is rounded
// off.
[[gnu::always_inline]] inline uint32_t ScaledLog(uint32_t value, uint32_t scale) {
  constexpr uint32_t kLn2Q16 = 45426;
  const int exponent = BitLength(value) - 1;
  const uint32_t fraction =
      (exponent < 16 ? value << (16 - exponent) : value >> (exponent - 16)) & 0xFFFF;
  const uint32_t segment = fraction >> 9;
  const int32_t correction = kLog2Correction[segment];
  const int32_t step = kLog2Correction[segment + 1] - correction;
  const int32_t log2 = (exponent << 16) + static_cast<int32_t>(fraction) + correction +
                       ((step * static_cast<int32_t>(fraction & 0x1FF)) >> 16);
  const uint32_t ln = static_cast<uint32_t>(
      (static_cast<uint64_t>(kLn2Q16) * static_cast<uint32_t>(log2) + 0x8000) >> 16);
  return (ln * scale + 0x8000) >> 16;
}

}  // namespace signal
}  // namespace tflite

#endif  // RUNTIME_KERNELS_SIGNAL_CHANNEL_ARITHMETIC_H_
