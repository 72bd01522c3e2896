// Test signals made of integers only, so that make_goldens.py makes the same ones.
#ifndef FIRMWARE_TESTS_FRONTEND_SIGNALS_H_
#define FIRMWARE_TESTS_FRONTEND_SIGNALS_H_

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace frontend {

using Samples = std::vector<int16_t>;

class XorShift {
 public:
  explicit XorShift(uint32_t seed) : state_(seed) {}
  uint32_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    return state_ ^= state_ << 5;
  }

 private:
  uint32_t state_;
};

// Full-scale noise that gets 6 dB fainter every 300 samples, twelve times, and starts anew.
inline Samples Noise(size_t count) {
  XorShift random(2463534242u);
  Samples out(count);
  for (size_t n = 0; n < count; ++n) {
    const int32_t value = static_cast<int32_t>(random.Next() >> 16) - 32768;
    out[n] = static_cast<int16_t>(value >> (n / 300 % 12));
  }
  return out;
}

inline Samples Extremes(size_t count) {
  XorShift random(88675123u);
  Samples out(count);
  for (int16_t& sample : out) sample = (random.Next() & 0x10000) != 0 ? 32767 : -32768;
  return out;
}

inline Samples Spikes(size_t count) {
  Samples out(count, 0);
  for (size_t n = 0; n < count; n += 397) out[n] = -32768;
  return out;
}

// A triangle wave that rises from 0 to 4 kHz in one second.
inline Samples Chirp(size_t count) {
  uint32_t phase = 0;
  Samples out(count);
  for (size_t n = 0; n < count; ++n) {
    phase += static_cast<uint32_t>(n) << 14;
    const int32_t position = static_cast<int32_t>(phase >> 16);
    const int32_t value = (position < 32768 ? position : 65535 - position) * 2 - 32767;
    out[n] = static_cast<int16_t>(value >> 2);
  }
  return out;
}

// The samples of a 16-bit mono wav file with the plain 44-byte header; empty if it cannot be read.
inline Samples ReadWav(const std::string& path) {
  Samples out;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return out;
  unsigned char header[44];
  if (std::fread(header, 1, sizeof(header), file) == sizeof(header) &&
      std::memcmp(header + 36, "data", 4) == 0) {
    unsigned char sample[2];
    while (std::fread(sample, 1, 2, file) == 2) {
      out.push_back(static_cast<int16_t>(sample[0] | sample[1] << 8));
    }
  }
  std::fclose(file);
  return out;
}

}  // namespace frontend

#endif  // FIRMWARE_TESTS_FRONTEND_SIGNALS_H_
