// Supplied by the application or board: writes one formatted message piece to its console.
#ifndef TENSORFLOW_LITE_MICRO_DEBUG_LOG_H_
#define TENSORFLOW_LITE_MICRO_DEBUG_LOG_H_

#include <stdarg.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// The runtime formats by itself and calls this with finished text in `format` (any percent sign
// doubled) and no arguments, so both an implementation that formats and one that understands "%%"
// alone are complete.
void DebugLog(const char* format, va_list args);

// Formats into `buffer` as the runtime does (see micro_log.h); returns the length that the whole
// text has, which may be more than fits.
int DebugVsnprintf(char* buffer, size_t buf_size, const char* format, va_list vlist);

#ifdef __cplusplus
}
#endif

#endif  // TENSORFLOW_LITE_MICRO_DEBUG_LOG_H_
