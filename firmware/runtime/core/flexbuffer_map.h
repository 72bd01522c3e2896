// Reads the options of custom operators: a FlexBuffers map from names to numbers. FlexBuffers are
// written from their end: the last byte is the width of the root, the one before it its type.
// Every access is checked against the size of the buffer.
#ifndef RUNTIME_CORE_FLEXBUFFER_MAP_H_
#define RUNTIME_CORE_FLEXBUFFER_MAP_H_

#include <stddef.h>
#include <stdint.h>

namespace tflite {

class FlexbufferMap {
 public:
  // A value where it is stored, with its type (the format's number) and width in bytes. An indirect
  // number has been followed: its type is that of a direct one.
  struct Value {
    const uint8_t* at = nullptr;
    uint8_t type = 0;
    uint8_t width = 0;
  };

  // A buffer that is no map, or whose table of contents does not lie in it, is a map of no values.
  FlexbufferMap(const void* bytes, size_t size);

  size_t size() const { return count_; }

  // Value number `i`, in the order of the names' bytes. False: there is none, it is no number, or
  // it does not lie in the buffer.
  bool At(size_t i, Value* value) const;
  bool Find(const char* name, Value* value) const;

  // What the value named `name` says, converted; false as At, or when it does not fit.
  bool Get(const char* name, int32_t* number) const;
  bool Get(const char* name, bool* flag) const;
  bool Get(const char* name, float* number) const;

  // Conversions without floating-point arithmetic. Integers are cut to 64 bits, floating-point
  // numbers towards zero.
  static int64_t AsInteger(const Value& value);
  static float AsFloat(const Value& value);

 private:
  bool Inside(size_t at, size_t bytes) const { return at <= size_ && bytes <= size_ - at; }
  bool Unsigned(size_t at, unsigned width, uint64_t* number) const;
  bool Target(size_t at, unsigned width, size_t* target) const;
  bool NameIs(size_t i, const char* name) const;

  const uint8_t* bytes_;
  size_t size_;
  size_t values_ = 0;  // position of the first value
  size_t names_ = 0;   // position of the first reference to a name
  size_t count_ = 0;
  unsigned width_ = 1;       // of a value
  unsigned name_width_ = 1;  // of a reference to a name
};

}  // namespace tflite

#endif  // RUNTIME_CORE_FLEXBUFFER_MAP_H_
