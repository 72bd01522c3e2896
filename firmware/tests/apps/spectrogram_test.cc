#include "apps/hotword/spectrogram.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace {

std::vector<uint8_t> Contents(const Spectrogram& s) {
  std::vector<uint8_t> all(Spectrogram::kElements);
  s.CopyTo(all.data());
  return all;
}

void PushConstant(Spectrogram* s, uint16_t feature) {
  const std::vector<uint16_t> features(frontend::kChannels, feature);
  s->Push(features.data());
}

}  // namespace

TEST_CASE("a fresh spectrogram is silence in the model's format") {
  Spectrogram s;
  s.Reset(Spectrogram::Format::kInt8);
  CHECK(Contents(s) == std::vector<uint8_t>(Spectrogram::kElements, 0x80));
  s.Reset(Spectrogram::Format::kUint8);
  CHECK(Contents(s) == std::vector<uint8_t>(Spectrogram::kElements, 0));
}

TEST_CASE("slices enter at the end and leave at the front") {
  Spectrogram s;
  s.Reset(Spectrogram::Format::kUint8);
  // Features of 26 units are 10 quantisation steps: (26 * 2550 + 3328) / 6656 = 10.
  for (int slice = 1; slice <= Spectrogram::kSlices + 1; ++slice)
    PushConstant(&s, static_cast<uint16_t>(26 * (slice % 20)));
  const std::vector<uint8_t> all = Contents(s);
  for (int i = 0; i < Spectrogram::kSlices; ++i) {
    const auto slice = all.begin() + i * frontend::kChannels;
    const int feature = 26 * ((i + 2) % 20);
    CHECK(std::all_of(slice, slice + frontend::kChannels,
                      [&](uint8_t v) { return v == (feature * 2550 + 3328) / 6656; }));
  }
}
