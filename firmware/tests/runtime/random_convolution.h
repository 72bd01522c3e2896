// Random convolutions of every kind that ConvolveInt8 may meet, ugly ones included. Freestanding:
// the host test and the image for the virtual cores draw the same cases.
#ifndef TESTS_RUNTIME_RANDOM_CONVOLUTION_H_
#define TESTS_RUNTIME_RANDOM_CONVOLUTION_H_

#include "kernels/convolution/convolution.h"

namespace tflite {

class RandomConvolution {
 public:
  static constexpr int kMostInput = 6000;
  static constexpr int kMostFilter = 12000;
  static constexpr int kMostOutput = 12000;
  static constexpr int kMostChannels = 64;

  // Draws shape and numbers from `seed`.
  explicit RandomConvolution(uint32_t seed) : state_(seed * 2654435761u + 12345) {
    do {
      DrawShape();
    } while (InputSize() > kMostInput || FilterSize() > kMostFilter || OutputSize() > kMostOutput);
    for (int i = 0; i < InputSize(); ++i) input[i] = static_cast<int8_t>(Next());
    // Runs of extreme numbers make the largest sums.
    const bool extreme = Below(4) == 0;
    for (int i = 0; i < FilterSize(); ++i) {
      filter[i] = extreme ? -128 : static_cast<int8_t>(Next());
    }
    if (extreme) {
      for (int i = 0; i < InputSize(); ++i) input[i] = Below(8) == 0 ? 127 : -128;
    }
    q.input_zero = Below(3) == 0 ? (Below(2) == 0 ? -128 : 127) : Below(256) - 128;
    q.filter_zero = 0;
    q.output_zero = Below(256) - 128;
    const bool whole = Below(2) == 0;
    q.low = whole ? -128 : Below(100) - 128;
    q.high = whole ? 127 : q.low + Below(128);
    q.channel_step = Below(4) == 0 ? 0 : 1;
    for (int c = 0; c < shape.out_c; ++c) {
      multiplier[c] = (1 << 30) + static_cast<int32_t>(Next() & 0x3FFFFFFF);
      shift[c] = static_cast<int8_t>(Below(16) == 0 ? Below(4) : -Below(14));
      bias[c] = Below(2000) - 1000;
      if (Below(32) == 0) bias[c] = static_cast<int32_t>(Next());
      if (Below(16) == 0) shift[c] = static_cast<int8_t>(-31 + Below(20));
    }
    q.multiplier = multiplier;
    q.shift = shift;
    has_bias = Below(4) != 0;
  }

  const int32_t* Bias() const { return has_bias ? bias : nullptr; }
  int InputSize() const { return shape.batches * shape.in_h * shape.in_w * shape.in_c; }
  int FilterSize() const { return shape.out_c * shape.k_h * shape.k_w * shape.k_c; }
  int OutputSize() const { return shape.batches * shape.out_h * shape.out_w * shape.out_c; }

  ConvShape shape;
  ConvQuantization q;
  bool has_bias;
  int8_t input[kMostInput];
  int8_t filter[kMostFilter];
  int32_t bias[kMostChannels];
  int32_t multiplier[kMostChannels];
  int8_t shift[kMostChannels];

 private:
  uint32_t Next() {
    state_ = state_ * 1664525 + 1013904223;
    return state_ >> 8 ^ state_ << 9;
  }
  int Below(int n) { return static_cast<int>((Next() & 0xFFFFFF) % static_cast<uint32_t>(n)); }

  void DrawShape() {
    ConvShape& s = shape;
    s = {};
    s.batches = Below(5) == 0 ? 2 : 1;
    const int kind = Below(6);
    s.in_h = 1 + Below(9);
    s.in_w = 1 + Below(12);
    s.k_h = 1 + Below(4);
    s.k_w = 1 + Below(8);
    s.stride_h = 1 + Below(3);
    s.stride_w = 1 + Below(3);
    const bool dilated = Below(4) == 0;
    s.dilation_h = dilated ? 1 + Below(3) : 1;
    s.dilation_w = dilated ? 1 + Below(3) : 1;
    s.in_c = 1 + Below(kind == 2 ? 40 : 9);
    s.out_c = 1 + Below(20);
    s.k_c = s.in_c;
    if (kind == 1) s.k_h = s.k_w = s.stride_h = s.stride_w = 1;
    if (kind == 2) {  // fully connected
      s.in_h = s.in_w = s.k_h = s.k_w = s.stride_h = s.stride_w = s.dilation_h = s.dilation_w = 1;
      s.in_c += Below(400);
      s.k_c = s.in_c;
    }
    int groups = 1;
    if (kind == 3) {  // groups
      groups = 1 + Below(4);
      s.k_c = 1 + Below(3);
      s.in_c = s.k_c * groups;
      s.out_c = groups * (1 + Below(6));
    }
    if (kind >= 4) {  // depthwise, often with channels that are a multiple of 4
      if (Below(3) != 0) s.in_c = 4 * (1 + Below(6));
      if (kind == 5) {
        s.in_c = 1;
        if (Below(3) == 0) {  // tiles too large for the stack, and windows too large for tiles
          s.k_h = 1 + Below(20);
          s.k_w = 1 + Below(18);
        }
      }
      s.out_c = s.in_c * (kind == 5 ? 4 * (1 + Below(5)) : 1 + (Below(4) == 0 ? Below(3) : 0));
      s.k_c = 1;
      groups = s.in_c;
      s.filter_out = 1;
      s.filter_col = s.out_c;
      s.filter_row = s.k_w * s.out_c;
    } else {
      s.filter_col = s.k_c;
      s.filter_row = s.k_w * s.k_c;
      s.filter_out = s.k_h * s.filter_row;
    }
    s.outputs_per_group = s.out_c / groups;
    const int extent_h = (s.k_h - 1) * s.dilation_h + 1;
    const int extent_w = (s.k_w - 1) * s.dilation_w + 1;
    if (Below(2) == 0 && extent_h <= s.in_h && extent_w <= s.in_w) {  // VALID
      s.out_h = (s.in_h - extent_h) / s.stride_h + 1;
      s.out_w = (s.in_w - extent_w) / s.stride_w + 1;
    } else {
      s.out_h = (s.in_h + s.stride_h - 1) / s.stride_h;
      s.out_w = (s.in_w + s.stride_w - 1) / s.stride_w;
      const int total_h = (s.out_h - 1) * s.stride_h + extent_h - s.in_h;
      const int total_w = (s.out_w - 1) * s.stride_w + extent_w - s.in_w;
      s.pad_h = total_h > 0 ? total_h / 2 : 0;
      s.pad_w = total_w > 0 ? total_w / 2 : 0;
    }
  }

  uint32_t state_;
};

}  // namespace tflite

#endif  // TESTS_RUNTIME_RANDOM_CONVOLUTION_H_
