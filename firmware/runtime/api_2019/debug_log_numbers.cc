#include "tensorflow/lite/experimental/micro/debug_log_numbers.h"

#include "tensorflow/lite/experimental/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace {

template <typename T>
void Show(const char* format, T value) {
  char text[32];
  MicroSnprintf(text, sizeof(text), format, value);
  DebugLog(text);
}

}  // namespace

extern "C" {

void DebugLogInt32(int32_t i) { Show("%d", static_cast<int>(i)); }
void DebugLogUInt32(uint32_t i) { Show("%u", static_cast<unsigned>(i)); }
void DebugLogHex(uint32_t i) { Show("0x%x", static_cast<unsigned>(i)); }
void DebugLogFloat(float i) { Show("%f", static_cast<double>(i)); }

}  // extern "C"
