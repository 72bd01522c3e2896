#include "apps/hotword/audio_input.h"

void AudioInput::PutByte(uint8_t byte, uint32_t now_ms) {
  if (now_ms - last_byte_ms_ > kPauseMs) have_low_byte_ = false;
  last_byte_ms_ = now_ms;
  have_low_byte_ = !have_low_byte_;
  if (have_low_byte_) {
    low_byte_ = byte;
    return;
  }
  PutSample(static_cast<int16_t>(static_cast<uint16_t>(byte << 8 | low_byte_)));
}

void AudioInput::PutSample(int16_t sample) {
  if (Waiting() == kCapacity) {
    lost_ = lost_ + 1;
    return;
  }
  const uint32_t place = written_;
  ring_[Index(place)] = sample;
  // The sample is in memory before the consumer can see it: one core, so the compiler alone
  // matters.
  __atomic_signal_fence(__ATOMIC_RELEASE);
  written_ = Advance(place, 1);
}

AudioInput::Samples AudioInput::Front() const {
  const uint32_t waiting = Waiting();
  __atomic_signal_fence(__ATOMIC_ACQUIRE);
  const uint32_t first = Index(read_);
  const uint32_t until_wrap = kCapacity - first;
  return {ring_ + first, waiting < until_wrap ? waiting : until_wrap};
}

void AudioInput::Drop(size_t count) {
  __atomic_signal_fence(__ATOMIC_RELEASE);
  read_ = Advance(read_, static_cast<uint32_t>(count));
}
