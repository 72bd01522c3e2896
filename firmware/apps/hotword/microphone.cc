// Samples from the board's own microphone.
#include "apps/common/console.h"
#include "apps/hotword/audio_source.h"
#include "boards/board.h"

namespace audio_source {
namespace {

AudioInput* g_input;

}  // namespace

void PrintName() { console::Print("from the microphone"); }

void Start(AudioInput* input) {
  g_input = input;
  board::StartMicrophone([](int16_t sample) { g_input->PutSample(sample); });
}

}  // namespace audio_source
