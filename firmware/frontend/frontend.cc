#include "frontend/frontend.h"

#include "frontend/channels.h"
#include "frontend/fft.h"
#include "frontend/tables.h"

namespace frontend {
namespace {

// The features of a full window. Band i lies between the centres of channels i - 1 and i; each of
// its bins is shared by these two, so a channel is complete one band after the one that starts it.
void Features(State* state, uint16_t* features) {
  const int shift = PowerSpectrum(state->samples, state->spectrum);
  const uint16_t* weight = kMelWeights;
  int bin = kFirstBin;
  uint64_t upper = 0;  // what the band before leaves to the channel that ends in this one
  for (int band = 0; band <= kChannels; ++band) {
    uint64_t weighted = 0;
    uint64_t total = 0;
    for (const int end = bin + kBandWidths[band]; bin < end; ++bin) {
      const uint32_t energy = Energy(state->spectrum, bin);
      weighted += static_cast<uint64_t>(energy) * *weight++;
      total += energy;
    }
    const uint64_t sum = upper + weighted;
    upper = total * kMelWeightSum - weighted;
    if (band == 0) continue;  // there is no channel below the first band
    const int channel = band - 1;
    uint32_t* noise = &state->noise[channel];
    const uint32_t signal = ReduceNoise(channel, RoundedSqrt(sum) >> shift, noise);
    features[channel] = LogScale(NormalizeGain(signal, *noise));
  }
}

}  // namespace

void Reset(State* state) {
  state->sample_count = 0;
  for (uint32_t& noise : state->noise) noise = 0;
}

size_t Process(State* state, const int16_t* samples, size_t count, uint16_t features[kChannels],
               bool* features_ready) {
  const size_t room = kWindowSamples - state->sample_count;
  const size_t taken = count < room ? count : room;
  if (taken != 0) {
    __builtin_memcpy(state->samples + state->sample_count, samples, taken * sizeof(*samples));
  }
  state->sample_count = static_cast<uint16_t>(state->sample_count + taken);
  *features_ready = state->sample_count == kWindowSamples;
  if (*features_ready) {
    Features(state, features);
    constexpr int kKept = kWindowSamples - kStepSamples;
    __builtin_memcpy(state->samples, state->samples + kStepSamples, kKept * sizeof(*samples));
    state->sample_count = kKept;
  }
  return taken;
}

int8_t QuantizeInt8(uint16_t feature) {
  const int32_t value = (feature * 256 + 333) / 666 - 128;
  return static_cast<int8_t>(value > 127 ? 127 : value);
}

uint8_t QuantizeUint8(uint16_t feature) {
  const int32_t value = (feature * 2550 + 3328) / 6656;
  return static_cast<uint8_t>(value > 255 ? 255 : value);
}

}  // namespace frontend
