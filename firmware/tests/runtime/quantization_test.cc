// Integer arithmetic of scales against the host's floating-point unit.
#include "kernels/math/quantization.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "kernels/math/fixed_point.h"

namespace {

// What the reference computes, in double.
tflite::QuantizedMultiplier ByDouble(double scale) {
  int shift;
  const double fraction = std::frexp(scale, &shift);
  int64_t q = static_cast<int64_t>(std::round(fraction * (int64_t{1} << 31)));
  if (q == int64_t{1} << 31) {
    q /= 2;
    ++shift;
  }
  if (shift < -31) return {0, 0};
  return {static_cast<int32_t>(q), shift};
}

float RandomScale(std::mt19937& random, int lowest_exponent, int highest_exponent) {
  std::uniform_int_distribution<uint32_t> mantissa(0, (1u << 23) - 1);
  std::uniform_int_distribution<int> exponent(lowest_exponent, highest_exponent);
  // Mantissas at the edges are where rounding carries.
  uint32_t bits = mantissa(random);
  if (random() % 8 == 0) bits = random() % 4;
  if (random() % 8 == 0) bits = (1u << 23) - 1 - random() % 4;
  return std::ldexp(1.0f + std::ldexp(static_cast<float>(bits), -23), exponent(random));
}

}  // namespace

TEST_CASE("multipliers equal those of double precision") {
  std::mt19937 random(1);
  for (int i = 0; i < 300000; ++i) {
    const float a = RandomScale(random, -20, 3);
    const float b = RandomScale(random, -20, 3);
    const float c = RandomScale(random, -20, 3);
    const auto want =
        ByDouble(static_cast<double>(a) * static_cast<double>(b) / static_cast<double>(c));
    const auto got = tflite::MultiplierOf(a, b, c);
    REQUIRE(got.multiplier == want.multiplier);
    REQUIRE(got.shift == want.shift);
  }
}

TEST_CASE("scales of unsigned bytes are those of single precision") {
  std::mt19937 random(4);
  for (int i = 0; i < 300000; ++i) {
    const float a = RandomScale(random, -20, 3);
    const float b = RandomScale(random, -20, 3);
    const float c = RandomScale(random, -20, 3);
    const volatile float product = a * b;  // rounded
    const auto want = ByDouble(static_cast<double>(product) / static_cast<double>(c));
    const auto got = tflite::MultiplierOf(a, b, c, tflite::kFloatProduct);
    REQUIRE(got.multiplier == want.multiplier);
    REQUIRE(got.shift == want.shift);
    REQUIRE(tflite::RatioInFloats(a, b, c) == product / c);
  }
}

TEST_CASE("multipliers of extreme scales") {
  std::mt19937 random(2);
  for (int i = 0; i < 20000; ++i) {
    const float a = RandomScale(random, -126, 120);
    const float c = RandomScale(random, -126, 120);
    const auto want = ByDouble(static_cast<double>(a) / static_cast<double>(c));
    const auto got = tflite::MultiplierOf(a, 1.0f, c);
    REQUIRE(got.multiplier == want.multiplier);
    REQUIRE(got.shift == want.shift);
  }
  const float smallest = 1e-45f;  // subnormal
  CHECK(tflite::MultiplierOf(smallest, 1.0f, smallest).multiplier == 1 << 30);
  CHECK(tflite::MultiplierOf(smallest, 1.0f, smallest).shift == 1);
}

TEST_CASE("a power of two is an exponent more") {
  const auto plain = tflite::MultiplierOf(0.3f, 0.7f, 1.0f);
  const auto times = tflite::MultiplierOf(0.3f, 0.7f, 1.0f, 26);
  CHECK(times.multiplier == plain.multiplier);
  CHECK(times.shift == plain.shift + 26);
}

TEST_CASE("quantised values equal those of single precision") {
  std::mt19937 random(3);
  for (int i = 0; i < 200000; ++i) {
    const float scale = RandomScale(random, -24, 6);
    for (int value : {-1, 0, 1, 6}) {
      const float exact = std::round(static_cast<float>(value) / scale);
      REQUIRE(tflite::QuantizeValue(value, scale) == static_cast<int32_t>(exact));
    }
  }
}

TEST_CASE("valid scales are positive and finite") {
  CHECK(tflite::IsValidScale(0.5f));
  CHECK(tflite::IsValidScale(1e-45f));
  CHECK_FALSE(tflite::IsValidScale(0.0f));
  CHECK_FALSE(tflite::IsValidScale(-0.0f));
  CHECK_FALSE(tflite::IsValidScale(-1.0f));
  CHECK_FALSE(tflite::IsValidScale(INFINITY));
  CHECK_FALSE(tflite::IsValidScale(NAN));
}

TEST_CASE("rounding shift goes half away from zero") {
  CHECK(tflite::RoundingShiftRight(3, 1) == 2);
  CHECK(tflite::RoundingShiftRight(-3, 1) == -2);
  CHECK(tflite::RoundingShiftRight(-1, 1) == -1);
  CHECK(tflite::RoundingShiftRight(5, 0) == 5);
  CHECK(tflite::RoundingShiftRight(INT32_MIN, 31) == -1);
  CHECK(tflite::RoundingShiftRight(INT32_MAX, 31) == 1);
}

TEST_CASE("high multiplication rounds as the reference's 64-bit form") {
  std::mt19937 random(4);
  for (int i = 0; i < 100000; ++i) {
    const int32_t a = static_cast<int32_t>(random());
    const int32_t b = static_cast<int32_t>(random());
    const int64_t product = static_cast<int64_t>(a) * b;
    const int64_t nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
    REQUIRE(tflite::HighMul(a, b) == (product + nudge) / (int64_t{1} << 31));
  }
  CHECK(tflite::HighMul(INT32_MIN, INT32_MIN) == INT32_MAX);
  // Exact halves of both signs.
  CHECK(tflite::HighMul(1 << 30, 1) == 1);
  CHECK(tflite::HighMul(-(1 << 30), 1) == 0);
}

TEST_CASE("exponential and reciprocal come close to the real ones") {
  for (int m : {4, 5}) {
    for (double x = -15.9; x < 0; x += 0.0137) {
      const int32_t a = static_cast<int32_t>(std::ldexp(x, 31 - m));
      const double got = std::ldexp(tflite::ExpOfNegative(a, m), -31);
      REQUIRE(got == doctest::Approx(std::exp(x)).epsilon(1e-5).scale(0.01));
    }
  }
  for (double x = 0; x < 1; x += 0.0031) {
    const double got =
        std::ldexp(tflite::ReciprocalOfOnePlus(static_cast<int32_t>(std::ldexp(x, 31))), -31);
    REQUIRE(got == doctest::Approx(1 / (1 + x)).epsilon(1e-7));
  }
}
