// The reader of FlexBuffers maps, on buffers written by hand after the format's description.
#include "core/flexbuffer_map.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "tensorflow/lite/micro/flatbuffer_utils.h"

namespace {

using tflite::FlexbufferMap;

// Types of the format, as the high six bits of a byte; the low two are log2 of the width.
constexpr uint8_t kInt = 1 << 2;
constexpr uint8_t kFloat = 3 << 2;
constexpr uint8_t kString = 5 << 2;
constexpr uint8_t kIndirectFloat = 8 << 2;
constexpr uint8_t kMap = 9 << 2;
constexpr uint8_t kBool = 26 << 2;

// {"a": -2, "b": true, "cc": "text's place", "d": 2.5 as an indirect double}
const std::vector<uint8_t> kBuffer = {
    'a',  0,     'b',     0,
    'c',  'c',   0,       'd',
    0,  // 0: names
    0,    0,     0,       0,
    0,    0,     0x04,    0x40,  // 9: 2.5
    4,    18,    17,      16,
    14,                                        // 17: 4 names, from 18 on
    4,    1,     4,                            // 22: names are 4 bytes back, width 1; 4 values
    0xFE, 1,     3,       19,                  // 25: values
    kInt, kBool, kString, kIndirectFloat | 3,  // 29: their types
    8,    kMap,  1,                            // 33: the root is 8 bytes back
};

std::vector<uint8_t> Buffer() { return kBuffer; }

int32_t Integer(const std::vector<uint8_t>& bytes, const char* name, int32_t otherwise = -99) {
  int32_t number = otherwise;
  return FlexbufferMap(bytes.data(), bytes.size()).Get(name, &number) ? number : otherwise;
}

// A map of one value named "x", of eight bytes.
std::vector<uint8_t> Wide(uint8_t type, uint64_t bits) {
  std::vector<uint8_t> bytes = {'x', 0, 0, 0, 0, 0, 0, 0};
  const auto word = [&bytes](uint64_t value) {
    for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
  };
  word(1);   // names
  word(16);  // 16: the name is 16 bytes back
  word(8);   // 24: names are 8 bytes back
  word(8);   // width of names
  word(1);   // values
  word(bits);
  bytes.push_back(static_cast<uint8_t>(type | 3));
  bytes.insert(bytes.end(), {9, kMap | 3, 1});
  return bytes;
}

float FloatOf(uint8_t type, uint64_t bits) {
  const std::vector<uint8_t> bytes = Wide(type, bits);
  float number = -99;
  CHECK(FlexbufferMap(bytes.data(), bytes.size()).Get("x", &number));
  return number;
}

float FloatOf(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof(bits));
  return FloatOf(kFloat, bits);
}

}  // namespace

TEST_CASE("values are found by name and by position") {
  const std::vector<uint8_t> bytes = Buffer();
  const FlexbufferMap map(bytes.data(), bytes.size());
  CHECK(map.size() == 4);
  CHECK(Integer(bytes, "a") == -2);
  CHECK(Integer(bytes, "b") == 1);
  CHECK(Integer(bytes, "d") == 2);
  bool flag = false;
  CHECK(map.Get("b", &flag));
  CHECK(flag);
  float number = 0;
  CHECK(map.Get("d", &number));
  CHECK(number == 2.5f);
  const tflite::FlexbufferWrapper wrapper(bytes.data(), bytes.size());
  CHECK(wrapper.ElementAsInt32(0) == -2);
  CHECK(wrapper.ElementAsBool(1));
  CHECK(wrapper.ElementAsFloat(3) == 2.5f);
}

TEST_CASE("what is not there or no number is not found") {
  const std::vector<uint8_t> bytes = Buffer();
  for (const char* name : {"", "c", "cc", "ccc", "e", "aa"}) {
    INFO(name);
    CHECK(Integer(bytes, name) == -99);
  }
  const tflite::FlexbufferWrapper wrapper(bytes.data(), bytes.size());
  CHECK(wrapper.ElementAsInt32(2) == 0);
  CHECK(wrapper.ElementAsInt32(4) == 0);
}

TEST_CASE("numbers are converted as the processor does") {
  for (double value : {0.0, 1.0, -2.5, 0.1, 1e-3, 0.3, 1.0 + 0x1p-24, 1.0 + 0x3p-24, 1e30, -3e-38,
                       3.4028234663852886e38, 0.6000000238418579, 1.9999999999999998}) {
    INFO(value);
    CHECK(FloatOf(value) == static_cast<float>(value));
  }
  CHECK(FloatOf(1e300) == HUGE_VALF);
  CHECK(FloatOf(-1e-300) == 0.0f);
  CHECK(FloatOf(NAN) != FloatOf(NAN));
  CHECK(FloatOf(kInt, static_cast<uint64_t>(-5)) == -5.0f);
  for (double value : {0.0, 0.99, -0.99, 7.5, -7.5, 123456.75, -1e9}) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof(bits));
    CHECK(Integer(Wide(kFloat, bits), "x") == static_cast<int32_t>(value));
  }
  CHECK(Integer(Wide(kInt, static_cast<uint64_t>(INT32_MIN)), "x") == INT32_MIN);
  // Too large for 32 bits.
  CHECK(Integer(Wide(kInt, uint64_t{1} << 31), "x") == -99);
}

TEST_CASE("a cut or changed buffer is never read outside of its bytes") {
  for (const std::vector<uint8_t>& whole : {Buffer(), Wide(kInt, 1), Wide(kFloat, 1)}) {
    for (size_t size = 0; size <= whole.size(); ++size) {
      // Its own block, so that the sanitizer knows where it ends.
      for (size_t at = 0; at < (size == whole.size() ? size : 1); ++at) {
        for (int change = 0; change < 256; ++change) {
          std::vector<uint8_t> bytes(whole.begin(), whole.begin() + static_cast<long>(size));
          if (size != 0) bytes[at] = static_cast<uint8_t>(bytes[at] ^ change);
          bytes.shrink_to_fit();
          const FlexbufferMap map(bytes.data(), bytes.size());
          CHECK(map.size() <= size);
          int32_t number;
          float real;
          for (const char* name : {"a", "d", "x"}) {
            map.Get(name, &number);
            map.Get(name, &real);
          }
          for (size_t i = 0; i < 5; ++i) {
            FlexbufferMap::Value value;
            if (map.At(i, &value)) FlexbufferMap::AsInteger(value);
          }
        }
      }
    }
  }
  const FlexbufferMap nothing(nullptr, 0);
  CHECK(nothing.size() == 0);
}
