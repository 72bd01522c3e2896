// Arithmetic of fast Fourier transforms of 16-bit, 32-bit and floating-point numbers. Integers are
// fractions with 15 or 31 bits; a product of complex numbers is rounded once a component, and every
// stage divides by its radix, so that sums keep the width of their terms.
#ifndef RUNTIME_KERNELS_SIGNAL_FFT_ARITHMETIC_H_
#define RUNTIME_KERNELS_SIGNAL_FFT_ARITHMETIC_H_

#include <stdint.h>

namespace tflite {
namespace signal {

template <typename T>
struct Complex {
  T re, im;
};

// What a transform of T calculates in: `Sum` holds sums of a few elements, `Product` products;
// `kOne` is the fraction that stands for 1.
template <typename T>
struct FftNumber;

template <>
struct FftNumber<int16_t> {
  using Sum = int32_t;
  using Product = int32_t;
  static constexpr int kBits = 15;
  static constexpr int32_t kOne = 32767;
};

template <>
struct FftNumber<int32_t> {
  using Sum = int64_t;
  using Product = int64_t;
  static constexpr int kBits = 31;
  static constexpr int32_t kOne = 2147483647;
};

template <>
struct FftNumber<float> {
  using Sum = float;
  using Product = float;
  static constexpr float kOne = 1.0f;
};

template <typename T>
constexpr bool kIsInteger = static_cast<T>(0.5f) == static_cast<T>(0);

template <typename T>
using ComplexSum = Complex<typename FftNumber<T>::Sum>;

// Cuts to the width of the elements, as a store does.
template <typename T>
[[gnu::always_inline]] inline T Cut(typename FftNumber<T>::Sum value) {
  return static_cast<T>(value);
}

// A product, or a sum of two: rounded to the fraction.
template <typename T>
[[gnu::always_inline]] inline typename FftNumber<T>::Sum Round(
    typename FftNumber<T>::Product product) {
  constexpr int kBits = FftNumber<T>::kBits;
  return (product + (typename FftNumber<T>::Product{1} << (kBits - 1))) >> kBits;
}
template <>
[[gnu::always_inline]] inline float Round<float>(float product) {
  return product;
}

// value / divisor, the integers through a fraction that is cut: 32767 / 4 is 8191.
template <typename T, int divisor>
[[gnu::always_inline]] inline typename FftNumber<T>::Sum Divide(T value) {
  using Product = typename FftNumber<T>::Product;
  return Round<T>(static_cast<Product>(value) * (FftNumber<T>::kOne / divisor));
}
// Transforms of floating-point numbers do not divide.
template <>
[[gnu::always_inline]] inline float Divide<float, 2>(float value) {
  return value;
}
template <>
[[gnu::always_inline]] inline float Divide<float, 4>(float value) {
  return value;
}

// value * (cosine - i sine)
template <typename T>
[[gnu::always_inline]] inline ComplexSum<T> Rotate(ComplexSum<T> value, T cosine, T sine) {
  return {Round<T>(value.re * cosine + value.im * sine),
          Round<T>(value.im * cosine - value.re * sine)};
}

// Four-point transform of a, b, c, d to the complex places of `point` (real part, imaginary part)
// that are `stride` numbers apart; `direction` is 1, or -1 for the inverse one.
template <typename T, int direction = 1>
[[gnu::always_inline]] inline void CombineFour(T* point, int stride, ComplexSum<T> a,
                                               ComplexSum<T> b, ComplexSum<T> c, ComplexSum<T> d) {
  const ComplexSum<T> even_sum = {a.re + c.re, a.im + c.im};
  const ComplexSum<T> even_difference = {a.re - c.re, a.im - c.im};
  const ComplexSum<T> odd_sum = {b.re + d.re, b.im + d.im};
  const ComplexSum<T> odd_difference = {direction * (b.re - d.re), direction * (b.im - d.im)};
  point[0] = Cut<T>(even_sum.re + odd_sum.re);
  point[1] = Cut<T>(even_sum.im + odd_sum.im);
  point += stride;
  point[0] = Cut<T>(even_difference.re + odd_difference.im);
  point[1] = Cut<T>(even_difference.im - odd_difference.re);
  point += stride;
  point[0] = Cut<T>(even_sum.re - odd_sum.re);
  point[1] = Cut<T>(even_sum.im - odd_sum.im);
  point += stride;
  point[0] = Cut<T>(even_difference.re - odd_difference.im);
  point[1] = Cut<T>(even_difference.im + odd_difference.re);
}

}  // namespace signal
}  // namespace tflite

#endif  // RUNTIME_KERNELS_SIGNAL_FFT_ARITHMETIC_H_
