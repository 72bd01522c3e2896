// The smallest check of a board: prints the banner and blinks the first LED, 500 ms on, 500 ms off.
// What is typed on the console comes back, `l` takes the LED over and switches it, and the button
// prints a line.
#include "apps/common/banner.h"
#include "apps/common/console.h"
#include "boards/board.h"

namespace {

// A line end of a terminal is a carriage return.
void Echo(char typed) {
  if (typed == '\r')
    console::Put("\n");
  else
    board::ConsoleWrite(&typed, 1);
}

}  // namespace

int main() {
  StartBoard("hello");
  console::Put("keys come back, l switches the LED\n");
  bool blinks = true, lit = false;
  for (;;) {
    if (blinks) lit = board::Milliseconds() / 500 % 2 == 0;
    for (int typed = board::ConsoleRead(); typed >= 0; typed = board::ConsoleRead()) {
      Echo(static_cast<char>(typed));
      if (typed == 'l') {
        blinks = false;
        lit = !lit;
      }
    }
    board::SetLed(0, lit);
    if (board::TakeButtonPress()) console::Put("button\n");
    board::WaitForInterrupt();
  }
}
