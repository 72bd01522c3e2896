// Audio front end: 16 kHz speech in, one slice of 40 log-mel features every 20 ms out.
//
// Window, FFT, mel bands, noise reduction, per-channel gain control and logarithm, all in integers.
// Bit-exact with the TensorFlow Lite micro-frontend at the settings of the micro_speech example.
// Nothing is allocated and nothing is global: all state is in the caller's State.
#ifndef FIRMWARE_FRONTEND_FRONTEND_H_
#define FIRMWARE_FRONTEND_FRONTEND_H_

#include <stddef.h>
#include <stdint.h>

namespace frontend {

constexpr int kSampleRateHz = 16000;
constexpr int kWindowSamples = 480;  // 30 ms
constexpr int kStepSamples = 320;    // 20 ms: neighbouring windows share 160 samples
constexpr int kChannels = 40;
constexpr int kFftSize = 512;

struct State {
  int16_t samples[kWindowSamples];        // the window being filled, oldest sample first
  uint32_t noise[kChannels];              // noise estimate of each channel, Q10
  alignas(4) int16_t spectrum[kFftSize];  // FFT work space; holds nothing between calls
  uint16_t sample_count;                  // how many of `samples` are valid
};

// Forgets all audio and noise history. A State must be reset before its first use.
void Reset(State* state);

// Takes at most `count` samples, stopping as soon as a window is complete; returns how many it
// took. When a window was completed, *features_ready is true and `features` holds its slice, else
// *features_ready is false and `features` is untouched. The first slice needs 480 samples, every
// later one 320. Call again with the rest of the samples until all are taken.
size_t Process(State* state, const int16_t* samples, size_t count, uint16_t features[kChannels],
               bool* features_ready);

// A feature as the int8 models of micro_speech take it: 666 feature units span the 256 values.
int8_t QuantizeInt8(uint16_t feature);

// A feature as the uint8 model of 2019 takes it: 666 feature units (26 in real numbers, at 25.6
// units each) span the 256 values, rounded.
uint8_t QuantizeUint8(uint16_t feature);

}  // namespace frontend

#endif  // FIRMWARE_FRONTEND_FRONTEND_H_
