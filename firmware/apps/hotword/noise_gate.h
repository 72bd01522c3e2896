// What is below the hiss of any microphone counts as digital silence: the gain control of the front
// end would lift the last bits of such samples to the level of speech, where hiss sounds like an S.
#ifndef FIRMWARE_APPS_HOTWORD_NOISE_GATE_H_
#define FIRMWARE_APPS_HOTWORD_NOISE_GATE_H_

#include <stddef.h>
#include <stdint.h>

class NoiseGate {
 public:
  // Of 32768: -66 dB.
  static constexpr int kThreshold = 16;

  void Add(const int16_t* samples, size_t count);

  // Ends a slice: true when it counts. A slice's window reaches back into the slice before, which
  // therefore opens the gate as well.
  bool EndSlice();

 private:
  bool loud_ = false;
  bool previous_loud_ = false;
};

#endif  // FIRMWARE_APPS_HOTWORD_NOISE_GATE_H_
