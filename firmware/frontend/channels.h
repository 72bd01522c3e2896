// What happens to a mel channel after the spectrum: each step is one function on one channel.
#ifndef FIRMWARE_FRONTEND_CHANNELS_H_
#define FIRMWARE_FRONTEND_CHANNELS_H_

#include <stdint.h>

namespace frontend {

// Square root, rounded to the nearest integer; `value` is below 2^48. Saturates at 0xFFFF for a
// value that fits 32 bits.
uint32_t RoundedSqrt(uint64_t value);

// Subtracts the slowly following noise estimate (Q10, updated) from the signal of `channel`,
// leaving at least a twentieth of it. Even channels follow slower than odd ones.
uint32_t ReduceNoise(int channel, uint32_t signal, uint32_t* estimate);

// Per-channel amplitude normalisation: divides by a power of the noise estimate and compresses.
uint32_t NormalizeGain(uint32_t signal, uint32_t estimate);

// 64 times the natural logarithm of 8 times the signal; 0 for nothing.
uint16_t LogScale(uint32_t signal);

}  // namespace frontend

#endif  // FIRMWARE_FRONTEND_CHANNELS_H_
