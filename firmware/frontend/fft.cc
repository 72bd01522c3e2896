// A 512-point real FFT as a 256-point complex one: even samples are the real parts, odd samples the
// imaginary parts. Radix-4 decimation in time; every stage divides by 4, so nothing can overflow
// that the reference does not also wrap. Products are rounded to Q15 once per complex component.
#include "frontend/fft.h"

#include "frontend/tables.h"
#include "kernels/signal/fft_arithmetic.h"

namespace frontend {
namespace {

constexpr int kPoints = kFftSize / 2;  // complex points
constexpr int kRadix = 4;

// Cuts to 16 bits, as a store to int16_t does.
inline int16_t Cut(int32_t value) { return static_cast<int16_t>(value); }

using Complex = tflite::signal::ComplexSum<int16_t>;
using tflite::signal::Divide;

inline int CountLeadingZeros(uint32_t value) { return value == 0 ? 32 : __builtin_clz(value); }

// Windows the samples into the work space, complex point n at its base-4 digit-reversed place.
// Returns a number of the bit length of the largest magnitude. -32768 has no 16-bit magnitude and
// does not count, as in the reference.
uint32_t ApplyWindow(const int16_t* samples, int16_t* points) {
  const int16_t* const samples_end = samples + kWindowSamples;
  const int16_t* window = kWindow;
  uint32_t magnitudes = 0;  // all of them, by OR
  for (int high = 0; high < kPoints / 16; ++high) {
    // Digits 2 and 3 of n (its multiples of 16 and 64) are swapped to the low end; below, digit 0
    // goes to the high end and digit 1 next to it.
    int16_t* column = points + 2 * ((high & 3) * 4 + (high >> 2));
    for (int16_t* row = column; row < points + kFftSize / 4; row += 2 * 16) {
      if (samples == samples_end) {  // the last 32 of the 512 inputs are zero padding
        for (int i = 0; i < 4; ++i) row[2 * 64 * i] = row[2 * 64 * i + 1] = 0;
        continue;
      }
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) {
#pragma GCC unroll 2
        for (int part = 0; part < 2; ++part) {
          const int32_t value = (samples[2 * i + part] * window[2 * i + part]) >> 12;
          row[2 * 64 * i + part] = Cut(value);
          const int32_t sign = value >> 31;
          magnitudes |= static_cast<uint32_t>((value ^ sign) - sign);
        }
      }
      samples += 8;
      window += 8;
    }
  }
  return magnitudes & 0x7FFF;
}

// Numbers that the compiler keeps in registers: a multiplication that adds (MLA) takes no others.
struct Constants {
  int32_t half;     // what rounds a fraction
  int32_t quarter;  // 1/4
};

[[gnu::always_inline]] inline Constants Opaque() {
  Constants constants = {1 << (tflite::signal::FftNumber<int16_t>::kBits - 1),
                         tflite::signal::FftNumber<int16_t>::kOne / 4};
  asm("" : "+r"(constants.half), "+r"(constants.quarter));
  return constants;
}

// As Divide<int16_t, 4>() of both parts.
[[gnu::always_inline]] inline Complex Quarter(int32_t re, int32_t im, const Constants& with) {
  return {(re * with.quarter + with.half) >> 15, (im * with.quarter + with.half) >> 15};
}

// As tflite::signal::Rotate<int16_t>(): value * (cosine - i sine).
[[gnu::always_inline]] inline Complex Rotate(Complex value, int32_t cosine, int32_t sine,
                                             const Constants& with) {
  return {(value.re * cosine + with.half + value.im * sine) >> 15,
          (value.im * cosine + with.half - value.re * sine) >> 15};
}

// Joins transforms of size m to transforms of size 4m. A twiddle of 1 is 32767, and
// (x * 32767 + 2^14) >> 15 is x for every |x| <= 8192, which is all that a quarter can be: there is
// nothing to multiply for the first output of each. `factor` scales the inputs of the first stage.
template <int m>
void Join(int16_t* points, int32_t factor) {
  constexpr int kStride = 2 * m;
  constexpr int kTurn = 2 * kPoints / (kRadix * m);  // table entries per step of k
  const Constants with = Opaque();
  for (int16_t* p = points; p < points + kFftSize; p += kRadix * kStride) {
    Complex in[kRadix];
#pragma GCC unroll 4
    for (int i = 0; i < kRadix; ++i) {
      int32_t re = p[i * kStride], im = p[i * kStride + 1];
      if (m == 1) re = Cut(re * factor), im = Cut(im * factor);
      in[i] = Quarter(re, im, with);
    }
    tflite::signal::CombineFour<int16_t>(p, kStride, in[0], in[1], in[2], in[3]);
  }
  for (int k = 1; k < m; ++k) {
    const int16_t* sine = kSine + kTurn * k;
    const int32_t s1 = sine[0], c1 = sine[kSineQuarter];
    const int32_t s2 = sine[kTurn * k], c2 = sine[kTurn * k + kSineQuarter];
    const int32_t s3 = sine[2 * kTurn * k], c3 = sine[2 * kTurn * k + kSineQuarter];
    for (int16_t* p = points + 2 * k; p < points + kFftSize; p += kRadix * kStride) {
      const Complex b = Rotate(Quarter(p[kStride], p[kStride + 1], with), c1, s1, with);
      const Complex d = Rotate(Quarter(p[3 * kStride], p[3 * kStride + 1], with), c3, s3, with);
      const Complex c = Rotate(Quarter(p[2 * kStride], p[2 * kStride + 1], with), c2, s2, with);
      const Complex a = Quarter(p[0], p[1], with);
      tflite::signal::CombineFour<int16_t>(p, kStride, a, b, c, d);
    }
  }
}

[[gnu::always_inline]] inline void StoreEnergy(int16_t* spectrum, int bin, int32_t re, int32_t im) {
  const uint32_t energy = static_cast<uint32_t>(re * re) + static_cast<uint32_t>(im * im);
  __builtin_memcpy(__builtin_assume_aligned(spectrum + 2 * bin, 4), &energy, sizeof(energy));
}

// Separates the spectrum of the real signal from that of the packed one, two mirrored bins at a
// time, and replaces each bin by its energy.
void RealEnergies(int16_t* spectrum) {
  for (int k = kFirstBin; k <= kPoints / 2; ++k) {
    const int16_t* z = spectrum + 2 * k;
    const int16_t* mirror = spectrum + 2 * (kPoints - k);
    const Complex p = {Divide<int16_t, 2>(z[0]), Divide<int16_t, 2>(z[1])};
    const Complex c = {Divide<int16_t, 2>(mirror[0]), Divide<int16_t, 2>(Cut(-mirror[1]))};
    const Complex sum = {p.re + c.re, p.im + c.im};
    const Complex difference = {p.re - c.re, p.im - c.im};
    // The twiddle's angle is -(pi/2 + pi k / 256): its cosine is -sin, its sine -cos of pi k / 256.
    const Complex turned = tflite::signal::Rotate<int16_t>(
        difference, static_cast<int16_t>(-kSine[k]), kSine[k + kSineQuarter]);
    const int32_t re = Cut(turned.re);
    const int32_t im = Cut(turned.im);
    StoreEnergy(spectrum, k, Cut((sum.re + re) >> 1), Cut((sum.im + im) >> 1));
    StoreEnergy(spectrum, kPoints - k, Cut((sum.re - re) >> 1), Cut((im - sum.im) >> 1));
  }
}

}  // namespace

int PowerSpectrum(const int16_t samples[kWindowSamples], int16_t spectrum[kFftSize]) {
  const uint32_t largest = ApplyWindow(samples, spectrum);
  const int shift = CountLeadingZeros(largest) - 17;  // 15 - bit length
  Join<1>(spectrum, 1 << shift);
  Join<4>(spectrum, 1);
  Join<16>(spectrum, 1);
  Join<64>(spectrum, 1);
  RealEnergies(spectrum);
  return shift;
}

}  // namespace frontend
