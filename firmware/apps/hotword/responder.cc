#include "apps/hotword/responder.h"

#include "apps/common/console.h"

int Responder::LedOf(int label) const {
  if (label == kFirstWord) return leds_.yes;
  if (label == kFirstWord + 1) return leds_.no;
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

void Responder::Respond(const RecognizeCommands::Result& heard, const char* name,
                        uint32_t audio_ms) {
  if (heard.label >= kFirstWord) {
    console::Print("Heard ", name, " (", static_cast<int>(heard.score), ") @", audio_ms, "ms\n");
  }
  const int led = LedOf(heard.label);
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
