// A board in memory: the test sets the time and reads console and LEDs.
#ifndef FIRMWARE_TESTS_APPS_FAKE_BOARD_H_
#define FIRMWARE_TESTS_APPS_FAKE_BOARD_H_

#include <stdint.h>

#include <string>
#include <vector>

struct FakeBoard {
  uint32_t now_ms = 0;
  std::string console;
  std::vector<bool> leds;
};

// The board behind board.h; Reset gives it `led_count` LEDs, all dark.
extern FakeBoard g_board;
void ResetFakeBoard(int led_count);

#endif  // FIRMWARE_TESTS_APPS_FAKE_BOARD_H_
