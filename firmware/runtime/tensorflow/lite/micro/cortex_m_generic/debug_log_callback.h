// Text of the runtime for a function of the application. Including this header defines DebugLog,
// unless the application defines it too.
#ifndef TENSORFLOW_LITE_MICRO_CORTEX_M_GENERIC_DEBUG_LOG_CALLBACK_H_
#define TENSORFLOW_LITE_MICRO_CORTEX_M_GENERIC_DEBUG_LOG_CALLBACK_H_

#include "tensorflow/lite/micro/debug_log.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef void (*DebugLogCallback)(const char* s);

__attribute__((weak)) DebugLogCallback debug_log_callback;

// Null: text is dropped, as it is before the first call.
static inline void RegisterDebugLogCallback(DebugLogCallback callback) {
  debug_log_callback = callback;
}

__attribute__((weak)) void DebugLog(const char* format, va_list args) {
  char text[256];
  if (debug_log_callback == 0) return;
  DebugVsnprintf(text, sizeof(text), format, args);
  debug_log_callback(text);
}

#ifdef __cplusplus
}
#endif

#endif  // TENSORFLOW_LITE_MICRO_CORTEX_M_GENERIC_DEBUG_LOG_CALLBACK_H_
