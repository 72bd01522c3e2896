// The arithmetic of the Signal operators against that of the host.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "kernels/signal/channel_arithmetic.h"
#include "kernels/signal/fft.h"

namespace {

using tflite::signal::FftNumber;
using tflite::signal::FftSine;

template <typename T>
int64_t Expected(int k, int length) {
  const double sine = std::sin(2 * M_PI * k / length);
  return static_cast<int64_t>(std::floor(0.5 + FftNumber<T>::kOne * sine));
}

}  // namespace

TEST_CASE("sine tables have the bits of double precision") {
  for (int length = 4; length <= tflite::signal::kMostFftPoints; length *= 2) {
    size_t differences = 0;
    for (int k = 0; k < length; ++k) {
      differences += FftSine<int16_t>(k, length) != Expected<int16_t>(k, length) ? 1 : 0;
      differences += FftSine<int32_t>(k, length) != Expected<int32_t>(k, length) ? 1 : 0;
      const double sine = k % (length / 2) == 0 ? 0 : std::sin(2 * M_PI * k / length);
      differences += FftSine<float>(k, length) != static_cast<float>(sine) ? 1 : 0;
    }
    INFO(length);
    CHECK(differences == 0);
  }
}

TEST_CASE("square roots of 64 bits are rounded to the nearest, and saturate") {
  using tflite::signal::RoundedSqrt;
  std::mt19937_64 random(3);
  const auto check = [](uint64_t value) {
    // sqrt of the host is exact to 53 bits; the sums below settle the rest.
    uint64_t root = static_cast<uint64_t>(std::sqrt(static_cast<long double>(value)));
    while (static_cast<unsigned __int128>(root) * root > value) --root;
    while (static_cast<unsigned __int128>(root + 1) * (root + 1) <= value) ++root;
    if (value - root * root > root) ++root;
    const uint64_t most = value >> 32 == 0 ? 0xFFFF : 0xFFFFFFFF;
    INFO(value);
    CHECK(RoundedSqrt(value) == (root < most ? root : most));
  };
  for (uint64_t value :
       {uint64_t{0}, uint64_t{1}, uint64_t{2}, uint64_t{3}, uint64_t{0xFFFFFFFF},
        uint64_t{0x100000000}, UINT64_MAX, UINT64_MAX - 1, uint64_t{0xFFFFFFFE00000001},
        uint64_t{0xFFFFFFFE00000000}, uint64_t{0xFFFFFFFF00000000}, uint64_t{0xFFFFFFFEFFFFFFFF}}) {
    check(value);
  }
  for (int i = 0; i < 200000; ++i) {
    const uint64_t value = random() >> (random() % 64);
    check(value);
    const uint64_t root = random() >> 32 >> (random() % 32);
    check(root * root);
    check(root * root + root);
    check(root * root + root + 1);
    check(root * root - 1);
  }
}
