// The formatter of messages against the C library's.
#include "tensorflow/lite/micro/micro_log.h"

#include <doctest/doctest.h>

#include <climits>
#include <cstdio>
#include <string>

#include "console.h"

namespace {

template <typename... Args>
void CheckLikePrintf(const char* format, Args... args) {
  char got[200];
  char want[200];
  const int got_length = MicroSnprintf(got, sizeof(got), format, args...);
  const int want_length = snprintf(want, sizeof(want), format, args...);
  CHECK(std::string(got) == want);
  CHECK(got_length == want_length);
}

}  // namespace

#pragma GCC diagnostic ignored "-Wformat-security"

TEST_CASE("numbers and text as printf writes them") {
  CheckLikePrintf("%d %d %i", 0, -17, INT_MIN);
  CheckLikePrintf("%u %x", UINT_MAX, 0xBEEFu);
  CheckLikePrintf("%ld %lld %zu", -5L, LLONG_MIN, sizeof(int));
  CheckLikePrintf("[%5d] [%05d] [%05d]", 42, 42, -42);
  CheckLikePrintf("[%#x] [%#6x] [%6.2f]", 0x42u, 0x42u, 42.42);
  CheckLikePrintf("%s %.2s [%6s] %c%%", "yes", "unknown", "no", 'x');
}

TEST_CASE("doubles as printf writes them") {
  for (double value : {0.0, 1.0, -1.5, 3.14159265, 1e-7, 0.999999, 123456.789, -0.001, 2e9}) {
    CheckLikePrintf("%f", value);
    CheckLikePrintf("%.2f", value);
  }
  char text[16];
  MicroSnprintf(text, sizeof(text), "%f", -1e300);
  CHECK(std::string(text) == "-inf");
}

TEST_CASE("text that does not fit is cut, its length is told") {
  char text[4];
  CHECK(MicroSnprintf(text, sizeof(text), "%d", 123456) == 6);
  CHECK(std::string(text) == "123");
  CHECK(MicroSnprintf(nullptr, 0, "%d", 12) == 2);
}

TEST_CASE("a message is one line, however long") {
  TakeConsole();
  const std::string text(300, 'a');
  MicroPrintf("%s 100%%", text.c_str());
  CHECK(TakeConsole() == text + " 100%\r\n");
}
