// Says what was heard: one line on the console, and the LEDs.
//
// A word lights its LED for three seconds. A LED that is for inferences alone changes with each of
// them; one that shows the answer too is lit while the network runs, and the three seconds win.
#ifndef FIRMWARE_APPS_HOTWORD_RESPONDER_H_
#define FIRMWARE_APPS_HOTWORD_RESPONDER_H_

#include <stdint.h>

#include "apps/hotword/recognize_commands.h"
#include "boards/board.h"

class Responder {
 public:
  explicit constexpr Responder(const board::LedRoles& leds) : leds_(leds) {}

  // The application waits for audio.
  void Ready();

  void InferenceStarts();
  void InferenceEnds();

  // `audio_ms` is the end of the audio that was heard, `name` that of the label. An unknown word is
  // none on the console.
  void Respond(const RecognizeCommands::Result& heard, const char* name, uint32_t audio_ms);

  // Call often: switches the LED off when its time is over.
  void Tick();

 private:
  static constexpr uint32_t kAnswerMs = 3000;
  static constexpr int kNone = -1;

  int LedOf(int label) const;
  bool InferenceLedIsShared() const;

  const board::LedRoles leds_;
  int answer_led_ = kNone;        // lit
  uint32_t answer_since_ms_ = 0;  // board time
  bool inference_led_is_lit_ = false;
};

#endif  // FIRMWARE_APPS_HOTWORD_RESPONDER_H_
