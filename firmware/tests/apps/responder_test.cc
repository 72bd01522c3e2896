#include "apps/hotword/responder.h"

#include <doctest/doctest.h>

#include "fake_board.h"

TEST_CASE("a new command is one line; silence, unknown and old commands are none") {
  ResetFakeBoard(1);
  Responder responder;
  responder.Respond({kSilence, 255, true}, 100);
  responder.Respond({kUnknown, 255, true}, 200);
  responder.Respond({kYes, 255, false}, 300);
  CHECK(g_board.console.empty());
  responder.Respond({kYes, 231, true}, 1020);
  responder.Respond({kNo, 201, true}, 2040);
  CHECK(g_board.console == "Heard yes (231) @1020ms\r\nHeard no (201) @2040ms\r\n");
}

TEST_CASE("a single LED is lit while the network runs, and dark between inferences") {
  ResetFakeBoard(1);
  Responder responder;
  responder.InferenceStarts();
  CHECK(g_board.leds[0]);
  responder.InferenceEnds();
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("a yes lights the single LED for three seconds, inferences or not") {
  ResetFakeBoard(1);
  Responder responder;
  g_board.now_ms = 5000;
  responder.Respond({kYes, 231, true}, 1020);
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
  Responder responder;
  g_board.now_ms = 0xFFFFF000;
  responder.Respond({kYes, 231, true}, 0);
  g_board.now_ms += 2000;
  responder.Respond({kYes, 231, true}, 2000);
  g_board.now_ms += 2999;
  responder.Tick();
  CHECK(g_board.leds[0]);
  g_board.now_ms += 1;
  responder.Tick();
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("a no leaves the LED alone") {
  ResetFakeBoard(1);
  Responder responder;
  responder.Respond({kNo, 231, true}, 1020);
  CHECK_FALSE(g_board.leds[0]);
}

TEST_CASE("with several LEDs the last one shows the yes and the first one the network") {
  ResetFakeBoard(3);
  Responder responder;
  responder.Respond({kYes, 231, true}, 1020);
  CHECK(g_board.leds == std::vector<bool>{false, false, true});
  responder.InferenceStarts();
  CHECK(g_board.leds == std::vector<bool>{true, false, true});
  responder.InferenceEnds();
  CHECK(g_board.leds == std::vector<bool>{false, false, true});
}
