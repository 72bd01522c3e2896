#include "apps/hotword/audio_input.h"

#include <doctest/doctest.h>

#include <vector>

namespace {

constexpr uint32_t kCapacity = AudioInput::kCapacity;

void PutSample(AudioInput* audio, int16_t sample, uint32_t now_ms = 0) {
  audio->PutByte(static_cast<uint8_t>(sample), now_ms);
  audio->PutByte(static_cast<uint8_t>(static_cast<uint16_t>(sample) >> 8), now_ms);
}

std::vector<int16_t> TakeAll(AudioInput* audio) {
  std::vector<int16_t> all;
  for (;;) {
    const AudioInput::Samples samples = audio->Front();
    if (samples.count == 0) return all;
    all.insert(all.end(), samples.data, samples.data + samples.count);
    audio->Drop(samples.count);
  }
}

}  // namespace

TEST_CASE("two bytes make a sample, low byte first") {
  AudioInput audio;
  audio.PutByte(0x34, 0);
  CHECK(audio.Front().count == 0);
  audio.PutByte(0x92, 0);
  CHECK(TakeAll(&audio) == std::vector<int16_t>{static_cast<int16_t>(0x9234)});
}

TEST_CASE("samples keep their order across the end of the ring") {
  AudioInput audio;
  int16_t next = 0;
  std::vector<int16_t> expected, taken;
  for (int round = 0; round < 50; ++round) {
    for (uint32_t i = 0; i < kCapacity / 2 + 3; ++i) {
      PutSample(&audio, next);
      expected.push_back(next);
      next = static_cast<int16_t>(next * 31 + 7);
    }
    const std::vector<int16_t> part = TakeAll(&audio);
    taken.insert(taken.end(), part.begin(), part.end());
  }
  CHECK(taken == expected);
  CHECK(audio.lost() == 0);
}

TEST_CASE("a full ring keeps what it has and counts what it loses") {
  AudioInput audio;
  for (uint32_t i = 0; i < kCapacity + 5; ++i) PutSample(&audio, static_cast<int16_t>(i));
  CHECK(audio.lost() == 5);
  const std::vector<int16_t> taken = TakeAll(&audio);
  REQUIRE(taken.size() == kCapacity);
  CHECK(taken.front() == 0);
  CHECK(taken.back() == static_cast<int16_t>(kCapacity - 1));
  PutSample(&audio, 99);
  CHECK(TakeAll(&audio) == std::vector<int16_t>{99});
}

TEST_CASE("half a sample before a pause does not shift the bytes after it") {
  AudioInput audio;
  PutSample(&audio, 0x0102, 10);
  audio.PutByte(0x77, 10);
  PutSample(&audio, 0x0304, 10 + 101);
  CHECK(TakeAll(&audio) == std::vector<int16_t>{0x0102, 0x0304});
}

TEST_CASE("a short gap inside a sample is no pause") {
  AudioInput audio;
  audio.PutByte(0x02, 10);
  audio.PutByte(0x01, 10 + 100);
  CHECK(TakeAll(&audio) == std::vector<int16_t>{0x0102});
}

TEST_CASE("whole samples go in as they are, whatever half of one waits") {
  AudioInput audio;
  audio.PutByte(0x77, 10);
  audio.PutSample(-2);
  audio.PutByte(0x01, 10);
  CHECK(TakeAll(&audio) == std::vector<int16_t>{-2, 0x0177});
}
