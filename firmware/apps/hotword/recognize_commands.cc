#include "apps/hotword/recognize_commands.h"

void RecognizeCommands::DropOldest() {
  first_ = (first_ + 1) % kCapacity;
  --count_;
}

bool RecognizeCommands::Process(const uint8_t scores[kLabels], int32_t time_ms, Result* result) {
  if (count_ != 0 && time_ms < At(0).time_ms) return false;

  while (count_ != 0 && At(0).time_ms < time_ms - settings_.average_window_ms) DropOldest();
  if (count_ == kCapacity) DropOldest();
  Entry& entry = entries_[(first_ + count_) % kCapacity];
  entry.time_ms = time_ms;
  for (int label = 0; label < kLabels; ++label) entry.scores[label] = scores[label];
  ++count_;

  // A quarter of the window at least, or single results would decide.
  if (count_ < settings_.minimum_count ||
      time_ms - At(0).time_ms < settings_.average_window_ms / 4) {
    *result = {previous_label_, 0, false};
    return true;
  }

  uint32_t sums[kLabels] = {};
  for (int i = 0; i < count_; ++i) {
    for (int label = 0; label < kLabels; ++label) sums[label] += At(i).scores[label];
  }
  int top = 0;
  for (int label = 1; label < kLabels; ++label) {
    if (sums[label] / static_cast<uint32_t>(count_) > sums[top] / static_cast<uint32_t>(count_))
      top = label;
  }
  const auto score = static_cast<uint8_t>(sums[top] / static_cast<uint32_t>(count_));

  // Silence never suppresses what follows it.
  const bool may_repeat =
      previous_label_ == kSilence || time_ms - previous_time_ms_ > settings_.suppression_ms;
  const bool is_new =
      score > settings_.detection_threshold && (top != previous_label_ || may_repeat);
  *result = {static_cast<Label>(top), score, is_new};
  if (is_new) {
    previous_label_ = result->label;
    previous_time_ms_ = time_ms;
  }
  return true;
}
