// Samples as bytes from the board's audio port.
#include "apps/common/console.h"
#include "apps/hotword/audio_source.h"
#include "boards/board.h"

namespace audio_source {
namespace {

AudioInput* g_input;

}  // namespace

void PrintName() {
  console::Print("on ", board::kDescription.audio_port, " at ", board::kDescription.audio_baud,
                 " baud");
}

void Start(AudioInput* input) {
  g_input = input;
  board::StartAudio([](uint8_t byte) { g_input->PutByte(byte, board::Milliseconds()); });
}

}  // namespace audio_source
