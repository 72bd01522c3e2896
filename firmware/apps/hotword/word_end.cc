#include "apps/hotword/word_end.h"

void WordEnd::Add(const int16_t* samples, size_t count) {
  while (count != 0) {
    const size_t room = static_cast<size_t>(kFrameSamples - samples_);
    const size_t taken = count < room ? count : room;
    uint64_t sum = sum_;
    for (const int16_t* const end = samples + taken; samples != end; ++samples)
      sum += static_cast<uint64_t>(static_cast<int64_t>(*samples) * *samples);
    sum_ = sum;
    count -= taken;
    samples_ += static_cast<int>(taken);
    if (samples_ != kFrameSamples) return;
    const uint32_t frame = static_cast<uint32_t>(sum_ >> 8);
    if (frame > loudest_) loudest_ = frame;
    sum_ = 0;
    samples_ = 0;
  }
}

void WordEnd::EndSlice() {
  newest_ = newest_ + 1 == kSlices ? 0 : newest_ + 1;
  slices_[newest_] = loudest_;
  loudest_ = 0;
}

bool WordEnd::Ended() const {
  uint32_t top = 0;
  for (const uint32_t slice : slices_) {
    if (slice > top) top = slice;
  }
  const uint32_t limit = top / kFall;
  const uint32_t last = slices_[newest_], before = slices_[Before(newest_)];
  return (last > before ? last : before) <= (limit < kNothing ? kNothing : limit);
}
