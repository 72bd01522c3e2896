#include "apps/hotword/runtime_log.h"

#include "tensorflow/lite/micro/debug_log.h"

namespace {

char g_line[128];
unsigned g_length;
bool g_complete;

}  // namespace

// The runtime hands over finished text; the only conversion in it is "%%".
extern "C" void DebugLog(const char* format, va_list) {
  for (; *format != '\0' && !g_complete; ++format) {
    if (format[0] == '%' && format[1] == '%') ++format;
    if (*format == '\r' || *format == '\n') {
      g_complete = g_length != 0;
    } else if (g_length + 1 < sizeof(g_line)) {
      g_line[g_length++] = *format;
    }
  }
}

namespace runtime_log {

const char* First() {
  g_line[g_length] = '\0';
  return g_line;
}

void Clear() {
  g_length = 0;
  g_complete = false;
}

}  // namespace runtime_log
