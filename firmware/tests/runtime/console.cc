#include "console.h"

#include <cstdio>

#include "tensorflow/lite/micro/debug_log.h"

namespace {
std::string text;
}

extern "C" void DebugLog(const char* format, va_list args) {
  char piece[256];
  vsnprintf(piece, sizeof(piece), format, args);
  text += piece;
}

std::string TakeConsole() {
  std::string taken;
  taken.swap(text);
  return taken;
}
