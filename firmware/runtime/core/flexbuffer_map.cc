#include "core/flexbuffer_map.h"

namespace tflite {
namespace {

// Numbers of the format (its types in the high six bits, log2 of the width in the low two).
enum Type : uint8_t {
  kInt = 1,
  kUInt = 2,
  kFloat = 3,
  kIndirectInt = 6,
  kIndirectFloat = 8,
  kMap = 9,
  kBool = 26,
};
constexpr unsigned kToDirect = kIndirectInt - kInt;

uint64_t Load(const uint8_t* at, unsigned width) {
  uint64_t number = 0;
  for (unsigned i = width; i-- > 0;) number = number << 8 | at[i];
  return number;
}

uint32_t FloatBits(const FlexbufferMap::Value& value) {
  if (value.width == 4) return static_cast<uint32_t>(Load(value.at, 4));
  // A double, rounded to the nearest float (halves to the even one); what is too small is 0.
  const uint64_t bits = Load(value.at, 8);
  const uint32_t sign = static_cast<uint32_t>(bits >> 32) & 0x80000000u;
  const int exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1023 + 127;
  const uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  if (exponent <= 0) return sign;
  const uint32_t infinity = 0x7F800000u;
  if (exponent >= 255) {
    const bool not_a_number = exponent == 0x7FF - 1023 + 127 && fraction != 0;
    return sign | infinity | (not_a_number ? 1u << 22 : 0);
  }
  // A fraction that is rounded up to 2 moves on to the exponent.
  const uint64_t half = (1u << 28) - 1 + (fraction >> 29 & 1);
  const uint32_t rounded = static_cast<uint32_t>((fraction + half) >> 29);
  return sign | ((static_cast<uint32_t>(exponent) << 23) + rounded);
}

}  // namespace

FlexbufferMap::FlexbufferMap(const void* bytes, size_t size)
    : bytes_(static_cast<const uint8_t*>(bytes)), size_(bytes != nullptr ? size : 0) {
  if (size_ < 3) return;
  const unsigned root_width = bytes_[size_ - 1];
  const unsigned type = bytes_[size_ - 2];
  size_t values;
  if (type >> 2 != kMap || root_width > size_ - 2 ||
      !Target(size_ - 2 - root_width, root_width, &values)) {
    return;
  }
  // Before the values: their number, the width of references to names, the distance to the names;
  // before the names: their number. Behind the values: a byte of type each.
  const unsigned width = 1u << (type & 3);
  uint64_t count, name_width, name_count;
  size_t names;
  if (values < 3 * width || !Unsigned(values - width, width, &count) ||
      !Unsigned(values - 2 * width, width, &name_width) ||
      !Target(values - 3 * width, width, &names) || name_width > 8 || names < name_width ||
      !Unsigned(names - static_cast<size_t>(name_width), static_cast<unsigned>(name_width),
                &name_count) ||
      name_count != count || count > size_ ||
      !Inside(values, static_cast<size_t>(count) * (width + 1)) ||
      !Inside(names, static_cast<size_t>(count * name_width))) {
    return;
  }
  values_ = values;
  names_ = names;
  width_ = width;
  name_width_ = static_cast<unsigned>(name_width);
  count_ = static_cast<size_t>(count);
}

bool FlexbufferMap::Unsigned(size_t at, unsigned width, uint64_t* number) const {
  const bool power = width == 1 || width == 2 || width == 4 || width == 8;
  if (!power || !Inside(at, width)) return false;
  *number = Load(bytes_ + at, width);
  return true;
}

// References are distances backwards from where they are stored.
bool FlexbufferMap::Target(size_t at, unsigned width, size_t* target) const {
  uint64_t distance;
  if (!Unsigned(at, width, &distance) || distance > at) return false;
  *target = at - static_cast<size_t>(distance);
  return true;
}

bool FlexbufferMap::NameIs(size_t i, const char* name) const {
  size_t at;
  if (!Target(names_ + i * name_width_, name_width_, &at)) return false;
  for (; at < size_ && bytes_[at] == static_cast<uint8_t>(*name); ++at, ++name) {
    if (*name == '\0') return true;
  }
  return false;
}

bool FlexbufferMap::At(size_t i, Value* value) const {
  if (i >= count_) return false;
  size_t at = values_ + i * width_;
  unsigned type = bytes_[values_ + count_ * width_ + i] >> 2;
  unsigned width = width_;
  if (type >= kIndirectInt && type <= kIndirectFloat) {
    width = 1u << (bytes_[values_ + count_ * width_ + i] & 3);
    if (!Target(at, width_, &at) || !Inside(at, width)) return false;
    type -= kToDirect;
  }
  const bool number =
      type == kInt || type == kUInt || type == kBool || (type == kFloat && width >= 4);
  if (!number) return false;
  value->at = bytes_ + at;
  value->type = static_cast<uint8_t>(type);
  value->width = static_cast<uint8_t>(width);
  return true;
}

bool FlexbufferMap::Find(const char* name, Value* value) const {
  for (size_t i = 0; i < count_; ++i) {
    if (NameIs(i, name)) return At(i, value);
  }
  return false;
}

int64_t FlexbufferMap::AsInteger(const Value& value) {
  if (value.type == kFloat) {
    const uint32_t bits = FloatBits(value);
    const int exponent = static_cast<int>(bits >> 23 & 0xFF) - 127;
    if (exponent < 0) return 0;
    uint64_t magnitude = INT64_MAX;
    if (exponent < 63) {
      const uint64_t mantissa = (bits & 0x7FFFFF) | 0x800000;
      magnitude = exponent < 23 ? mantissa >> (23 - exponent) : mantissa << (exponent - 23);
    }
    const int64_t number = static_cast<int64_t>(magnitude);
    return bits >> 31 != 0 ? -number : number;
  }
  const uint64_t bits = Load(value.at, value.width);
  const unsigned unused = 64 - 8u * value.width;
  if (value.type == kInt) return static_cast<int64_t>(bits << unused) >> unused;
  return static_cast<int64_t>(bits);
}

float FlexbufferMap::AsFloat(const Value& value) {
  if (value.type != kFloat) return static_cast<float>(AsInteger(value));
  const uint32_t bits = FloatBits(value);
  float number;
  __builtin_memcpy(&number, &bits, sizeof(number));
  return number;
}

bool FlexbufferMap::Get(const char* name, int32_t* number) const {
  Value value;
  if (!Find(name, &value)) return false;
  const int64_t wide = AsInteger(value);
  *number = static_cast<int32_t>(wide);
  return wide == *number;
}

bool FlexbufferMap::Get(const char* name, bool* flag) const {
  Value value;
  if (!Find(name, &value)) return false;
  *flag = AsInteger(value) != 0;
  return true;
}

bool FlexbufferMap::Get(const char* name, float* number) const {
  Value value;
  if (!Find(name, &value)) return false;
  *number = AsFloat(value);
  return true;
}

}  // namespace tflite
