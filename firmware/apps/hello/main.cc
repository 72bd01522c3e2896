// The smallest check of a board: prints the banner and blinks the first LED, 500 ms on, 500 ms off.
#include "apps/common/banner.h"
#include "boards/board.h"

int main() {
  StartBoard("hello");
  for (;;) {
    board::SetLed(0, board::Milliseconds() / 500 % 2 == 0);
    board::WaitForInterrupt();
  }
}
