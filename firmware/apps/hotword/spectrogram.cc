#include "apps/hotword/spectrogram.h"

#include <string.h>

uint8_t Spectrogram::Quantize(uint16_t feature) const {
  return format_ == Format::kInt8 ? static_cast<uint8_t>(frontend::QuantizeInt8(feature))
                                  : frontend::QuantizeUint8(feature);
}

void Spectrogram::Reset(Format format) {
  format_ = format;
  memset(elements_, Quantize(0), sizeof(elements_));
}

void Spectrogram::Push(const uint16_t features[frontend::kChannels]) {
  memmove(elements_, elements_ + frontend::kChannels, sizeof(elements_) - frontend::kChannels);
  uint8_t* newest = elements_ + sizeof(elements_) - frontend::kChannels;
  for (int channel = 0; channel < frontend::kChannels; ++channel)
    newest[channel] = Quantize(features[channel]);
}
