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
// Returns the largest magnitude. -32768 has no 16-bit magnitude and does not count, as in the
// reference.
int32_t ApplyWindow(const int16_t* samples, int16_t* points) {
  int32_t largest = 0;
  const int16_t* const samples_end = samples + kWindowSamples;
  const int16_t* window = kWindow;
  for (int high = 0; high < kPoints / 16; ++high) {
    // Digits 2 and 3 of n (its multiples of 16 and 64) are swapped to the low end; below, digit 0
    // goes to the high end and digit 1 next to it.
    int16_t* column = points + 2 * ((high & 3) * 4 + (high >> 2));
    for (int16_t* row = column; row < points + kFftSize / 4; row += 2 * 16) {
      for (int16_t* point = row; point < points + kFftSize; point += 2 * 64) {
        if (samples == samples_end) {  // the last 32 of the 512 inputs are zero padding
          point[0] = 0;
          point[1] = 0;
          continue;
        }
        for (int part = 0; part < 2; ++part) {
          const int32_t value = (*samples++ * *window++) >> 12;
          point[part] = Cut(value);
          const int32_t magnitude = value < 0 ? -value : value;
          if (magnitude > largest && magnitude < 32768) largest = magnitude;
        }
      }
    }
  }
  return largest;
}

[[gnu::always_inline]] inline Complex LoadQuarter(const int16_t* point) {
  return {Divide<int16_t, 4>(point[0]), Divide<int16_t, 4>(point[1])};
}

// value * (cos - i sin), the table position in 1/512 turns.
[[gnu::always_inline]] inline Complex Rotate(Complex value, const int16_t* sine) {
  return tflite::signal::Rotate<int16_t>(value, sine[kSineQuarter], sine[0]);
}

// As CombineFour, once in the image.
inline void Combine(int16_t* point, int stride, Complex a, Complex b, Complex c, Complex d) {
  tflite::signal::CombineFour<int16_t>(point, stride, a, b, c, d);
}

// Joins transforms of size m to transforms of size 4m where all twiddles are 1: their first
// outputs. A twiddle of 1 is 32767, and (x * 32767 + 2^14) >> 15 is x for every |x| <= 8192, which
// is all that a quarter can be: there is nothing to multiply. `factor` scales the inputs first.
void PlainButterflies(int16_t* points, int m, int32_t factor) {
  const int stride = 2 * m;
  for (int16_t* point = points; point < points + kFftSize; point += kRadix * stride) {
    Complex inputs[kRadix];
    for (int i = 0; i < kRadix; ++i) {
      const int16_t scaled[2] = {Cut(point[i * stride] * factor),
                                 Cut(point[i * stride + 1] * factor)};
      inputs[i] = LoadQuarter(scaled);
    }
    Combine(point, stride, inputs[0], inputs[1], inputs[2], inputs[3]);
  }
}

// Joins transforms of size m to transforms of size 4m: their other outputs.
void TurnedButterflies(int16_t* points, int m) {
  const int stride = 2 * m;
  const int turn = 2 * kPoints / (kRadix * m);  // table entries per step of k
  for (int k = 1; k < m; ++k) {
    const int16_t* sine = kSine + turn * k;
    for (int16_t* point = points + 2 * k; point < points + kFftSize; point += kRadix * stride) {
      const Complex a = LoadQuarter(point);
      const Complex b = Rotate(LoadQuarter(point + stride), sine);
      const Complex c = Rotate(LoadQuarter(point + 2 * stride), sine + turn * k);
      const Complex d = Rotate(LoadQuarter(point + 3 * stride), sine + 2 * turn * k);
      Combine(point, stride, a, b, c, d);
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
  const int32_t largest = ApplyWindow(samples, spectrum);
  const int shift = CountLeadingZeros(static_cast<uint32_t>(largest)) - 17;  // 15 - bit length
  PlainButterflies(spectrum, 1, 1 << shift);
  for (int m = kRadix; m < kPoints; m *= kRadix) {
    PlainButterflies(spectrum, m, 1);
    TurnedButterflies(spectrum, m);
  }
  RealEnergies(spectrum);
  return shift;
}

}  // namespace frontend
