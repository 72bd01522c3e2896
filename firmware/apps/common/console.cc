#include "apps/common/console.h"

#include <stddef.h>

#include "boards/board.h"

namespace console {

void Put(const char* text) {
  for (;;) {
    size_t length = 0;
    while (text[length] != '\0' && text[length] != '\n') ++length;
    board::ConsoleWrite(text, length);
    text += length;
    if (*text == '\0') return;
    board::ConsoleWrite("\r\n", 2);
    ++text;
  }
}

void Put(unsigned number) {
  char digits[10];  // 4,294,967,295
  size_t first = sizeof(digits);
  do {
    digits[--first] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  board::ConsoleWrite(digits + first, sizeof(digits) - first);
}

void Stop() { board::Halt(); }

}  // namespace console
