#include "apps/hotword/recognize_commands.h"

void RecognizeCommands::DropOldest() {
  first_ = (first_ + 1) % kCapacity;
  --count_;
}

bool RecognizeCommands::IsNew(int top, uint8_t score, int32_t time_ms) const {
  if (score <= settings_.detection_threshold) return false;
  if (settings_.must_fade && top >= kFirstWord && top == command_) {
    return faded_ && time_ms - command_time_ms_ > settings_.suppression_ms;
  }
  // Silence never suppresses what follows it.
  return top != previous_label_ || previous_label_ == kSilence ||
         time_ms - previous_time_ms_ > settings_.suppression_ms;
}

bool RecognizeCommands::Process(const uint8_t* scores, int labels, int32_t time_ms,
                                Result* result) {
  if (count_ != 0 && time_ms < At(0).time_ms) return false;

  while (count_ != 0 && At(0).time_ms < time_ms - settings_.average_window_ms) DropOldest();
  if (count_ == kCapacity) DropOldest();
  Entry& entry = entries_[(first_ + count_) % kCapacity];
  entry.time_ms = time_ms;
  for (int label = 0; label < labels; ++label) entry.scores[label] = scores[label];
  ++count_;

  // A quarter of the window at least, or single results would decide.
  if (count_ < settings_.minimum_count ||
      time_ms - At(0).time_ms < settings_.average_window_ms / 4) {
    *result = {previous_label_, 0, false};
    return true;
  }

  uint32_t sums[Labels::kMost] = {};
  for (int i = 0; i < count_; ++i) {
    for (int label = 0; label < labels; ++label) sums[label] += At(i).scores[label];
  }
  int top = 0;
  for (int label = 0; label < labels; ++label) {
    averages_[label] = static_cast<uint8_t>(sums[label] / static_cast<uint32_t>(count_));
    if (averages_[label] > averages_[top]) top = label;
  }
  const uint8_t score = averages_[top];
  if (averages_[command_] < settings_.detection_threshold * 2u / 3u) faded_ = true;

  const bool is_new = IsNew(top, score, time_ms);
  *result = {top, score, is_new};
  if (!is_new) return true;
  previous_label_ = top;
  previous_time_ms_ = time_ms;
  if (top >= kFirstWord) {
    command_ = top;
    command_time_ms_ = time_ms;
    faded_ = false;
  }
  return true;
}
