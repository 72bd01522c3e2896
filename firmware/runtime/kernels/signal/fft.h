// Real Fourier transforms of a power of two of points, through complex ones of half as many: even
// samples are the real parts, odd ones the imaginary parts. Decimation in time, radix 4, with radix
// 2 first where the number of points asks for it.
#ifndef RUNTIME_KERNELS_SIGNAL_FFT_H_
#define RUNTIME_KERNELS_SIGNAL_FFT_H_

#include <stdint.h>

#include "kernels/signal/fft_arithmetic.h"

namespace tflite {
namespace signal {

constexpr int kMostFftPoints = 1 << 15;

// A length that the transforms take: 4 to kMostFftPoints, a power of two.
constexpr bool IsFftLength(int length) {
  return length >= 4 && length <= kMostFftPoints && (length & (length - 1)) == 0;
}

// The sine of k / length of a turn as an element: rounded to the fraction, halves up.
template <typename T>
T FftSine(int k, int length);

// table[k] = FftSine(k, length), a whole turn.
template <typename T>
void FillSineTable(T* table, int length) {
  for (int k = 0; k < length; ++k) table[k] = FftSine<T>(k, length);
}

template <typename T>
class RealFft {
 public:
  // `sine` has `length` elements (FillSineTable).
  RealFft(const T* sine, int length) : sine_(sine), length_(length), points_(length / 2) {}

  // The spectrum of `count` samples and zeros behind them: length / 2 + 1 complex numbers.
  void Forward(const T* samples, int count, T* spectrum) const;

  // The `length` samples of a spectrum of length / 2 + 1 complex numbers.
  void Inverse(const T* spectrum, T* samples) const;

 private:
  T Cosine(int k) const { return sine_[(k + length_ / 4) & (length_ - 1)]; }
  T Sine(int k) const { return sine_[k & (length_ - 1)]; }

  // The place of point `k` before the first stage: its digits reversed.
  int Place(int k) const;

  template <int direction>
  void Transform(T* points) const;

  const T* sine_;
  int length_;
  int points_;
};

}  // namespace signal
}  // namespace tflite

#endif  // RUNTIME_KERNELS_SIGNAL_FFT_H_
