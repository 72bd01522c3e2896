// Messages. Conversions: %d %i %u %x %p %c %s %f %%, with width, zero padding, # for 0x (- is
// accepted, and fills on the left all the same), precision for %f and %s, and the length modifiers
// l, ll and z. No C library formatter is used.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_LOG_H_
#define TENSORFLOW_LITE_MICRO_MICRO_LOG_H_

#include <stdarg.h>
#include <stddef.h>

// Prints one line: the text and "\r\n".
void MicroPrintf(const char* format, ...) __attribute__((format(printf, 1, 2)));
void VMicroPrintf(const char* format, va_list args);

// With TF_LITE_STRIP_ERROR_STRINGS messages are checked by the compiler and cost nothing.
#ifdef TF_LITE_STRIP_ERROR_STRINGS
constexpr bool kMicroPrintfIsOn = false;
#define MicroPrintf(...)                 \
  do {                                   \
    if (false) MicroPrintf(__VA_ARGS__); \
  } while (false)
#else
constexpr bool kMicroPrintfIsOn = true;
#endif

// Both return the length of the whole text, which may be more than fits; `buffer` always ends with
// a NUL when buf_size is not 0.
int MicroSnprintf(char* buffer, size_t buf_size, const char* format, ...)
    __attribute__((format(printf, 3, 4)));
int MicroVsnprintf(char* buffer, size_t buf_size, const char* format, va_list vlist);

#endif  // TENSORFLOW_LITE_MICRO_MICRO_LOG_H_
