// Where samples come from: the board's audio port or its microphone. The build links one of the
// two.
#ifndef FIRMWARE_APPS_HOTWORD_AUDIO_SOURCE_H_
#define FIRMWARE_APPS_HOTWORD_AUDIO_SOURCE_H_

#include "apps/hotword/audio_input.h"

namespace audio_source {

// What the boot banner calls it, without a line end.
void PrintName();

// From now on samples arrive in `input`, in interrupt context.
void Start(AudioInput* input);

}  // namespace audio_source

#endif  // FIRMWARE_APPS_HOTWORD_AUDIO_SOURCE_H_
