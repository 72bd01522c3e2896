// Single-precision functions against the host's double precision ones.
#include "kernels/math/float_math.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <random>

namespace {

// Distance in units in the last place of `exact` rounded to float.
double Ulps(float got, double exact) {
  const float rounded = static_cast<float>(exact);
  if (std::isnan(rounded)) return std::isnan(got) ? 0 : INFINITY;
  if (got == rounded) return 0;
  if (std::isinf(rounded)) return got >= 3.4028e38f || got <= -3.4028e38f ? 1 : INFINITY;
  int exponent;
  std::frexp(exact, &exponent);
  return std::fabs(got - exact) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

float FromBits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, 4);
  return x;
}

using Function = float (*)(float);
using Reference = double (*)(double);

// The largest error over floats of all exponents with limits on magnitude.
double WorstOf(Function function, Reference reference, float most = INFINITY) {
  std::mt19937 random(5);
  double worst = 0;
  float where = 0;
  for (int i = 0; i < 400000; ++i) {
    float x = FromBits(static_cast<uint32_t>(random()));
    if (i % 2 == 0)
      x = std::ldexp(static_cast<float>(static_cast<int32_t>(random())), -31 + i % 16);
    if (std::isnan(x) || std::fabs(x) > most) continue;
    const double error = Ulps(function(x), reference(static_cast<double>(x)));
    if (error > worst) where = x;
    worst = std::max(worst, error);
  }
  CAPTURE(where);
  CHECK(std::isfinite(worst));
  return worst;
}

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

TEST_CASE("single-precision functions are within their stated errors") {
  CHECK(WorstOf(tflite::ExpFloat, std::exp) <= 2);
  CHECK(WorstOf(tflite::ExpMinusOneFloat, std::expm1) <= 2);
  CHECK(WorstOf(tflite::LogFloat, std::log) <= 2);
  CHECK(WorstOf(tflite::SqrtFloat, std::sqrt) <= 0.5);
  CHECK(WorstOf(tflite::SinFloat, std::sin) <= 2);
  CHECK(WorstOf(tflite::CosFloat, std::cos) <= 2);
  CHECK(WorstOf(tflite::TanhFloat, std::tanh) <= 3);
  CHECK(WorstOf(tflite::LogisticFloat, Logistic, 87.0f) <= 3);
}

TEST_CASE("rounding functions are exact") {
  CHECK(WorstOf(tflite::FloorFloat, std::floor) == 0);
  CHECK(WorstOf(tflite::CeilFloat, std::ceil) == 0);
  CHECK(WorstOf(tflite::RoundToEvenFloat, std::nearbyint) == 0);
  for (float x = -40; x <= 40; x += 0.125f) {
    REQUIRE(tflite::FloorFloat(x) == std::floor(x));
    REQUIRE(tflite::CeilFloat(x) == std::ceil(x));
    REQUIRE(tflite::RoundToEvenFloat(x) == std::nearbyint(x));
    REQUIRE(tflite::RoundToInt(x) == static_cast<int32_t>(std::round(x)));
  }
  CHECK(tflite::RoundToInt(0.49999997f) == 0);
  CHECK(tflite::RoundToInt(-8388609.0f) == -8388609);
  CHECK(tflite::RoundToInt(1e30f) == 1 << 30);
  CHECK(tflite::RoundToInt(-INFINITY) == -(1 << 30));
  CHECK(tflite::RoundToInt(NAN) == 0);
}

TEST_CASE("quotients rounded down and remainders are exact") {
  std::mt19937 random(7);
  for (int i = 0; i < 400000; ++i) {
    float x = FromBits(static_cast<uint32_t>(random()));
    float y = FromBits(static_cast<uint32_t>(random()));
    if (i % 2 == 0) {  // of similar size, whole quotients among them
      x = std::ldexp(static_cast<float>(static_cast<int32_t>(random() % 4001) - 2000), i % 9);
      y = std::ldexp(static_cast<float>(static_cast<int32_t>(random() % 401) - 200), i % 7 - 3);
    }
    CAPTURE(x);
    CAPTURE(y);
    REQUIRE(Ulps(tflite::ModFloat(x, y), std::fmod(x, y)) == 0);
    const double quotient = static_cast<double>(x) / static_cast<double>(y);
    if (y == 0 || std::fabs(quotient) >= 16777216) continue;
    REQUIRE(Ulps(tflite::FloorDivFloat(x, y), std::floor(quotient)) == 0);
  }
}

TEST_CASE("single-precision functions at the ends") {
  CHECK(tflite::ExpFloat(-INFINITY) == 0);
  CHECK(tflite::ExpFloat(INFINITY) == INFINITY);
  CHECK(std::isnan(tflite::ExpFloat(NAN)));
  CHECK(tflite::ExpMinusOneFloat(-INFINITY) == -1);
  CHECK(tflite::ExpMinusOneFloat(INFINITY) == INFINITY);
  CHECK(tflite::ExpMinusOneFloat(1e-30f) == 1e-30f);
  CHECK(tflite::FloorDivFloat(-7, INFINITY) == 0);
  CHECK(tflite::FloorDivFloat(1e38f, 1e-3f) == INFINITY);
  CHECK(std::isnan(tflite::ModFloat(1, 0)));
  CHECK(tflite::ModFloat(-7, INFINITY) == -7);
  CHECK(tflite::LogFloat(0) == -INFINITY);
  CHECK(tflite::LogFloat(INFINITY) == INFINITY);
  CHECK(std::isnan(tflite::LogFloat(-1)));
  CHECK(std::isnan(tflite::SqrtFloat(-1)));
  CHECK(tflite::SqrtFloat(1e-45f) == std::sqrt(1e-45f));
  CHECK(std::isnan(tflite::SinFloat(INFINITY)));
  CHECK(tflite::CosFloat(0) == 1);
  CHECK(tflite::TanhFloat(-100) == -1);
  CHECK(tflite::LogisticFloat(100) == 1);
}
