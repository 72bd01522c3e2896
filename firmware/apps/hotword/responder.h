// Says what was heard: one line on the console, and the LED.
//
// The first LED flickers: it is lit while the network runs. The first word of the model, "yes", lights the
// last LED for three seconds. On a board with one LED the two share it, and the three seconds win.
#ifndef FIRMWARE_APPS_HOTWORD_RESPONDER_H_
#define FIRMWARE_APPS_HOTWORD_RESPONDER_H_

#include <stdint.h>

#include "apps/hotword/recognize_commands.h"

class Responder {
 public:
  void InferenceStarts();
  void InferenceEnds();

  // `audio_ms` is the end of the audio that was heard, `name` that of the word.
  void Respond(const RecognizeCommands::Result& word, const char* name, uint32_t audio_ms);

  // Call often: switches the LED off when its time is over.
  void Tick();

 private:
  static constexpr uint32_t kYesMs = 3000;

  bool showing_yes_ = false;
  uint32_t yes_since_ms_ = 0;  // board time
};

#endif  // FIRMWARE_APPS_HOTWORD_RESPONDER_H_
