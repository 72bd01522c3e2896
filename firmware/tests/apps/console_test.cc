#include "apps/common/console.h"

#include <doctest/doctest.h>

#include "fake_board.h"

TEST_CASE("console prints text and numbers of every size, and ends lines with CR LF") {
  ResetFakeBoard(1);
  console::Print("a ", 0, " ", 7u, " ", -12, " ", 4294967295u, "\nb\n");
  CHECK(g_board.console == "a 0 7 -12 4294967295\r\nb\r\n");
}

TEST_CASE("console prints the most negative integer") {
  ResetFakeBoard(1);
  console::Print(-2147483647 - 1);
  CHECK(g_board.console == "-2147483648");
}
