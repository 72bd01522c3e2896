#include "fake_board.h"

#include <stdlib.h>

#include "boards/board.h"

FakeBoard g_board;

void ResetFakeBoard(int led_count) {
  g_board = FakeBoard();
  g_board.leds.assign(led_count, false);
}

namespace board {

void ConsoleWrite(const char* text, size_t length) { g_board.console.append(text, length); }
uint32_t Milliseconds() { return g_board.now_ms; }
int LedCount() { return static_cast<int>(g_board.leds.size()); }
void SetLed(int index, bool on) {
  if (index >= 0) g_board.leds.at(index) = on;
}
void Halt() { abort(); }

}  // namespace board
