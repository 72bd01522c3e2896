#include "apps/hotword/word_end.h"

#include <doctest/doctest.h>

#include <vector>

namespace {

// A slice of 20 ms with samples of +-amplitude.
void Slice(WordEnd* word_end, int16_t amplitude, size_t count = 320) {
  std::vector<int16_t> samples(count);
  for (size_t i = 0; i < count; ++i)
    samples[i] = static_cast<int16_t>(i % 2 == 0 ? amplitude : -amplitude);
  word_end->Add(samples.data(), samples.size());
  if (count == 320) word_end->EndSlice();
}

}  // namespace

TEST_CASE("nothing at all has ended") {
  WordEnd word_end;
  CHECK(word_end.Ended());
  Slice(&word_end, 0);
  CHECK(word_end.Ended());
}

TEST_CASE("a word ends 36 dB below its loudest frame") {
  WordEnd word_end;
  Slice(&word_end, 10000);
  CHECK_FALSE(word_end.Ended());
  Slice(&word_end, 163);  // -35.8 dB
  CHECK_FALSE(word_end.Ended());
  Slice(&word_end, 155);  // -36.2 dB
  CHECK_FALSE(word_end.Ended());
  Slice(&word_end, 155);
  CHECK(word_end.Ended());
}

TEST_CASE("one faint slice may be within a word") {
  WordEnd word_end;
  Slice(&word_end, 10000);
  for (int i = 0; i < 3; ++i) {
    Slice(&word_end, 0);
    CHECK_FALSE(word_end.Ended());
    Slice(&word_end, 1000);
    CHECK_FALSE(word_end.Ended());
  }
}

TEST_CASE("half a slice of sound is enough to go on") {
  WordEnd word_end;
  Slice(&word_end, 10000);
  std::vector<int16_t> samples(320, 0);
  for (size_t i = 160; i < 320; ++i) samples[i] = 5000;
  word_end.Add(samples.data(), 100);
  word_end.Add(samples.data() + 100, 220);
  word_end.EndSlice();
  CHECK_FALSE(word_end.Ended());
}

TEST_CASE("a sound is forgotten after a second") {
  WordEnd word_end;
  Slice(&word_end, 10000);
  for (int i = 0; i < 49; ++i) Slice(&word_end, 100);
  CHECK(word_end.Ended());
  Slice(&word_end, 100);  // now the loudest of the last second
  CHECK_FALSE(word_end.Ended());
}

TEST_CASE("the loudest samples do not overflow") {
  WordEnd word_end;
  Slice(&word_end, 32767);
  Slice(&word_end, 20000);
  CHECK_FALSE(word_end.Ended());
}
