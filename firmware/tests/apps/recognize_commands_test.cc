#include "apps/hotword/recognize_commands.h"

#include <doctest/doctest.h>

#include <array>
#include <deque>
#include <random>
#include <vector>

namespace {

constexpr int kYes = kFirstWord, kNo = kFirstWord + 1, kLabels = 4;
using Scores = std::array<uint8_t, kLabels>;
using Result = RecognizeCommands::Result;

Scores Only(int label, uint8_t score) {
  Scores scores = {};
  scores[static_cast<size_t>(label)] = score;
  return scores;
}

// Feeds the same scores every 20 ms while time < end_ms; returns the results that are new.
std::vector<int32_t> FeedUntil(RecognizeCommands* recognizer, const Scores& scores,
                               int32_t* time_ms, int32_t end_ms) {
  std::vector<int32_t> new_at;
  for (; *time_ms < end_ms; *time_ms += 20) {
    Result result;
    REQUIRE(recognizer->Process(scores.data(), kLabels, *time_ms, &result));
    if (result.is_new) new_at.push_back(*time_ms);
  }
  return new_at;
}

}  // namespace

TEST_CASE("nothing is recognised before three results and a quarter of the window") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  int32_t time_ms = 0;
  // Results from 0 on span 250 ms for the first time at 260.
  CHECK(FeedUntil(&recognizer, Only(kYes, 255), &time_ms, 300) == std::vector<int32_t>{260});
}

TEST_CASE("two results far apart are too few") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  Result result;
  recognizer.Process(Only(kYes, 255).data(), kLabels, 0, &result);
  recognizer.Process(Only(kYes, 255).data(), kLabels, 900, &result);
  CHECK_FALSE(result.is_new);
  CHECK(result.score == 0);
  CHECK(result.label == kSilence);
  recognizer.Process(Only(kYes, 255).data(), kLabels, 950, &result);
  CHECK(result.is_new);
}

TEST_CASE("the average must be above the threshold, not at it") {
  for (const int score : {200, 201}) {
    RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
    int32_t time_ms = 0;
    CHECK(FeedUntil(&recognizer, Only(kNo, static_cast<uint8_t>(score)), &time_ms, 2000).empty() ==
          (score == 200));
  }
}

TEST_CASE("the average is cut to an integer") {
  // (200 * 19 + 219) / 20 = 200.95: not above 200.
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  Result result = {};
  for (int i = 0; i < 20; ++i)
    recognizer.Process(Only(kNo, i == 0 ? 219 : 200).data(), kLabels, i * 20, &result);
  CHECK(result.score == 200);
  CHECK_FALSE(result.is_new);
}

TEST_CASE("a label repeats after more than the suppression time") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  int32_t time_ms = 0;
  CHECK(FeedUntil(&recognizer, Only(kYes, 255), &time_ms, 4000) ==
        std::vector<int32_t>{260, 1780, 3300});
}

TEST_CASE("another label is not suppressed") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  int32_t time_ms = 0;
  REQUIRE(FeedUntil(&recognizer, Only(kYes, 255), &time_ms, 300).size() == 1);
  const std::vector<int32_t> no_at = FeedUntil(&recognizer, Only(kNo, 255), &time_ms, 1700);
  REQUIRE(no_at.size() == 1);
  CHECK(no_at[0] < 260 + 1500);
}

TEST_CASE("silence is new every time and suppresses nothing") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  int32_t time_ms = 0;
  CHECK(FeedUntil(&recognizer, Only(kSilence, 255), &time_ms, 320) ==
        std::vector<int32_t>{260, 280, 300});
}

TEST_CASE("of equal averages the first label wins") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  Result result = {};
  for (int i = 0; i < 20; ++i)
    recognizer.Process(Scores{0, 0, 230, 230}.data(), kLabels, i * 20, &result);
  CHECK(result.label == kYes);
}

TEST_CASE("a result from before the window is refused and changes nothing") {
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  Result result = {kNo, 77, true};
  REQUIRE(recognizer.Process(Only(kYes, 255).data(), kLabels, 5000, &result));
  CHECK_FALSE(recognizer.Process(Only(kYes, 255).data(), kLabels, 4999, &result));
  CHECK(recognizer.Process(Only(kYes, 255).data(), kLabels, 5000, &result));
}

TEST_CASE("random scores and times agree with a plain model of the rules") {
  struct Held {
    int32_t time_ms;
    Scores scores;
  };
  std::mt19937 random(1);
  RecognizeCommands recognizer(RecognizeCommands::MicroSpeech());
  std::deque<Held> held;
  int previous = kSilence;
  bool has_previous_time = false;
  int32_t previous_time = 0, time_ms = 0;
  int commands = 0;
  Scores scores = {};
  for (int step = 0; step < 20000; ++step) {
    time_ms += 20 + static_cast<int32_t>(random() % 60);
    if (random() % 40 == 0) scores = Only(static_cast<int>(random() % kLabels), 255);
    Scores noisy = scores;
    noisy[random() % kLabels] = static_cast<uint8_t>(random());
    Result result;
    REQUIRE(recognizer.Process(noisy.data(), kLabels, time_ms, &result));

    held.push_back({time_ms, noisy});
    while (held.front().time_ms < time_ms - 1000) held.pop_front();
    if (held.size() < 3 || time_ms - held.front().time_ms < 250) {
      REQUIRE(result.label == previous);
      REQUIRE(result.score == 0);
      REQUIRE_FALSE(result.is_new);
      continue;
    }
    int top = 0, top_score = -1;
    for (int label = 0; label < kLabels; ++label) {
      int sum = 0;
      for (const Held& h : held) sum += h.scores[label];
      const int average = sum / static_cast<int>(held.size());
      if (average > top_score) top_score = average, top = label;
    }
    const bool suppressed = top == previous && previous != kSilence && has_previous_time &&
                            time_ms - previous_time <= 1500;
    const bool is_new = top_score > 200 && !suppressed;
    REQUIRE(result.label == top);
    REQUIRE(result.score == top_score);
    REQUIRE(result.is_new == is_new);
    if (is_new) {
      previous = top;
      previous_time = time_ms;
      has_previous_time = true;
      ++commands;
    }
  }
  CHECK(commands > 100);
}

TEST_CASE("the usual settings report a word once until it has faded") {
  RecognizeCommands recognizer;
  const RecognizeCommands::Settings usual;
  int32_t time_ms = 0;
  CHECK(FeedUntil(&recognizer, Only(kYes, 255), &time_ms, 5000).size() == 1);
  // Silence for as long as the average runs, then the word again.
  const int32_t faded_ms = 5000 + usual.average_window_ms;
  CHECK(FeedUntil(&recognizer, Only(kSilence, 0), &time_ms, faded_ms).empty());
  CHECK(FeedUntil(&recognizer, Only(kYes, 255), &time_ms, 8000).size() == 1);
}

TEST_CASE("a word that faded is still not new before the suppression time is over") {
  RecognizeCommands::Settings settings;
  settings.average_window_ms = 100;
  settings.suppression_ms = 700;
  RecognizeCommands recognizer(settings);
  int32_t time_ms = 0;
  const std::vector<int32_t> first = FeedUntil(&recognizer, Only(kNo, 255), &time_ms, 200);
  REQUIRE(first.size() == 1);
  CHECK(FeedUntil(&recognizer, Only(kSilence, 0), &time_ms, 400).empty());
  const std::vector<int32_t> second = FeedUntil(&recognizer, Only(kNo, 255), &time_ms, 2000);
  REQUIRE(second.size() == 1);
  CHECK(second[0] > first[0] + 700);
  CHECK(second[0] <= first[0] + 740);
}

TEST_CASE("more labels than four are averaged as well") {
  RecognizeCommands recognizer;
  Result result = {};
  const std::array<uint8_t, Labels::kMost> scores = {0, 0, 0, 0, 0, 0, 0, 255};
  for (int i = 0; i < 20 && !result.is_new; ++i)
    REQUIRE(recognizer.Process(scores.data(), Labels::kMost, i * 20, &result));
  CHECK(result.is_new);
  CHECK(result.label == 7);
}
