#include "frontend/frontend.h"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "goldens.h"
#include "signals.h"

namespace frontend {
namespace {

using Slice = std::array<uint16_t, kChannels>;
constexpr size_t kTwelveSlices = kWindowSamples + 11 * kStepSamples;

// Feeds `samples` in chunks of the sizes that `next_chunk` gives.
template <typename NextChunk>
std::vector<Slice> Run(const Samples& samples, NextChunk next_chunk) {
  State state;
  Reset(&state);
  std::vector<Slice> slices;
  size_t at = 0;
  while (at < samples.size()) {
    const size_t chunk = std::min<size_t>(next_chunk(), samples.size() - at);
    // A copy of its own, so that a read past the chunk is a read past an allocation.
    const Samples piece(samples.begin() + static_cast<long>(at),
                        samples.begin() + static_cast<long>(at + chunk));
    size_t done = 0;
    while (done < chunk) {
      Slice slice;
      bool ready = false;
      const size_t taken = Process(&state, piece.data() + done, chunk - done, slice.data(), &ready);
      REQUIRE(taken > 0);
      REQUIRE(taken <= chunk - done);
      done += taken;
      if (ready) slices.push_back(slice);
    }
    at += chunk;
  }
  return slices;
}

std::vector<Slice> RunWhole(const Samples& samples) {
  return Run(samples, [&] { return samples.size(); });
}

template <size_t kCount>
void CheckEqual(const std::vector<Slice>& slices, const uint16_t (&golden)[kCount][kChannels]) {
  REQUIRE(slices.size() == kCount);
  for (size_t slice = 0; slice < kCount; ++slice) {
    for (int channel = 0; channel < kChannels; ++channel) {
      CAPTURE(slice);
      CAPTURE(channel);
      CHECK(slices[slice][static_cast<size_t>(channel)] == golden[slice][channel]);
    }
  }
}

#ifdef FRONTEND_VARIANT_B
TEST_CASE("features equal those of the published implementation") {
  SUBCASE("noise from full scale to almost nothing") {
    CheckEqual(RunWhole(Noise(kTwelveSlices)), kGoldenNoise);
  }
  SUBCASE("random jumps between the two extremes") {
    CheckEqual(RunWhole(Extremes(kTwelveSlices)), kGoldenExtremes);
  }
  SUBCASE("-32768, which has no 16-bit magnitude") {
    CheckEqual(RunWhole(Spikes(kTwelveSlices)), kGoldenSpikes);
  }
  SUBCASE("a rising tone") { CheckEqual(RunWhole(Chirp(kTwelveSlices)), kGoldenChirp); }
  SUBCASE("speech") {
    const Samples clip = ReadWav(FRONTEND_AUDIO_DIR "/yes.wav");
    REQUIRE(clip.size() > 2 * kSampleRateHz);
    const auto start = clip.begin() + kSampleRateHz;
    CheckEqual(RunWhole(Samples(start, start + kWindowSamples + 29 * kStepSamples)), kGoldenSpeech);
  }
}
#else
TEST_CASE("features are near those of variant b, and not the same") {
  const std::vector<Slice> slices = RunWhole(Noise(kTwelveSlices));
  REQUIRE(slices.size() == 12);
  int different = 0;
  for (size_t slice = 0; slice < 12; ++slice) {
    for (size_t channel = 0; channel < kChannels; ++channel) {
      const int distance = slices[slice][channel] - kGoldenNoise[slice][channel];
      different += distance != 0;
      CHECK(std::abs(distance) < 60);
    }
  }
  CHECK(different > 0);
  CHECK(different < 12 * kChannels / 4);
}
#endif

TEST_CASE("the way the samples are cut into chunks does not matter") {
  const Samples samples = Noise(kSampleRateHz);
  const std::vector<Slice> whole = RunWhole(samples);
  CHECK(whole.size() == 49);
  for (const size_t chunk : {1, 7, 160, 319, 320, 321, 480, 481, 512, 1000}) {
    CAPTURE(chunk);
    CHECK(Run(samples, [chunk] { return chunk; }) == whole);
  }
  XorShift random(7);
  for (int round = 0; round < 20; ++round) {
    CHECK(Run(samples, [&] { return 1 + random.Next() % 700; }) == whole);
  }
}

TEST_CASE("a slice takes 480 samples first and 320 afterwards") {
  State state;
  Reset(&state);
  const Samples zeros(kWindowSamples, 0);
  Slice slice;
  bool ready = true;
  CHECK(Process(&state, zeros.data(), 479, slice.data(), &ready) == 479);
  CHECK_FALSE(ready);
  CHECK(Process(&state, zeros.data(), 480, slice.data(), &ready) == 1);
  CHECK(ready);
  CHECK(Process(&state, zeros.data(), 480, slice.data(), &ready) == 320);
  CHECK(ready);
}

TEST_CASE("no samples: nothing taken, nothing ready, features untouched") {
  State state;
  Reset(&state);
  Slice slice;
  slice.fill(1234);
  bool ready = true;
  CHECK(Process(&state, nullptr, 0, slice.data(), &ready) == 0);
  CHECK_FALSE(ready);
  CHECK(slice[0] == 1234);
}

TEST_CASE("reset forgets the noise estimates and the pending samples") {
  const Samples samples = Extremes(kTwelveSlices);
  State state;
  Reset(&state);
  Slice first, again;
  bool ready = false;
  Process(&state, samples.data(), kWindowSamples, first.data(), &ready);
  Process(&state, samples.data(), 100, again.data(), &ready);
  Reset(&state);
  CHECK(Process(&state, samples.data(), kWindowSamples, again.data(), &ready) == kWindowSamples);
  CHECK(ready);
  CHECK(first == again);
}

TEST_CASE("digital silence has no features") {
  for (const Slice& slice : RunWhole(Samples(kTwelveSlices, 0))) {
    for (const uint16_t feature : slice) CHECK(feature == 0);
  }
}

TEST_CASE("the state is small enough for a 20 KiB board") { CHECK(sizeof(State) < 2560); }

TEST_CASE("quantisation to int8 spans 666 feature units and saturates") {
  CHECK(QuantizeInt8(0) == -128);
  CHECK(QuantizeInt8(1) == -128);
  CHECK(QuantizeInt8(2) == -127);  // (512 + 333) / 666 = 1
  CHECK(QuantizeInt8(333) == 0);
  CHECK(QuantizeInt8(661) == 126);
  CHECK(QuantizeInt8(664) == 127);
  CHECK(QuantizeInt8(666) == 127);
  CHECK(QuantizeInt8(65535) == 127);
}

TEST_CASE("quantisation to uint8 rounds and saturates") {
  CHECK(QuantizeUint8(0) == 0);
  CHECK(QuantizeUint8(1) == 0);
  CHECK(QuantizeUint8(2) == 1);  // (5100 + 3328) / 6656 = 1.27
  CHECK(QuantizeUint8(333) == 128);
  CHECK(QuantizeUint8(665) == 255);
  CHECK(QuantizeUint8(65535) == 255);
}

}  // namespace
}  // namespace frontend
