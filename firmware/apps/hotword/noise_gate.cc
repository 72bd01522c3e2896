#include "apps/hotword/noise_gate.h"

void NoiseGate::Add(const int16_t* samples, size_t count) {
  if (loud_) return;
  uint32_t magnitudes = 0;  // all of them, by OR: at least the threshold when one of them is
  for (const int16_t* const end = samples + count; samples != end; ++samples) {
    const int32_t sign = *samples >> 15;
    magnitudes |= static_cast<uint32_t>((*samples ^ sign) - sign);
  }
  static_assert((kThreshold & (kThreshold - 1)) == 0, "a power of two");
  loud_ = magnitudes >= kThreshold;
}

bool NoiseGate::EndSlice() {
  const bool open = loud_ || previous_loud_;
  previous_loud_ = loud_;
  loud_ = false;
  return open;
}
