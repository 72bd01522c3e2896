// Reading FlatBuffers in place. A table, vector or string is never copied or constructed: a pointer
// to one of these classes is the address of its bytes in the file.
//
// Format: a table starts with the signed distance back to its vtable; the vtable is
// {u16 vtable bytes, u16 table bytes, u16 offset of field 0, of field 1, ...}, offset 0 = absent.
// References are u32 distances forward from the place that holds them. Little endian.
#ifndef TENSORFLOW_LITE_SCHEMA_FLATBUFFER_TABLE_H_
#define TENSORFLOW_LITE_SCHEMA_FLATBUFFER_TABLE_H_

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace flatbuffers {

template <typename T>
inline T ReadScalar(const void* p) {
  T value;
  memcpy(&value, p, sizeof(T));
  return value;
}

// The table or string that a vector of references has at `i`. A function of its own, as many call
// it.
const void* ReferenceAt(const void* vector, uint32_t i);

// Element type of a vector of references to tables or strings.
template <typename T>
struct Offset {};

// Goes over a vector of either kind.
template <typename Container>
class VectorIterator {
 public:
  VectorIterator(const Container* vector, uint32_t i) : vector_(vector), i_(i) {}
  auto operator*() const { return vector_->Get(i_); }
  VectorIterator& operator++() {
    ++i_;
    return *this;
  }
  bool operator==(const VectorIterator& other) const { return i_ == other.i_; }
  bool operator!=(const VectorIterator& other) const { return i_ != other.i_; }

 private:
  const Container* vector_;
  uint32_t i_;
};

template <typename T>
class Vector {
 public:
  using return_type = T;
  uint32_t size() const { return ReadScalar<uint32_t>(this); }
  const uint8_t* Data() const { return reinterpret_cast<const uint8_t*>(this) + 4; }
  const T* data() const { return reinterpret_cast<const T*>(Data()); }
  T Get(uint32_t i) const { return ReadScalar<T>(Data() + i * sizeof(T)); }
  T operator[](uint32_t i) const { return Get(i); }
  uint32_t Length() const { return size(); }
  bool empty() const { return size() == 0; }
  VectorIterator<Vector> begin() const { return {this, 0}; }
  VectorIterator<Vector> end() const { return {this, size()}; }
};

template <typename T>
class Vector<Offset<T>> {
 public:
  using return_type = const T*;
  uint32_t size() const { return ReadScalar<uint32_t>(this); }
  const T* Get(uint32_t i) const { return static_cast<const T*>(ReferenceAt(this, i)); }
  const T* operator[](uint32_t i) const { return Get(i); }
  uint32_t Length() const { return size(); }
  bool empty() const { return size() == 0; }
  VectorIterator<Vector> begin() const { return {this, 0}; }
  VectorIterator<Vector> end() const { return {this, size()}; }
};

class String {
 public:
  uint32_t size() const { return ReadScalar<uint32_t>(this); }
  uint32_t Length() const { return size(); }
  const char* c_str() const { return reinterpret_cast<const char*>(this) + 4; }
};

class Table {
 public:
  // Address of a field of `width` bytes, or null when it is absent or does not lie in the table.
  const uint8_t* Field(unsigned id, unsigned width) const;

  uint8_t U8(unsigned id) const;
  int32_t I32(unsigned id, int32_t absent) const;

  template <typename T>
  const T* Pointer(unsigned id) const {
    return static_cast<const T*>(Reference(id));
  }

 private:
  const void* Reference(unsigned id) const;
};

}  // namespace flatbuffers

#endif  // TENSORFLOW_LITE_SCHEMA_FLATBUFFER_TABLE_H_
