// The last second of features, in the model's number format: 49 slices of 40 channels.
#ifndef FIRMWARE_APPS_HOTWORD_SPECTROGRAM_H_
#define FIRMWARE_APPS_HOTWORD_SPECTROGRAM_H_

#include <stdint.h>

#include "frontend/frontend.h"

class Spectrogram {
 public:
  static constexpr int kSlices = 49;
  static constexpr int kElements = kSlices * frontend::kChannels;

  // How the model takes a feature.
  enum class Format { kInt8, kUint8 };

  // Starts as one second of digital silence.
  void Reset(Format format);

  // Puts the newest slice in the place of the oldest.
  void Push(const uint16_t features[frontend::kChannels]);

  // Writes kElements bytes, oldest slice first; int8 values as their bit patterns.
  void CopyTo(uint8_t* elements) const;

 private:
  uint8_t Quantize(uint16_t feature) const;

  Format format_ = Format::kInt8;
  int oldest_ = 0;  // where its slice starts
  alignas(4) uint8_t elements_[kElements];
};

#endif  // FIRMWARE_APPS_HOTWORD_SPECTROGRAM_H_
