#include "tensorflow/lite/micro/micro_log.h"

#include <stdint.h>

#include "tensorflow/lite/micro/debug_log.h"

namespace {

void SendText(const char* text, ...) {
  va_list none;
  va_start(none, text);
  DebugLog(text, none);
  va_end(none);
}

// Where formatted characters go: into a buffer, or through one to DebugLog, piece by piece.
class Sink {
 public:
  Sink(char* buffer, size_t size, bool log) : buffer_(buffer), size_(size), log_(log) {}

  void Put(char c) {
    if (log_ && c == '%') Store(c);  // DebugLog takes a format
    Store(c);
    if (log_ && length_ + 3 > size_) Finish();
  }

  int Finish() {
    if (size_ != 0) buffer_[length_ < size_ ? length_ : size_ - 1] = '\0';
    const int length = static_cast<int>(length_);
    if (log_) {
      SendText(buffer_);
      length_ = 0;
    }
    return length;
  }

 private:
  void Store(char c) {
    if (length_ + 1 < size_) buffer_[length_] = c;
    ++length_;
  }

  char* buffer_;
  size_t size_;
  size_t length_ = 0;
  bool log_;
};

// Minimum width and fill character of a conversion.
struct Field {
  int width;
  char fill;
  bool prefix;  // 0x
};

// Fills up on the left; zeros go behind a minus sign.
void PutText(Sink* sink, const char* text, int length, Field field) {
  int fill = field.width - length;
  if (field.fill == '0' && *text == '-') {
    sink->Put(*text++);
    --length;
  }
  while (fill-- > 0) sink->Put(field.fill);
  while (length-- > 0) sink->Put(*text++);
}

// Divides *value by `base` (2..16) and returns the remainder; bit by bit, so that no 64-bit
// division routine is linked.
unsigned DivideBy(uint64_t* value, unsigned base) {
  unsigned rest = 0;
  uint64_t v = *value;
  for (int bit = 0; bit < 64; ++bit) {
    rest = rest << 1 | static_cast<unsigned>(v >> 63);
    v <<= 1;
    if (rest >= base) {
      rest -= base;
      ++v;
    }
  }
  *value = v;
  return rest;
}

// `after_point` digits are set behind a decimal point (0: none).
void PutNumber(Sink* sink, uint64_t value, unsigned base, bool negative, int after_point,
               Field field) {
  char digits[32];
  char* const end = digits + sizeof(digits);
  char* first = end;
  do {
    if (after_point != 0 && end - first == after_point) *--first = '.';
    const unsigned digit = DivideBy(&value, base);
    *--first = static_cast<char>(digit < 10 ? '0' + digit : 'a' + digit - 10);
  } while (value != 0 || (after_point != 0 && end - first < after_point + 2));
  if (negative) *--first = '-';
  if (field.prefix) {
    *--first = 'x';
    *--first = '0';
  }
  PutText(sink, first, static_cast<int>(end - first), field);
}

// Text of a double from its bits: nothing here needs floating-point support. Rounds half up;
// magnitudes of 2^31 and more, infinities and NaN print as "inf".
void PutDouble(Sink* sink, uint64_t bits, int precision, Field field) {
  const bool negative = bits >> 63 != 0;
  // value = fixed * 2^(exponent - 52); then with 32 bits behind the point.
  int exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1023;
  if (exponent > 30) {
    field.fill = ' ';
    PutText(sink, negative ? "-inf" : "inf", negative ? 4 : 3, field);
    return;
  }
  uint64_t fixed = (bits & ((uint64_t{1} << 52) - 1)) | uint64_t{1} << 52;
  for (; exponent < 20; ++exponent) fixed >>= 1;
  for (; exponent > 20; --exponent) fixed <<= 1;
  uint64_t digits = fixed >> 32;
  uint32_t fraction = static_cast<uint32_t>(fixed);
  for (int i = 0; i < precision; ++i) {
    const uint64_t next = uint64_t{fraction} * 10;
    digits = digits * 10 + (next >> 32);
    fraction = static_cast<uint32_t>(next);
  }
  PutNumber(sink, digits + (fraction >> 31), 10, negative, precision, field);
}

void FormatTo(Sink* sink, const char* format, va_list args) {
  for (; *format != '\0'; ++format) {
    if (*format != '%') {
      sink->Put(*format);
      continue;
    }
    ++format;
    Field field = {0, ' ', false};
    for (; *format == '#' || *format == '0' || *format == '-'; ++format) {
      if (*format == '#') field.prefix = true;
      if (*format == '0') field.fill = '0';
    }
    int precision = -1;
    for (int* number = &field.width;; ++format) {
      if (*format == '.') {
        number = &precision;
        *number = 0;
      } else if (*format >= '0' && *format <= '9') {
        *number = (*number * 10 + (*format - '0')) & 0xFF;
      } else {
        break;
      }
    }
    size_t bytes = sizeof(int);
    for (int longs = 0; *format == 'l' || *format == 'z'; ++format) {
      bytes = ++longs > 1 ? sizeof(int64_t) : sizeof(long);
    }
    const char kind = *format;
    if (kind == '\0') return;
    if (kind == 's') {
      const char* text = va_arg(args, const char*);
      if (text == nullptr) text = "(null)";
      int length = 0;
      while (length != precision && text[length] != '\0') ++length;
      field.fill = ' ';
      PutText(sink, text, length, field);
    } else if (kind == 'f') {
      const double value = va_arg(args, double);
      uint64_t bits;
      __builtin_memcpy(&bits, &value, 8);
      PutDouble(sink, bits, precision < 0 || precision > 6 ? 6 : precision, field);
    } else if (kind == 'd' || kind == 'i' || kind == 'u' || kind == 'x' || kind == 'p') {
      if (kind == 'p') bytes = sizeof(void*);
      int64_t value = bytes == 8 ? va_arg(args, int64_t) : va_arg(args, int);
      const bool negative = kind <= 'i' && value < 0;
      if (kind > 'i' && bytes != 8) value = static_cast<uint32_t>(value);
      const uint64_t magnitude = static_cast<uint64_t>(value);
      PutNumber(sink, negative ? 0 - magnitude : magnitude, kind == 'x' || kind == 'p' ? 16 : 10,
                negative, 0, field);
    } else {
      sink->Put(kind == 'c' ? static_cast<char>(va_arg(args, int)) : kind);
    }
  }
}

}  // namespace

int MicroVsnprintf(char* buffer, size_t buf_size, const char* format, va_list vlist) {
  Sink sink(buffer, buf_size, false);
  FormatTo(&sink, format, vlist);
  return sink.Finish();
}

int MicroSnprintf(char* buffer, size_t buf_size, const char* format, ...) {
  va_list args;
  va_start(args, format);
  const int length = MicroVsnprintf(buffer, buf_size, format, args);
  va_end(args);
  return length;
}

// Applications may have one of their own beside their DebugLog.
extern "C" __attribute__((weak)) int DebugVsnprintf(char* buffer, size_t buf_size,
                                                    const char* format, va_list vlist) {
  return MicroVsnprintf(buffer, buf_size, format, vlist);
}

void VMicroPrintf(const char* format, va_list args) {
  char piece[64];
  Sink sink(piece, sizeof(piece), true);
  FormatTo(&sink, format, args);
  sink.Put('\r');
  sink.Put('\n');
  sink.Finish();
}

#ifndef TF_LITE_STRIP_ERROR_STRINGS
void MicroPrintf(const char* format, ...) {
  va_list args;
  va_start(args, format);
  VMicroPrintf(format, args);
  va_end(args);
}
#endif
