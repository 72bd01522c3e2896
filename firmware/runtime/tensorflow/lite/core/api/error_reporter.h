// Where applications of 2019 to 2022 send their messages.
#ifndef TENSORFLOW_LITE_CORE_API_ERROR_REPORTER_H_
#define TENSORFLOW_LITE_CORE_API_ERROR_REPORTER_H_

#include <stdarg.h>

#include "tensorflow/lite/micro/compatibility.h"

namespace tflite {

class ErrorReporter {
 public:
  virtual ~ErrorReporter() = default;
  // Returns nothing of meaning.
  virtual int Report(const char* format, va_list args) = 0;

  int Report(const char* format, ...) {
    va_list args;
    va_start(args, format);
    const int code = Report(format, args);
    va_end(args);
    return code;
  }
  int ReportError(void*, const char* format, ...) {
    va_list args;
    va_start(args, format);
    const int code = Report(format, args);
    va_end(args);
    return code;
  }

  TF_LITE_REMOVE_VIRTUAL_DELETE
};

}  // namespace tflite

#ifdef TF_LITE_STRIP_ERROR_STRINGS
#define TF_LITE_REPORT_ERROR(reporter, ...)     \
  do {                                          \
    if (false) (reporter)->Report(__VA_ARGS__); \
  } while (false)
#else
#define TF_LITE_REPORT_ERROR(reporter, ...)                               \
  do {                                                                    \
    static_cast<::tflite::ErrorReporter*>(reporter)->Report(__VA_ARGS__); \
  } while (false)
#endif

#endif  // TENSORFLOW_LITE_CORE_API_ERROR_REPORTER_H_
