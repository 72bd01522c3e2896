// Turns the scores of single inferences into commands that a person would say were spoken.
//
// Scores are averaged over a short time; a label counts when its average passes a threshold, and a
// repeated label is suppressed for a while. The rules are those of RecognizeCommands of the
// TensorFlow Lite for Microcontrollers micro_speech example, whose settings are MicroSpeech(); the
// usual ones average over less, and a word that was reported has to fade before it counts again.
#ifndef FIRMWARE_APPS_HOTWORD_RECOGNIZE_COMMANDS_H_
#define FIRMWARE_APPS_HOTWORD_RECOGNIZE_COMMANDS_H_

#include <stdint.h>

#include "apps/hotword/labels.h"

class RecognizeCommands {
 public:
  struct Settings {
    int32_t average_window_ms = 340;
    uint8_t detection_threshold = 200;  // of 255
    int32_t suppression_ms = 700;
    int32_t minimum_count = 3;  // results in the window
    // A word counts again only when its average has fallen below two thirds of the threshold since.
    bool must_fade = true;
  };

  // The settings of the micro_speech example.
  static Settings MicroSpeech() { return {1000, 200, 1500, 3, false}; }

  struct Result {
    int label;
    uint8_t score;
    bool is_new;
  };

  explicit RecognizeCommands(const Settings& settings) : settings_(settings) {}
  RecognizeCommands() : RecognizeCommands(Settings()) {}

  // Takes the scores (0..255, one a label) of an inference over audio that ended at `time_ms`.
  // Returns false, and takes nothing, when `time_ms` is before the oldest result that is still
  // held.
  bool Process(const uint8_t* scores, int labels, int32_t time_ms, Result* result);

  // The average score of a label when the window last held enough results.
  uint8_t Average(int label) const { return averages_[label]; }

 private:
  // At one result every 20 ms the window of one second.
  static constexpr int kCapacity = 50;

  struct Entry {
    int32_t time_ms;
    uint8_t scores[Labels::kMost];
  };

  const Entry& At(int index) const { return entries_[(first_ + index) % kCapacity]; }
  void DropOldest();
  bool IsNew(int top, uint8_t score, int32_t time_ms) const;

  const Settings settings_;
  Entry entries_[kCapacity];
  int first_ = 0;
  int count_ = 0;
  uint8_t averages_[Labels::kMost] = {};
  int previous_label_ = kSilence;
  int32_t previous_time_ms_ = 0;
  int command_ = kSilence;  // the last word that was reported
  int32_t command_time_ms_ = 0;
  bool faded_ = true;
};

#endif  // FIRMWARE_APPS_HOTWORD_RECOGNIZE_COMMANDS_H_
