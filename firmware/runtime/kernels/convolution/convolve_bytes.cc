// Convolution of bytes in its portable form: small, and the one that fast kernels are compared
// with.
#include "kernels/convolution/convolution.h"
#include "kernels/math/fixed_point.h"

namespace tflite {
namespace {

// Bytes of the input and of the weights that are multiplied in pairs. (byte ^ mask) - zero is the
// distance to the zero point: to turn the top bit and to take 128 off is sign extension.
struct Taps {
  const uint8_t* input;
  const uint8_t* weights;
  int input_step;
  int weight_step;
  int32_t input_zero;
  int32_t weight_zero;
  uint32_t mask;
};

// The sum of `count` products. Unsigned: a model with absurd sizes wraps instead of being
// undefined. A function of its own, so that the loop has all registers.
[[gnu::noinline]] uint32_t SumOfTaps(const Taps& taps, int count) {
  const Taps t = taps;
  const uint8_t* input = t.input;
  const uint8_t* weights = t.weights;
  uint32_t sum = 0;
  do {
    sum += ((*input ^ t.mask) - static_cast<uint32_t>(t.input_zero)) *
           ((*weights ^ t.mask) - static_cast<uint32_t>(t.weight_zero));
    input += t.input_step;
    weights += t.weight_step;
  } while (--count != 0);
  return sum;
}

// The sum over the taps of the window at (y, x) that lie in the image; `taps` has zero points and
// mask.
[[gnu::noinline]] int32_t WindowSum(const ConvShape& s, Taps* taps, const uint8_t* image,
                                    const uint8_t* weights, int y, int x) {
  uint32_t sum = 0;
  for (int ky = 0; ky < s.k_h; ++ky, y += s.dilation_h, weights += s.filter_row) {
    if (static_cast<unsigned>(y) >= static_cast<unsigned>(s.in_h)) continue;
    int first = x;
    int count = s.k_w;
    taps->weights = weights;
    while (first < 0) {
      first += s.dilation_w;
      taps->weights += s.filter_col;
      --count;
    }
    for (int last = first + (count - 1) * s.dilation_w; last >= s.in_w; last -= s.dilation_w)
      --count;
    if (count <= 0) continue;
    taps->input = image + (y * s.in_w + first) * s.in_c;
    // The longer loop inside: over the channels, or over the taps of a row of one channel.
    const int input_step = s.in_c * s.dilation_w;
    int channels = s.k_c;
    taps->input_step = taps->weight_step = 1;
    if (channels == 1) {
      channels = count;
      count = 1;
      taps->input_step = input_step;
      taps->weight_step = s.filter_col;
    }
    do {
      sum += SumOfTaps(*taps, channels);
      taps->input += input_step;
      taps->weights += s.filter_col;
    } while (--count != 0);
  }
  return static_cast<int32_t>(sum);
}

}  // namespace

void ConvolveBytes(const ConvShape& s, const ConvQuantization& q, uint8_t flip,
                   const uint8_t* input, const uint8_t* filter, const int32_t* bias,
                   uint8_t* output) {
  Taps taps;
  taps.mask = flip ^ 0x80u;
  taps.input_zero = q.input_zero + static_cast<int32_t>(taps.mask);
  taps.weight_zero = q.filter_zero + static_cast<int32_t>(taps.mask);
  for (int b = 0; b < s.batches; ++b) {
    for (int oy = 0; oy < s.out_h; ++oy) {
      for (int ox = 0; ox < s.out_w; ++ox) {
        for (int oc = 0; oc < s.out_c; ++oc) {
          const int32_t sum =
              WindowSum(s, &taps, input + s.FirstInputChannel(oc), filter + oc * s.filter_out,
                        oy * s.stride_h - s.pad_h, ox * s.stride_w - s.pad_w);
          *output++ = static_cast<uint8_t>(OutputOf(q, oc, sum, bias));
        }
      }
    }
    input += s.in_h * s.in_w * s.in_c;
  }
}

}  // namespace tflite
