// Sines in 64-bit fixed point: tables with the bits that double precision gives, without it.
#include "kernels/signal/fft.h"

namespace tflite {
namespace signal {
namespace {

constexpr uint64_t kPiQ62 = 0xC90FDAA22168C234;
constexpr uint64_t kOneQ63 = uint64_t{1} << 63;
constexpr int kTerms = 9;  // of the series; the next one is below 2^-62 at 1/8 turn

// The high 64 bits of a product.
uint64_t MultiplyHigh(uint64_t a, uint64_t b) {
  const uint64_t a_low = static_cast<uint32_t>(a);
  const uint64_t a_high = a >> 32;
  const uint64_t b_low = static_cast<uint32_t>(b);
  const uint64_t b_high = b >> 32;
  const uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
  const uint64_t other = a_low * b_high + static_cast<uint32_t>(middle);
  return a_high * b_high + (middle >> 32) + (other >> 32);
}

uint64_t MultiplyQ63(uint64_t a, uint64_t b) { return MultiplyHigh(a, b) << 1; }

// numerator / denominator in Q64, of numbers below 2^16.
uint64_t Ratio(uint32_t numerator, uint32_t denominator) {
  uint64_t ratio = 0;
  for (int i = 0; i < 4; ++i) {
    numerator <<= 16;
    ratio = ratio << 16 | numerator / denominator;
    numerator %= denominator;
  }
  return ratio;
}

struct Reciprocals {
  uint64_t sine[kTerms];    // 1 / (2i (2i + 1)), i from 1, Q64
  uint64_t cosine[kTerms];  // 1 / ((2i - 1) 2i)
};

constexpr Reciprocals MakeReciprocals() {
  Reciprocals made = {};
  for (uint64_t i = 1; i <= kTerms; ++i) {
    made.sine[i - 1] = UINT64_MAX / (2 * i * (2 * i + 1));
    made.cosine[i - 1] = UINT64_MAX / ((2 * i - 1) * 2 * i);
  }
  return made;
}

constexpr Reciprocals kReciprocals = MakeReciprocals();

// 1 - x^2 r1 (1 - x^2 r2 (1 - ...)), Q63
uint64_t Series(uint64_t square, const uint64_t* reciprocals) {
  uint64_t sum = kOneQ63;
  for (int i = kTerms; i-- > 0;) {
    sum = kOneQ63 - MultiplyHigh(MultiplyQ63(square, sum), reciprocals[i]);
  }
  return sum;
}

// The magnitude in Q63 of the sine of k / length of a turn, length a power of two of at least 8.
uint64_t MagnitudeQ63(uint32_t k, uint32_t length) {
  const uint32_t eighth = length / 8;
  const uint32_t octant = k / eighth & 7;
  uint32_t rest = k & (eighth - 1);
  if ((octant & 1) != 0) rest = eighth - rest;
  // Octants 0, 3, 4 and 7 are near a zero of the sine.
  const bool near_zero = ((octant + 1) & 2) == 0;
  if (rest == 0 && near_zero) return 0;
  // rest / eighth of pi / 4 in Q63, as (rest / 2 eighth) in Q64 of pi in Q62, of which 64 are cut.
  const uint64_t angle = MultiplyHigh(Ratio(rest, 2 * eighth), kPiQ62);
  const uint64_t square = MultiplyQ63(angle, angle);
  if (near_zero) return MultiplyQ63(angle, Series(square, kReciprocals.sine));
  return Series(square, kReciprocals.cosine);
}

// The magnitude of a number that is below 1 with that of a fraction.
int64_t Scaled(uint64_t magnitude, int32_t one) {
  return static_cast<int64_t>(MultiplyHigh(magnitude, static_cast<uint64_t>(one) << 32));  // Q31
}

}  // namespace

template <typename T>
T FftSine(int k, int length) {
  const uint32_t turn = length < 8 ? 8 : static_cast<uint32_t>(length);
  const uint32_t at =
      static_cast<uint32_t>(k) * (turn / static_cast<uint32_t>(length)) & (turn - 1);
  const bool negative = at > turn / 2;
  const uint64_t magnitude = MagnitudeQ63(at, turn);
  if constexpr (!kIsInteger<T>) {
    const T value = static_cast<T>(magnitude) * static_cast<T>(0x1p-63);
    return negative ? -value : value;
  } else {
    const int64_t scaled = Scaled(magnitude, FftNumber<T>::kOne);
    return static_cast<T>(((negative ? -scaled : scaled) + (int64_t{1} << 30)) >> 31);
  }
}

template int16_t FftSine<int16_t>(int, int);
template int32_t FftSine<int32_t>(int, int);
template float FftSine<float>(int, int);

}  // namespace signal
}  // namespace tflite
