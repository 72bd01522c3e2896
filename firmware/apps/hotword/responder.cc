#include "apps/hotword/responder.h"

#include "apps/common/console.h"
#include "boards/board.h"

namespace {

constexpr int kActivityLed = 0;

int YesLed() { return board::LedCount() - 1; }

}  // namespace

void Responder::InferenceStarts() { board::SetLed(kActivityLed, true); }

void Responder::InferenceEnds() {
  if (!showing_yes_ || YesLed() != kActivityLed) board::SetLed(kActivityLed, false);
}

void Responder::Respond(const RecognizeCommands::Result& word, const char* name,
                        uint32_t audio_ms) {
  console::Print("Heard ", name, " (", static_cast<int>(word.score), ") @", audio_ms, "ms\n");
  if (word.label != kFirstWord) return;
  showing_yes_ = true;
  yes_since_ms_ = board::Milliseconds();
  board::SetLed(YesLed(), true);
}

void Responder::Tick() {
  if (!showing_yes_ || board::Milliseconds() - yes_since_ms_ < kYesMs) return;
  showing_yes_ = false;
  board::SetLed(YesLed(), false);
}
