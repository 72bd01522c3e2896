#include "apps/hotword/noise_gate.h"

void NoiseGate::Add(const int16_t* samples, size_t count) {
  for (size_t i = 0; i < count && !loud_; ++i)
    loud_ = samples[i] >= kThreshold || samples[i] <= -kThreshold;
}

bool NoiseGate::EndSlice() {
  const bool open = loud_ || previous_loud_;
  previous_loud_ = loud_;
  loud_ = false;
  return open;
}
