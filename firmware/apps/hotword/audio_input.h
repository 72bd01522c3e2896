// Samples from the audio port: s16 little-endian, mono, 16 kHz. The interrupt handler puts bytes
// in, the main loop takes samples out; neither ever waits for the other.
#ifndef FIRMWARE_APPS_HOTWORD_AUDIO_INPUT_H_
#define FIRMWARE_APPS_HOTWORD_AUDIO_INPUT_H_

#include <stddef.h>
#include <stdint.h>

#include "board_config.h"

class AudioInput {
 public:
  static constexpr uint32_t kCapacity = kAudioRingSamples;

  struct Samples {
    const int16_t* data;
    size_t count;
  };

  // Producer. A byte that arrives after a pause of more than kPauseMs starts a new sample: a sender
  // that stopped in the middle of a sample does not shift all that follows by a byte.
  void PutByte(uint8_t byte, uint32_t now_ms);
  void PutSample(int16_t sample);

  // Consumer. The oldest samples that lie in one piece; there may be more behind them.
  Samples Front() const;
  void Drop(size_t count);

  // Samples that found the ring full and were lost.
  uint32_t lost() const { return lost_; }

 private:
  static constexpr uint32_t kPauseMs = 100;

  // Places run over two lengths of the ring, so that full and empty differ.
  static uint32_t Advance(uint32_t place, uint32_t count) {
    place += count;
    return place < 2 * kCapacity ? place : place - 2 * kCapacity;
  }
  static uint32_t Index(uint32_t place) { return place < kCapacity ? place : place - kCapacity; }
  uint32_t Waiting() const {
    const uint32_t written = written_, read = read_;
    return written >= read ? written - read : written + 2 * kCapacity - read;
  }

  volatile uint32_t written_ = 0;  // the producer's alone to change
  volatile uint32_t read_ = 0;     // the consumer's alone to change
  volatile uint32_t lost_ = 0;
  int16_t ring_[kCapacity];
  uint32_t last_byte_ms_ = 0;
  uint8_t low_byte_ = 0;
  bool have_low_byte_ = false;
};

#endif  // FIRMWARE_APPS_HOTWORD_AUDIO_INPUT_H_
