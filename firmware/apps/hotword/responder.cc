#include "apps/hotword/responder.h"

#include "apps/common/console.h"

int Responder::LedOf(Label label) const {
  if (label == kYes) return leds_.yes;
  if (label == kNo) return leds_.no;
  return label == kUnknown ? leds_.unknown : kNone;
}

bool Responder::InferenceLedIsShared() const {
  return leds_.inference == leds_.yes || leds_.inference == leds_.no ||
         leds_.inference == leds_.unknown;
}

void Responder::Ready() { board::SetLed(leds_.ready, true); }

void Responder::InferenceStarts() {
  inference_led_is_lit_ = InferenceLedIsShared() || !inference_led_is_lit_;
  board::SetLed(leds_.inference, inference_led_is_lit_);
}

void Responder::InferenceEnds() {
  if (InferenceLedIsShared() && answer_led_ != leds_.inference)
    board::SetLed(leds_.inference, false);
}

void Responder::Respond(const RecognizeCommands::Result& result, uint32_t audio_ms) {
  if (!result.is_new || result.label == kSilence) return;
  if (result.label != kUnknown) {
    console::Print("Heard ", kLabelNames[result.label], " (", static_cast<int>(result.score), ") @",
                   audio_ms, "ms\n");
  }
  const int led = LedOf(result.label);
  if (led == kNone) return;
  if (answer_led_ != kNone && answer_led_ != led) board::SetLed(answer_led_, false);
  answer_led_ = led;
  answer_since_ms_ = board::Milliseconds();
  board::SetLed(led, true);
}

void Responder::Tick() {
  if (answer_led_ == kNone || board::Milliseconds() - answer_since_ms_ < kAnswerMs) return;
  board::SetLed(answer_led_, false);
  answer_led_ = kNone;
}
