// The convolution loops in their readable form: every other form must give the same bits.
#ifndef RUNTIME_KERNELS_CONVOLVE_REFERENCE_H_
#define RUNTIME_KERNELS_CONVOLVE_REFERENCE_H_

#include "kernels/convolution.h"
#include "kernels/fixed_point.h"

namespace tflite {

// sum of (input - input_zero) * (weight - filter_zero) over the taps of the window at (y, x) that
// lie in the image.
template <typename T>
inline int32_t WindowSum(const ConvShape& s, const ConvQuantization& q, const T* image,
                         const T* weights, int y, int x) {
  // Unsigned: a model with absurd sizes wraps instead of being undefined.
  uint32_t sum = 0;
  for (int ky = 0; ky < s.k_h; ++ky) {
    const int iy = y + ky * s.dilation_h;
    if (iy < 0 || iy >= s.in_h) continue;
    for (int kx = 0; kx < s.k_w; ++kx) {
      const int ix = x + kx * s.dilation_w;
      if (ix < 0 || ix >= s.in_w) continue;
      const T* in = image + (iy * s.in_w + ix) * s.in_c;
      const T* w = weights + ky * s.filter_row + kx * s.filter_col;
      for (int c = 0; c < s.k_c; ++c) {
        sum += static_cast<uint32_t>((in[c] - q.input_zero) * (w[c] - q.filter_zero));
      }
    }
  }
  return static_cast<int32_t>(sum);
}

template <typename T>
inline void ConvolveReference(const ConvShape& s, const ConvQuantization& q, const T* input,
                              const T* filter, const int32_t* bias, T* output) {
  for (int b = 0; b < s.batches; ++b) {
    for (int oy = 0; oy < s.out_h; ++oy) {
      for (int ox = 0; ox < s.out_w; ++ox) {
        for (int oc = 0; oc < s.out_c; ++oc) {
          int32_t sum = WindowSum(s, q, input + s.FirstInputChannel(oc), filter + oc * s.filter_out,
                                  oy * s.stride_h - s.pad_h, ox * s.stride_w - s.pad_w);
          *output++ = static_cast<T>(OutputOf(q, oc, sum, bias));
        }
      }
    }
    input += s.in_h * s.in_w * s.in_c;
  }
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLVE_REFERENCE_H_
