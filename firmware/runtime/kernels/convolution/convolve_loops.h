// The loops of a convolution for any numbers: calls store(channel, sum) for each output in order.
#ifndef RUNTIME_KERNELS_CONVOLVE_LOOPS_H_
#define RUNTIME_KERNELS_CONVOLVE_LOOPS_H_

#include "kernels/convolution/convolution.h"

namespace tflite {

// The sum of the products of the window at (y, x), taps outside of the image left out.
template <typename Sum, typename Input, typename Weight>
Sum SumOfWindow(const ConvShape& s, const Input* image, const Weight* weights, int y, int x) {
  Sum sum = 0;
  for (int ky = 0; ky < s.k_h; ++ky) {
    const int iy = y + ky * s.dilation_h;
    if (iy < 0 || iy >= s.in_h) continue;
    for (int kx = 0; kx < s.k_w; ++kx) {
      const int ix = x + kx * s.dilation_w;
      if (ix < 0 || ix >= s.in_w) continue;
      const Input* in = image + (iy * s.in_w + ix) * s.in_c;
      const Weight* w = weights + ky * s.filter_row + kx * s.filter_col;
      for (int c = 0; c < s.k_c; ++c) sum += in[c] * w[c];
    }
  }
  return sum;
}

template <typename Sum, typename Input, typename Weight, typename Store>
void ForEachSum(const ConvShape& s, const Input* input, const Weight* filter, Store store) {
  for (int b = 0; b < s.batches; ++b) {
    for (int oy = 0; oy < s.out_h; ++oy) {
      for (int ox = 0; ox < s.out_w; ++ox) {
        for (int oc = 0; oc < s.out_c; ++oc) {
          store(oc, SumOfWindow<Sum>(s, input + s.FirstInputChannel(oc), filter + oc * s.filter_out,
                                     oy * s.stride_h - s.pad_h, ox * s.stride_w - s.pad_w));
        }
      }
    }
    input += s.in_h * s.in_w * s.in_c;
  }
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLVE_LOOPS_H_
