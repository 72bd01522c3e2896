// Turns the scores of single inferences into commands that a person would say were spoken.
//
// Scores are averaged over the last second; a label counts when its average passes a threshold, and
// a repeated label is suppressed for a while. Same rules as RecognizeCommands of the TensorFlow
// Lite for Microcontrollers micro_speech example.
#ifndef FIRMWARE_APPS_HOTWORD_RECOGNIZE_COMMANDS_H_
#define FIRMWARE_APPS_HOTWORD_RECOGNIZE_COMMANDS_H_

#include <stdint.h>

#include "apps/hotword/labels.h"

class RecognizeCommands {
 public:
  struct Settings {
    int32_t average_window_ms = 1000;
    uint8_t detection_threshold = 200;  // of 255
    int32_t suppression_ms = 1500;
    int32_t minimum_count = 3;  // results in the window
  };

  struct Result {
    Label label;
    uint8_t score;
    bool is_new;
  };

  explicit RecognizeCommands(const Settings& settings) : settings_(settings) {}
  RecognizeCommands() : RecognizeCommands(Settings()) {}

  // Takes the scores (0..255, one a label) of an inference over audio that ended at `time_ms`.
  // Returns false, and takes nothing, when `time_ms` is before the oldest result that is still
  // held.
  bool Process(const uint8_t scores[kLabels], int32_t time_ms, Result* result);

 private:
  // At one result every 20 ms the window of one second.
  static constexpr int kCapacity = 50;

  struct Entry {
    int32_t time_ms;
    uint8_t scores[kLabels];
  };

  const Entry& At(int index) const { return entries_[(first_ + index) % kCapacity]; }
  void DropOldest();

  const Settings settings_;
  Entry entries_[kCapacity];
  int first_ = 0;
  int count_ = 0;
  Label previous_label_ = kSilence;
  int32_t previous_time_ms_ = 0;
};

#endif  // FIRMWARE_APPS_HOTWORD_RECOGNIZE_COMMANDS_H_
