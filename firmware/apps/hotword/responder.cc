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

void Responder::Respond(const RecognizeCommands::Result& result, uint32_t audio_ms) {
  if (!result.is_new || result.label == kSilence || result.label == kUnknown) return;
  console::Print("Heard ", kLabelNames[result.label], " (", static_cast<int>(result.score), ") @",
                 audio_ms, "ms\n");
  if (result.label != kYes) return;
  showing_yes_ = true;
  yes_since_ms_ = board::Milliseconds();
  board::SetLed(YesLed(), true);
}

void Responder::Tick() {
  if (!showing_yes_ || board::Milliseconds() - yes_since_ms_ < kYesMs) return;
  showing_yes_ = false;
  board::SetLed(YesLed(), false);
}
