// The convolution loops in their readable form: every other form must give the same bits.
#ifndef RUNTIME_KERNELS_CONVOLVE_REFERENCE_H_
#define RUNTIME_KERNELS_CONVOLVE_REFERENCE_H_

#include "kernels/convolution.h"
#include "kernels/fixed_point.h"

namespace tflite {

// Bytes of either signedness: unsigned ones become signed by turning the top bit (kFlip), which
// moves them and their zero points by 128.
constexpr uint8_t kNoFlip = 0;
constexpr uint8_t kFlip = 0x80;

// sum of (input - input_zero) * (weight - filter_zero) over the taps of the window at (y, x) that
// lie in the image.
inline int32_t WindowSum(const ConvShape& s, int32_t input_zero, int32_t filter_zero, uint8_t flip,
                         const uint8_t* image, const uint8_t* weights, int y, int x) {
  // Unsigned: a model with absurd sizes wraps instead of being undefined.
  uint32_t sum = 0;
  for (int ky = 0; ky < s.k_h; ++ky) {
    const int iy = y + ky * s.dilation_h;
    if (iy < 0 || iy >= s.in_h) continue;
    for (int kx = 0; kx < s.k_w; ++kx) {
      const int ix = x + kx * s.dilation_w;
      if (ix < 0 || ix >= s.in_w) continue;
      const uint8_t* in = image + (iy * s.in_w + ix) * s.in_c;
      const uint8_t* w = weights + ky * s.filter_row + kx * s.filter_col;
      for (int c = 0; c < s.k_c; ++c) {
        const int32_t input = static_cast<int8_t>(in[c] ^ flip) - input_zero;
        const int32_t weight = static_cast<int8_t>(w[c] ^ flip) - filter_zero;
        sum += static_cast<uint32_t>(input * weight);
      }
    }
  }
  return static_cast<int32_t>(sum);
}

inline void ConvolveReference(const ConvShape& s, const ConvQuantization& q, uint8_t flip,
                              const uint8_t* input, const uint8_t* filter, const int32_t* bias,
                              uint8_t* output) {
  for (int b = 0; b < s.batches; ++b) {
    for (int oy = 0; oy < s.out_h; ++oy) {
      for (int ox = 0; ox < s.out_w; ++ox) {
        for (int oc = 0; oc < s.out_c; ++oc) {
          const int32_t sum = WindowSum(s, q.input_zero - flip, q.filter_zero - flip, flip,
                                        input + s.FirstInputChannel(oc), filter + oc * s.filter_out,
                                        oy * s.stride_h - s.pad_h, ox * s.stride_w - s.pad_w);
          *output++ = static_cast<uint8_t>(OutputOf(q, oc, sum, bias));
        }
      }
    }
    input += s.in_h * s.in_w * s.in_c;
  }
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLVE_REFERENCE_H_
