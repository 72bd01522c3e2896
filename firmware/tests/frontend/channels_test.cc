#include "frontend/channels.h"

#include <doctest/doctest.h>

#include <cmath>

#include "signals.h"

namespace frontend {
namespace {

// The definition, bit by bit.
uint32_t SlowRoundedSqrt(uint64_t value) {
  uint64_t root = 0;
  for (int bit = 31; bit >= 0; --bit) {
    const uint64_t candidate = root | uint64_t{1} << bit;
    if (candidate * candidate <= value) root = candidate;
  }
  const bool saturated = value >> 32 == 0 && root == 0xFFFF;
  return static_cast<uint32_t>(value - root * root > root && !saturated ? root + 1 : root);
}

TEST_CASE("square root equals its definition") {
  for (uint64_t value = 0; value < 70000; ++value) {
    REQUIRE(RoundedSqrt(value) == SlowRoundedSqrt(value));
  }
  XorShift random(11);
  for (int round = 0; round < 200000; ++round) {
    const uint64_t wide = static_cast<uint64_t>(random.Next()) << 16 | random.Next() >> 16;
    const uint64_t value = wide >> random.Next() % 48;
    REQUIRE(RoundedSqrt(value) == SlowRoundedSqrt(value));
  }
}

TEST_CASE("square root around squares and at the ends of the range") {
  XorShift random(12);
  for (int round = 0; round < 100000; ++round) {
    const uint64_t root = 1 + (random.Next() & 0xFFFFFF) % (1u << (1 + random.Next() % 24));
    for (const uint64_t value : {root * root - 1, root * root, root * root + root,
                                 root * root + root + 1, root * root + 2 * root}) {
      if (value < uint64_t{1} << 48) REQUIRE(RoundedSqrt(value) == SlowRoundedSqrt(value));
    }
  }
  CHECK(RoundedSqrt(0xFFFFFFFFu) == 0xFFFF);
  CHECK(RoundedSqrt(0x100000000u) == 0x10000);
  CHECK(RoundedSqrt((uint64_t{1} << 48) - 1) == 0x1000000);
}

TEST_CASE("logarithm is 64 ln(8 x), to a unit") {
  CHECK(LogScale(0) == 0);
  XorShift random(13);
  for (int round = 0; round < 100000; ++round) {
    const uint32_t signal = 1 + (random.Next() & 0x0FFFFFFF) % (1u << (1 + random.Next() % 28));
    const double expected = 64 * std::log(8.0 * signal);
    REQUIRE(std::abs(LogScale(signal) - expected) < 1.0);
  }
}

TEST_CASE("noise reduction keeps a twentieth of a steady signal and most of a sudden one") {
  uint32_t estimate = 0;
  const uint32_t sudden = ReduceNoise(0, 10000, &estimate);
  CHECK(sudden == 9750);  // all but the 2.5 % that the estimate follows at once
  uint32_t steady = 0;
  for (int slice = 0; slice < 500; ++slice) steady = ReduceNoise(0, 10000, &estimate);
  CHECK(steady == 499);  // 10000 * 819 / 16384
}

TEST_CASE("odd channels follow faster than even ones") {
  uint32_t even = 0, odd = 0;
  ReduceNoise(2, 1000, &even);
  ReduceNoise(3, 1000, &odd);
  CHECK(even == 25562);  // 1000 * 1024 * 409 / 16384 = 25562.5
  CHECK(odd == 61437);   // 1000 * 1024 * 983 / 16384 = 61437.5
}

TEST_CASE("gain normalisation falls with the noise estimate and rises with the signal") {
  uint32_t previous = 0xFFFFFFFF;
  for (uint64_t estimate = 0; estimate <= 0xFFFFFFFF; estimate = estimate * 3 / 2 + 1) {
    const uint32_t out = NormalizeGain(5000, static_cast<uint32_t>(estimate));
    CHECK(out <= previous);
    previous = out;
  }
  previous = 0;
  for (uint32_t signal = 0; signal < (1 << 22); signal = signal * 5 / 4 + 1) {
    const uint32_t out = NormalizeGain(signal, 100000);
    CHECK(out >= previous);
    previous = out;
  }
}

TEST_CASE("every estimate is inside the gain table, and nothing overflows") {
  XorShift random(14);
  for (int round = 0; round < 300000; ++round) {
    NormalizeGain(random.Next() >> 8, random.Next() >> random.Next() % 32);
  }
  NormalizeGain(0xFFFFFFFF, 0xFFFFFFFF);
}

}  // namespace
}  // namespace frontend
