#include "frontend/channels.h"

#include "frontend/tables.h"
#include "kernels/signal/channel_arithmetic.h"

namespace frontend {
namespace {

namespace arithmetic = tflite::signal;

constexpr int kNoiseBits = 14;  // Q14 coefficients
constexpr uint32_t kNoiseOne = 1u << kNoiseBits;
constexpr uint32_t kNoiseFollow[2] = {409, 983};  // 0.025 and 0.06: even and odd channels
constexpr uint32_t kNoiseFloor = 819;             // 0.05
constexpr int kEstimateBits = 10;

constexpr int kSnrShift = 6;

constexpr int kLogCorrectionBits = 3;  // undoes half of the FFT's and of the weights' scaling
constexpr int kLogScale = 64;

}  // namespace

uint32_t RoundedSqrt(uint64_t value) { return arithmetic::RoundedSqrt<48>(value); }

uint32_t ReduceNoise(int channel, uint32_t signal, uint32_t* estimate) {
  const uint32_t follow = kNoiseFollow[channel & 1];
  return arithmetic::SubtractNoise(
      {follow, kNoiseOne - follow, kNoiseFloor, kNoiseBits, kEstimateBits, false}, signal,
      estimate);
}

uint32_t NormalizeGain(uint32_t signal, uint32_t estimate) {
  const int32_t gain = arithmetic::GainOver<3>(estimate, kPcanGain);
  return arithmetic::Normalize(signal, static_cast<uint32_t>(gain), kSnrShift);
}

uint16_t LogScale(uint32_t signal) {
  const uint32_t value = signal << kLogCorrectionBits;
  if (value <= 1) return 0;
  const uint32_t scaled = arithmetic::ScaledLog(value, kLogScale);
  return static_cast<uint16_t>(scaled > 0xFFFF ? 0xFFFF : scaled);
}

}  // namespace frontend
