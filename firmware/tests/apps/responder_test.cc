#include "apps/hotword/responder.h"

#include <doctest/doctest.h>

#include "fake_board.h"

namespace {

constexpr board::LedRoles kFiveLeds = {0, 1, 2, 3, 4};
constexpr int kYes = kFirstWord, kNo = kFirstWord + 1;

}  // namespace

TEST_CASE("a word is one line; unknown is none") {
  ResetFakeBoard(1);
  Responder responder(board::LedRoles{});
  responder.Respond({kUnknown, 255, true}, "unknown", 200);
  CHECK(g_board.console.empty());
  responder.Respond({kYes, 231, true}, "yes", 1020);
  responder.Respond({kNo, 201, true}, "no", 2040);
  CHECK(g_board.console == "Heard yes (231) @1020ms\r\nHeard no (201) @2040ms\r\n");
}

TEST_CASE("a single LED is lit while the network runs, and dark between inferences") {
  ResetFakeBoard(1);
  Responder responder(board::LedRoles{});
  responder.InferenceStarts();
  CHECK(g_board.leds[0]);
  responder.InferenceEnds();
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("a yes lights the single LED for three seconds, inferences or not") {
  ResetFakeBoard(1);
  Responder responder(board::LedRoles{});
  g_board.now_ms = 5000;
  responder.Respond({kYes, 231, true}, "yes", 1020);
  responder.InferenceStarts();
  responder.InferenceEnds();
  g_board.now_ms = 7999;
  responder.Tick();
  CHECK(g_board.leds[0]);
  g_board.now_ms = 8000;
  responder.Tick();
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("a second yes starts the three seconds anew, across the wrap of the clock") {
  ResetFakeBoard(1);
  Responder responder(board::LedRoles{});
  g_board.now_ms = 0xFFFFF000;
  responder.Respond({kYes, 231, true}, "yes", 0);
  g_board.now_ms += 2000;
  responder.Respond({kYes, 231, true}, "yes", 2000);
  g_board.now_ms += 2999;
  responder.Tick();
  CHECK(g_board.leds[0]);
  g_board.now_ms += 1;
  responder.Tick();
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("a no leaves the LED alone") {
  ResetFakeBoard(1);
  Responder responder(board::LedRoles{});
  responder.Respond({kNo, 231, true}, "no", 1020);
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("a LED for inferences alone changes with each of them") {
  ResetFakeBoard(5);
  Responder responder(kFiveLeds);
  responder.Ready();
  responder.InferenceStarts();
  CHECK(g_board.leds == std::vector<bool>{true, true, false, false, false});
  responder.InferenceEnds();
  CHECK(g_board.leds == std::vector<bool>{true, true, false, false, false});
  responder.InferenceStarts();
  responder.InferenceEnds();
  CHECK(g_board.leds == std::vector<bool>{true, false, false, false, false});
}

TEST_CASE("each word has its LED, and a new word takes the place of the last") {
  ResetFakeBoard(5);
  Responder responder(kFiveLeds);
  responder.Respond({kYes, 231, true}, "yes", 1020);
  CHECK(g_board.leds == std::vector<bool>{false, false, true, false, false});
  responder.Respond({kNo, 231, true}, "no", 2040);
  CHECK(g_board.leds == std::vector<bool>{false, false, false, true, false});
  responder.Respond({kUnknown, 231, true}, "unknown", 3060);
  CHECK(g_board.leds == std::vector<bool>{false, false, false, false, true});
  g_board.now_ms += 3000;
  responder.Tick();
  CHECK(g_board.leds == std::vector<bool>{false, false, false, false, false});
  CHECK(g_board.console == "Heard yes (231) @1020ms\r\nHeard no (231) @2040ms\r\n");
}
