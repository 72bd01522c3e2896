#include "frontend/channels.h"

#include "frontend/tables.h"

namespace frontend {
namespace {

constexpr int kNoiseBits = 14;  // Q14 coefficients
constexpr uint32_t kNoiseOne = 1u << kNoiseBits;
constexpr uint32_t kNoiseFollow[2] = {409, 983};  // 0.025 and 0.06: even and odd channels
constexpr uint32_t kNoiseFloor = 819;             // 0.05
constexpr int kEstimateBits = 10;

constexpr int kSnrShift = 6;
constexpr uint32_t kSnrKnee = 8192;  // 2 in Q12: square law below, linear above

constexpr uint32_t kLn2Q16 = 45426;
constexpr int kLogCorrectionBits = 3;  // undoes half of the FFT's and of the weights' scaling
constexpr int kLogScaleBits = 6;

inline int BitLength(uint32_t value) { return 32 - __builtin_clz(value); }  // value > 0

// floor(sqrt(value)), value > 0, by Newton's method from above.
uint32_t FloorSqrt(uint32_t value) {
  uint32_t root = 0xFFFFu >> ((32 - BitLength(value)) / 2);  // >= the square root
  for (;;) {
    const uint32_t next = (root + value / root) / 2;
    if (next >= root) return root;
    root = next;
  }
}

// The gain over the noise estimate: a quadratic for each octave.
int32_t Gain(uint32_t estimate) {
  if (estimate < 2) return kPcanGain[estimate];
  const int octave = BitLength(estimate);
  const int16_t* coefficients = kPcanGain + 2 + 3 * (octave - 2);
  // The ten bits below the leading one.
  const int32_t fraction =
      (octave < 11 ? estimate << (11 - octave) : estimate >> (octave - 11)) & 0x3FF;
  const int32_t slope = ((coefficients[2] * fraction) >> 5) + coefficients[1] * 32;
  return coefficients[0] + ((slope * fraction + (1 << 14)) >> 15);
}

}  // namespace

uint32_t RoundedSqrt(uint64_t value) {
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
  if (root * root > value) --root;  // the quotient is too large by at most one
  return static_cast<uint32_t>(value - root * root > root ? root + 1 : root);
}

uint32_t ReduceNoise(int channel, uint32_t signal, uint32_t* estimate) {
  const uint32_t follow = kNoiseFollow[channel & 1];
  const uint32_t scaled = signal << kEstimateBits;
  const uint64_t sum = static_cast<uint64_t>(scaled) * follow +
                       static_cast<uint64_t>(*estimate) * (kNoiseOne - follow);
  const uint32_t noise = static_cast<uint32_t>(sum >> kNoiseBits);
  *estimate = noise;
  const uint32_t clean = noise < scaled ? (scaled - noise) >> kEstimateBits : 0;
  const uint32_t floor =
      static_cast<uint32_t>((static_cast<uint64_t>(signal) * kNoiseFloor) >> kNoiseBits);
  return clean > floor ? clean : floor;
}

uint32_t NormalizeGain(uint32_t signal, uint32_t estimate) {
  const uint64_t product = static_cast<uint64_t>(signal) * static_cast<uint32_t>(Gain(estimate));
  const uint32_t snr = static_cast<uint32_t>(product >> kSnrShift);
  return snr < kSnrKnee ? (snr * snr) >> 20 : (snr >> 6) - 64;
}

uint16_t LogScale(uint32_t signal) {
  const uint32_t value = signal << kLogCorrectionBits;
  if (value <= 1) return 0;
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
  const uint32_t scaled = ((ln << kLogScaleBits) + 0x8000) >> 16;
  return static_cast<uint16_t>(scaled > 0xFFFF ? 0xFFFF : scaled);
}

}  // namespace frontend
