// Which part of a window lies in the image.
#ifndef RUNTIME_KERNELS_FAST_WINDOWS_H_
#define RUNTIME_KERNELS_FAST_WINDOWS_H_

#include "kernels/convolution/convolution.h"
#include "kernels/convolution/fast/micro_kernels.h"

namespace tflite {

// The taps [first, last) of a window that lie in the image.
struct Taps {
  int first, last;
};

// Taps start, start + 1, ... of an axis of `size` pixels.
inline Taps TapsInside(int start, int taps, int size) {
  Taps t = {start < 0 ? -start : 0, size - start};
  if (t.first > taps) t.first = taps;
  if (t.last > taps) t.last = taps;
  if (t.last < t.first) t.last = t.first;
  return t;
}

inline Taps TapsInside(int start, int taps, int dilation, int size) {
  if (dilation == 1) return TapsInside(start, taps, size);
  Taps t = {0, taps};
  while (t.first < t.last && start + t.first * dilation < 0) ++t.first;
  while (t.last > t.first && start + (t.last - 1) * dilation >= size) --t.last;
  return t;
}

// Windows of the output pixels, one after the other; no dilation along rows.
class Windows {
 public:
  Windows(const ConvShape& s, const int8_t* image) : s_(s), image_(image), oy_(-1), ox_(s.out_w) {}

  LaneWindow Next() {
    if (ox_ == s_.out_w) {
      ox_ = 0;
      ++oy_;
      const int y = oy_ * s_.stride_h - s_.pad_h;
      rows_ = TapsInside(y, s_.k_h, s_.dilation_h, s_.in_h);
      row_ = image_ + (y + rows_.first * s_.dilation_h) * s_.in_w * s_.in_c;
    }
    const int x = ox_++ * s_.stride_w - s_.pad_w;
    const Taps columns = TapsInside(x, s_.k_w, s_.in_w);
    return {row_ + (x + columns.first) * s_.in_c,
            rows_.first,
            rows_.last - rows_.first,
            s_.k_h - rows_.last,
            columns.first * s_.k_c,
            (columns.last - columns.first) * s_.k_c,
            (s_.k_w - columns.last) * s_.k_c};
  }

 private:
  const ConvShape& s_;
  const int8_t* const image_;
  int oy_, ox_;
  Taps rows_;
  const int8_t* row_;  // of the first of them, column 0
};

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_WINDOWS_H_
