// Samples in, words out: everything between the audio port and the console, without a board.
#ifndef FIRMWARE_APPS_HOTWORD_LISTENER_H_
#define FIRMWARE_APPS_HOTWORD_LISTENER_H_

#include <stddef.h>
#include <stdint.h>

#include "apps/hotword/classifier.h"
#include "apps/hotword/noise_gate.h"
#include "apps/hotword/recognize_commands.h"
#include "apps/hotword/spectrogram.h"
#include "apps/hotword/word_end.h"
#include "frontend/frontend.h"

class Listener {
 public:
  static constexpr uint32_t kSamplesPerMs = frontend::kSampleRateHz / 1000;
  // A word that goes on and on is reported all the same.
  static constexpr int32_t kLongestWaitMs = 280;

  Listener() = default;
  // With settings of one's own.
  explicit Listener(const RecognizeCommands::Settings& settings) : recognizer_(settings) {}

  void Reset(Spectrogram::Format format);

  // Takes samples as frontend::Process() does; returns how many. *slice_ready tells that one slice
  // more is in the spectrogram.
  size_t Take(const int16_t* samples, size_t count, bool* slice_ready);

  // What the network sees now.
  const Spectrogram& spectrogram() const { return spectrogram_; }

  // The end of the audio that was taken.
  uint32_t AudioMs() const { return static_cast<uint32_t>(samples_ / kSamplesPerMs); }

  // The end of the newest slice: what an inference has heard, however many samples came since.
  uint32_t HeardMs() const { return heard_ms_; }

  // Takes the scores of an inference. Returns true when a word, maybe an unknown one, is to be
  // reported: its average has passed the threshold, and it has ended or lasted for kLongestWaitMs.
  // Its score is the best average since.
  bool Hear(const uint8_t* scores, int labels, RecognizeCommands::Result* word);

 private:
  // Whether there is nothing more to wait for.
  bool IsDue(int32_t now_ms) const;

  frontend::State frontend_;
  NoiseGate noise_gate_;
  WordEnd word_end_;
  Spectrogram spectrogram_;
  RecognizeCommands recognizer_;
  RecognizeCommands::Result waiting_ = {kSilence, 0, false};
  int32_t waiting_since_ms_ = 0;
  uint64_t samples_ = 0;
  uint32_t heard_ms_ = 0;
};

#endif  // FIRMWARE_APPS_HOTWORD_LISTENER_H_
