#include "apps/hotword/listener.h"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <vector>

namespace {

constexpr int kYes = kFirstWord, kNo = kFirstWord + 1, kLabels = 4;

constexpr RecognizeCommands::Settings kUsual;
// Results in the window: one every 20 ms, with both ends. So many of 255 pass the threshold.
constexpr int kResults = kUsual.average_window_ms / 20 + 1;
constexpr int kPassing = kUsual.detection_threshold * kResults / 255 + 1;

// A listener that hears a tone or nothing, while the test says what the network makes of it.
class Stage {
 public:
  Stage() { listener_.Reset(Spectrogram::Format::kInt8); }

  // 20 ms; returns the label that is reported.
  std::optional<int> Slice(int16_t amplitude, int label, uint8_t score = 255) {
    std::vector<int16_t> samples(320);
    for (size_t i = 0; i < samples.size(); ++i)
      samples[i] = static_cast<int16_t>(i / 8 % 2 == 0 ? amplitude : -amplitude);
    std::optional<int> heard;
    size_t at = 0;
    while (at < samples.size()) {
      bool ready = false;
      at += listener_.Take(samples.data() + at, samples.size() - at, &ready);
      if (!ready) continue;
      std::array<uint8_t, kLabels> scores = {};
      scores[static_cast<size_t>(label)] = score;
      RecognizeCommands::Result result;
      if (!listener_.Hear(scores.data(), kLabels, &result)) continue;
      heard = result.label;
      score_ = result.score;
    }
    return heard;
  }

  std::vector<int> Slices(int count, int16_t amplitude, int label, uint8_t score = 255) {
    std::vector<int> all;
    for (int i = 0; i < count; ++i) {
      if (const std::optional<int> heard = Slice(amplitude, label, score)) all.push_back(*heard);
    }
    return all;
  }

  uint32_t AudioMs() const { return listener_.AudioMs(); }
  int score() const { return score_; }  // of the last report

 private:
  int score_ = 0;
  Listener listener_;
};

}  // namespace

TEST_CASE("a word is reported when it has ended") {
  Stage stage;
  CHECK(stage.Slices(20, 0, kSilence).empty());
  CHECK(stage.Slices(20, 8000, kSilence).empty());
  CHECK(stage.Slices(kPassing, 8000, kYes).empty());  // passes the threshold, but its sound lasts
  const std::vector<int> after = stage.Slices(3, 0, kYes);
  CHECK(after == std::vector<int>{kYes});
}

TEST_CASE("a word whose sound goes on is reported all the same, a while later") {
  Stage stage;
  CHECK(stage.Slices(20, 8000, kSilence).empty());
  const uint32_t from = stage.AudioMs();
  CHECK(stage.Slices(40, 8000, kNo) == std::vector<int>{kNo});
  CHECK(stage.AudioMs() - from == 800);
}

TEST_CASE("another word ends the one that waits") {
  Stage stage;
  CHECK(stage.Slices(20, 8000, kSilence).empty());
  CHECK(stage.Slices(kPassing, 8000, kYes).empty());
  std::vector<int> heard = stage.Slices(kResults, 8000, kNo);
  for (const int label : stage.Slices(20, 0, kSilence)) heard.push_back(label);
  CHECK(heard == std::vector<int>{kYes, kNo});
}

TEST_CASE("silence is never reported, an unknown word is") {
  Stage stage;
  CHECK(stage.Slices(60, 0, kSilence).empty());
  CHECK(stage.Slices(60, 0, kUnknown).front() == kUnknown);
}

TEST_CASE("in silence a word is reported when its average passes the threshold") {
  Stage stage;
  CHECK(stage.Slices(kResults, 0, kSilence, 0).empty());
  CHECK(stage.Slices(kPassing - 1, 0, kYes).empty());
  CHECK(stage.Slice(0, kYes) == kYes);
  CHECK(stage.score() > kUsual.detection_threshold);
}

TEST_CASE("what stays below the threshold is no word") {
  Stage stage;
  CHECK(stage.Slices(kResults, 0, kSilence, 0).empty());
  CHECK(stage.Slices(60, 0, kYes, kUsual.detection_threshold).empty());
}

TEST_CASE("a word is reported with its best average, and waits for its end no longer than it may") {
  Stage stage;
  CHECK(stage.Slices(kResults, 8000, kSilence, 0).empty());
  // The average passes the threshold with the last result of the window.
  constexpr uint8_t kScore = kUsual.detection_threshold + 5;
  CHECK(stage.Slices(kResults - 1, 8000, kYes, kScore).empty());
  CHECK(stage.Slices(1, 8000, kYes, kScore).empty());
  const uint32_t from = stage.AudioMs();
  std::optional<int> heard;
  while (!heard) heard = stage.Slice(8000, kYes, 250);
  CHECK(stage.AudioMs() - from == Listener::kLongestWaitMs);
  CHECK(stage.score() > kScore + 20);
}
