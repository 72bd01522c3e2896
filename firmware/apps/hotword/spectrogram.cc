#include "apps/hotword/spectrogram.h"

#include <string.h>

uint8_t Spectrogram::Quantize(uint16_t feature) const {
  return format_ == Format::kInt8 ? static_cast<uint8_t>(frontend::QuantizeInt8(feature))
                                  : frontend::QuantizeUint8(feature);
}

void Spectrogram::Reset(Format format) {
  format_ = format;
  oldest_ = 0;
  memset(elements_, Quantize(0), sizeof(elements_));
}

void Spectrogram::Push(const uint16_t features[frontend::kChannels]) {
  uint8_t* slice = elements_ + oldest_;
  for (int channel = 0; channel < frontend::kChannels; ++channel)
    slice[channel] = Quantize(features[channel]);
  oldest_ += frontend::kChannels;
  if (oldest_ == kElements) oldest_ = 0;
}

void Spectrogram::CopyTo(uint8_t* elements) const {
  const size_t until_wrap = static_cast<size_t>(kElements - oldest_);
  memcpy(elements, elements_ + oldest_, until_wrap);
  memcpy(elements + until_wrap, elements_, static_cast<size_t>(oldest_));
}
