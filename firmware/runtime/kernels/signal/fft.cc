#include "kernels/signal/fft.h"

namespace tflite {
namespace signal {
namespace {

template <typename T>
[[gnu::always_inline]] inline ComplexSum<T> Load(const T* point) {
  return {point[0], point[1]};
}

template <typename T, int divisor>
[[gnu::always_inline]] inline ComplexSum<T> LoadDivided(const T* point) {
  return {Divide<T, divisor>(point[0]), Divide<T, divisor>(point[1])};
}

template <typename T>
[[gnu::always_inline]] inline void Store(T* point, ComplexSum<T> value) {
  point[0] = Cut<T>(value.re);
  point[1] = Cut<T>(value.im);
}

// Half of a sum of 32 bits: one of 16-bit elements has a bit to spare, one of 32-bit elements
// wraps.
template <typename T>
[[gnu::always_inline]] inline typename FftNumber<T>::Sum Half(typename FftNumber<T>::Sum sum) {
  return static_cast<int32_t>(sum) >> 1;
}
template <>
[[gnu::always_inline]] inline float Half<float>(float sum) {
  return sum * 0.5f;
}

}  // namespace

template <typename T>
int RealFft<T>::Place(int k) const {
  int place = 0;
  int block = points_;
  for (; block >= 4; block /= 4) {
    place += (k & 3) * (block / 4);
    k >>= 2;
  }
  return block == 2 ? place + k : place;
}

template <typename T>
template <int direction>
void RealFft<T>::Transform(T* points) const {
  T* const end = points + length_;
  int size = 1;  // of the transforms that are done
  // Two is the last factor of the length, which is done first.
  for (int n = points_; n >= 2; n /= 4) size = n == 2 ? 2 : 1;
  if (size == 2) {
    for (T* point = points; point < end; point += 4) {
      const ComplexSum<T> a = LoadDivided<T, 2>(point);
      const ComplexSum<T> b = Rotate<T>(LoadDivided<T, 2>(point + 2), Cosine(0), Sine(0));
      Store<T>(point + 2, {a.re - b.re, a.im - b.im});
      Store<T>(point, {a.re + b.re, a.im + b.im});
    }
  }
  for (; size < points_; size *= 4) {
    const int stride = 2 * size;
    const int turn = length_ / (4 * size);  // steps of the table
    for (int k = 0; k < size; ++k) {
      T cosine[3];
      T sine[3];
      for (int i = 0; i < 3; ++i) {
        cosine[i] = Cosine((i + 1) * turn * k);
        sine[i] = Sine(direction * (i + 1) * turn * k);
      }
      for (T* point = points + 2 * k; point < end; point += 4 * stride) {
        const ComplexSum<T> a = LoadDivided<T, 4>(point);
        const ComplexSum<T> b = Rotate<T>(LoadDivided<T, 4>(point + stride), cosine[0], sine[0]);
        const ComplexSum<T> c =
            Rotate<T>(LoadDivided<T, 4>(point + 2 * stride), cosine[1], sine[1]);
        const ComplexSum<T> d =
            Rotate<T>(LoadDivided<T, 4>(point + 3 * stride), cosine[2], sine[2]);
        CombineFour<T, direction>(point, stride, a, b, c, d);
      }
    }
  }
}

template <typename T>
void RealFft<T>::Forward(const T* samples, int count, T* spectrum) const {
  for (int k = 0; k < points_; ++k) {
    T* point = spectrum + 2 * Place(k);
    point[0] = 2 * k < count ? samples[2 * k] : T{0};
    point[1] = 2 * k + 1 < count ? samples[2 * k + 1] : T{0};
  }
  Transform<1>(spectrum);
  // Separates the spectrum of the real signal from that of the packed one, two mirrored bins at a
  // time.
  const ComplexSum<T> first = LoadDivided<T, 2>(spectrum);
  Store<T>(spectrum, {first.re + first.im, 0});
  Store<T>(spectrum + length_, {first.re - first.im, 0});
  for (int k = 1; k <= points_ / 2; ++k) {
    T* low = spectrum + 2 * k;
    T* high = spectrum + 2 * (points_ - k);
    const T mirrored[2] = {high[0], Cut<T>(-typename FftNumber<T>::Sum{high[1]})};
    const ComplexSum<T> p = LoadDivided<T, 2>(low);
    const ComplexSum<T> c = LoadDivided<T, 2>(mirrored);
    const ComplexSum<T> sum = {Cut<T>(p.re + c.re), Cut<T>(p.im + c.im)};
    const ComplexSum<T> difference = {Cut<T>(p.re - c.re), Cut<T>(p.im - c.im)};
    // A quarter of a turn more than bin k.
    const int angle = k + length_ / 4;
    const ComplexSum<T> turned = Rotate<T>(difference, Cosine(angle), Sine(angle));
    const ComplexSum<T> t = {Cut<T>(turned.re), Cut<T>(turned.im)};
    Store<T>(low, {Half<T>(sum.re + t.re), Half<T>(sum.im + t.im)});
    Store<T>(high, {Half<T>(sum.re - t.re), Half<T>(t.im - sum.im)});
  }
}

template <typename T>
void RealFft<T>::Inverse(const T* spectrum, T* samples) const {
  const ComplexSum<T> first = Load(spectrum);
  const ComplexSum<T> last = Load(spectrum + length_);
  const T ends[2] = {Cut<T>(first.re + last.re), Cut<T>(first.re - last.re)};
  Store<T>(samples, LoadDivided<T, 2>(ends));
  for (int k = 1; k <= points_ / 2; ++k) {
    const T* high = spectrum + 2 * (points_ - k);
    const T mirrored[2] = {high[0], Cut<T>(-typename FftNumber<T>::Sum{high[1]})};
    const ComplexSum<T> p = LoadDivided<T, 2>(spectrum + 2 * k);
    const ComplexSum<T> c = LoadDivided<T, 2>(mirrored);
    const ComplexSum<T> even = {Cut<T>(p.re + c.re), Cut<T>(p.im + c.im)};
    const ComplexSum<T> difference = {Cut<T>(p.re - c.re), Cut<T>(p.im - c.im)};
    const int angle = k + length_ / 4;
    const ComplexSum<T> odd = Rotate<T>(difference, Cosine(angle), Sine(-angle));
    Store<T>(samples + 2 * Place(k), {even.re + odd.re, even.im + odd.im});
    Store<T>(samples + 2 * Place(points_ - k), {even.re - odd.re, odd.im - even.im});
  }
  Transform<-1>(samples);
  if constexpr (!kIsInteger<T>) {
    const T scale = T{1} / static_cast<T>(length_);  // exact: a power of two
    for (int i = 0; i < length_; ++i) samples[i] *= scale;
  }
}

template class RealFft<int16_t>;
template class RealFft<int32_t>;
template class RealFft<float>;

}  // namespace signal
}  // namespace tflite
