#include "apps/hotword/listener.h"

#include <string.h>

void Listener::Reset(Spectrogram::Format format) {
  frontend::Reset(&frontend_);
  spectrogram_.Reset(format);
}

size_t Listener::Take(const int16_t* samples, size_t count, bool* slice_ready) {
  uint16_t features[frontend::kChannels];
  const size_t taken = frontend::Process(&frontend_, samples, count, features, slice_ready);
  noise_gate_.Add(samples, taken);
  word_end_.Add(samples, taken);
  samples_ += taken;
  if (!*slice_ready) return taken;
  if (!noise_gate_.EndSlice()) memset(features, 0, sizeof(features));
  word_end_.EndSlice();
  heard_ms_ = AudioMs();
  spectrogram_.Push(features);
  return taken;
}

bool Listener::IsDue(int32_t now_ms) const {
  return word_end_.Ended() || now_ms - waiting_since_ms_ >= kLongestWaitMs;
}

bool Listener::Hear(const uint8_t* scores, int labels, RecognizeCommands::Result* word) {
  const auto now_ms = static_cast<int32_t>(HeardMs());
  RecognizeCommands::Result result;
  const bool heard = recognizer_.Process(scores, labels, now_ms, &result) && result.is_new &&
                     result.label != kSilence;
  bool reports = false;
  if (waiting_.is_new) {
    const uint8_t average = recognizer_.Average(waiting_.label);
    if (average > waiting_.score) waiting_.score = average;
    // Another word ends the one that waits.
    reports = heard || IsDue(now_ms);
    if (reports) *word = waiting_;
    waiting_.is_new = !reports;
  }
  if (!heard) return reports;
  waiting_ = result;
  waiting_since_ms_ = now_ms;
  if (reports || !IsDue(now_ms)) return reports;
  *word = result;
  waiting_.is_new = false;
  return true;
}
