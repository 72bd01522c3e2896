// ConvolveUint8 for cores of 32-bit registers: same bits as ConvolveBytes. With bytes less 128 and
// zero points less 128,
//
//   sum of (x - zero of x) (w - zero of w) = sum of (x - zero of x) w - (zero of w) * sum of (x -
//   zero of x),
//
// so that tiles go through the micro kernels of int8 with one channel more, whose weights are
// all 1. The image is turned into signed bytes in its place, and back at the end. What no tile
// takes is computed from the bytes as they are.
#pragma GCC optimize("O2")

#include "kernels/convolution/convolution.h"
#include "kernels/convolution/fast/micro_kernels.h"
#include "kernels/convolution/fast/output_scale.h"
#include "kernels/convolution/fast/windows.h"

namespace tflite {
namespace {

constexpr int kSignBit = 128;
// Channels that share the filling of a tile; their signed weights are in scratch memory.
constexpr int kBlock = 8;
// The tile of a window of so many taps is on the stack.
constexpr int kStackTaps = 80;

// All input channels in each window, no dilation along rows.
bool UsesTiles(const ConvShape& s) {
  const bool whole = s.k_c == s.in_c && (s.outputs_per_group == s.out_c);
  return whole && s.dilation_w == 1 && s.out_h * s.out_w >= kTilePixels &&
         s.k_h * s.k_w * s.k_c <= kLargestWindow && s.out_c > 1;
}

bool FitsStack(const ConvShape& s) { return s.k_h * s.k_w * s.k_c <= kStackTaps; }

void TurnSigns(uint8_t* bytes, int count) {
  for (; count > 0 && (reinterpret_cast<uintptr_t>(bytes) & 3) != 0; --count) *bytes++ ^= kSignBit;
  typedef uint32_t __attribute__((may_alias)) Word;
  auto* words = reinterpret_cast<Word*>(bytes);
  for (; count >= 16; count -= 16, words += 4) {
    words[0] ^= 0x80808080u;
    words[1] ^= 0x80808080u;
    words[2] ^= 0x80808080u;
    words[3] ^= 0x80808080u;
  }
  bytes = reinterpret_cast<uint8_t*>(words);
  while (count-- > 0) *bytes++ ^= kSignBit;
}

// Signed weights of the channels [first, last), one window after the other.
void CopyWeights(const ConvShape& s, const uint8_t* filter, int first, int last, int8_t* to) {
  for (int c = first; c < last; ++c) {
    for (int ky = 0; ky < s.k_h; ++ky) {
      for (int kx = 0; kx < s.k_w; ++kx) {
        const uint8_t* from = filter + c * s.filter_out + ky * s.filter_row + kx * s.filter_col;
        for (int i = 0; i < s.k_c; ++i) *to++ = static_cast<int8_t>(from[i] ^ kSignBit);
      }
    }
  }
}

// Sums of the channels of a tile, four each; room for an even number.
void SumTile(const void* tile, int window, const int8_t* weights, int channels, int32_t* sums) {
  const int even = (channels + 1) & ~1;
  if (TileFits(window)) {
    TileJob job = {tile, window, weights, nullptr, sums, {}, sums + even * kTilePixels, 1, window};
    TileConvolve(&job);
    return;
  }
  for (int c = 0; c < even; c += kTileChannels, sums += kTileChannels * kTilePixels) {
    TileDot(tile, window, weights + c * window, 1, window, sums);
  }
}

// Outputs of the channels [first, first + channels) of `count` pixels, `s.out_c` bytes apart.
// `inputs` are the sums of the pixels' numbers. Without `scales` OutputOf does it.
void StoreBlock(const ConvShape& s, const ConvQuantization& q, const int32_t* bias,
                const ChannelScale* scales, int first, int channels, int count, const int32_t* sums,
                const int32_t* inputs, uint8_t* out) {
  const int32_t low = q.low, high = q.high;
  uint32_t less[kTilePixels];
  for (int p = 0; p < kTilePixels; ++p) {
    less[p] = static_cast<uint32_t>(q.filter_zero - kSignBit) * static_cast<uint32_t>(inputs[p]);
  }
  for (int c = 0; c < channels; ++c, sums += kTilePixels, ++out) {
    uint8_t* pixel = out;
    if (scales == nullptr) {
      for (int p = 0; p < count; ++p, pixel += s.out_c) {
        const int32_t sum = static_cast<int32_t>(static_cast<uint32_t>(sums[p]) - less[p]);
        *pixel = static_cast<uint8_t>(OutputOf(q, first + c, sum, bias));
      }
      continue;
    }
    const ChannelScale scale = scales[c];
    const auto store = [&](int p) {
      const int32_t sum = static_cast<int32_t>(static_cast<uint32_t>(sums[p]) - less[p]);
      *pixel = static_cast<uint8_t>(Clamp(ScaleOutput(scale, sum), low, high));
      pixel += s.out_c;
    };
    if (count == kTilePixels) {
#pragma GCC unroll 4
      for (int p = 0; p < kTilePixels; ++p) store(p);
    } else {
      for (int p = 0; p < count; ++p) store(p);
    }
  }
}

void ConvolveTiles(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                   const uint8_t* filter, const int32_t* bias, void* tile, int8_t* weights,
                   uint8_t* output) {
  const int window = s.k_h * s.k_w * s.k_c;
  const int32_t zero = q.input_zero - kSignBit;
  ChannelScale scales[kBlock];
  for (int first = 0; first < s.out_c; first += kBlock) {
    const int channels = s.out_c - first < kBlock ? s.out_c - first : kBlock;
    CopyWeights(s, filter, first, first + channels, weights);
    const bool scaled = ScalesFit(q, bias, first, channels);
    if (scaled) FindScales(q, bias, first, channels, scales);
    Windows windows(s, image);
    uint8_t* out = output + first;
    for (int left = s.out_h * s.out_w; left > 0; left -= kTilePixels) {
      const int count = left < kTilePixels ? left : kTilePixels;
      LaneWindow lanes[kTilePixels];
      for (int lane = 0; lane < kTilePixels; ++lane) {
        lanes[lane] = lane < count ? windows.Next() : lanes[0];
      }
      FillTile(tile, lanes, s.dilation_h * s.in_w * s.in_c, zero);
      int32_t inputs[kTilePixels];
      SumInputs(tile, window, inputs);
      int32_t sums[kBlock * kTilePixels];
      SumTile(tile, window, weights, channels, sums);
      StoreBlock(s, q, bias, scaled ? scales : nullptr, first, channels, count, sums, inputs, out);
      out += kTilePixels * s.out_c;
    }
  }
}

// A function of its own: its memory is on the stack only while it runs.
__attribute__((noinline)) void ConvolveOnStack(const ConvShape& s, const ConvQuantization& q,
                                               const int8_t* image, const uint8_t* filter,
                                               const int32_t* bias, int8_t* weights,
                                               uint8_t* output) {
  alignas(4) uint8_t tile[TileBytes(kStackTaps)];
  ConvolveTiles(s, q, image, filter, bias, tile, weights, output);
}

// Adds products to the sums of one or four channels, whose weights are `step` apart; returns the
// sum of the inputs less their zero point.
uint32_t RowDot(const uint8_t* in, int count, int32_t zero, const uint8_t* w, int step,
                int channels, uint32_t* sums) {
  uint32_t inputs = 0;
  if (channels == 1) {
    uint32_t a = sums[0];
    for (const uint8_t* const end = in + count; in != end;) {
      const uint32_t x = static_cast<uint32_t>(*in++ - zero);
      inputs += x;
      a += x * *w++;
    }
    sums[0] = a;
    return inputs;
  }
  const uint8_t *w1 = w + step, *w2 = w1 + step, *w3 = w2 + step;
  uint32_t a = sums[0], b = sums[1], c = sums[2], d = sums[3];
  for (const uint8_t* const end = in + count; in != end;) {
    const uint32_t x = static_cast<uint32_t>(*in++ - zero);
    inputs += x;
    a += x * *w++;
    b += x * *w1++;
    c += x * *w2++;
    d += x * *w3++;
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
  return inputs;
}

// Any shape; four channels at a time while they see the same inputs.
__attribute__((noinline)) void ConvolveRows(const ConvShape& s, const ConvQuantization& q,
                                            const uint8_t* image, const uint8_t* filter,
                                            const int32_t* bias, uint8_t* output) {
  for (int oy = 0; oy < s.out_h; ++oy) {
    const int y = oy * s.stride_h - s.pad_h;
    const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
    for (int ox = 0; ox < s.out_w; ++ox) {
      const int x = ox * s.stride_w - s.pad_w;
      const Taps columns = TapsInside(x, s.k_w, s.dilation_w, s.in_w);
      for (int c = 0; c < s.out_c;) {
        const int left = s.outputs_per_group - c % s.outputs_per_group;
        const int channels = left >= 4 ? 4 : 1;
        uint32_t sums[4] = {0, 0, 0, 0};
        uint32_t inputs = 0;
        for (int ky = rows.first; ky < rows.last; ++ky) {
          for (int kx = columns.first; kx < columns.last; ++kx) {
            const uint8_t* in =
                image + ((y + ky * s.dilation_h) * s.in_w + x + kx * s.dilation_w) * s.in_c +
                s.FirstInputChannel(c);
            inputs += RowDot(in, s.k_c, q.input_zero,
                             filter + c * s.filter_out + ky * s.filter_row + kx * s.filter_col,
                             s.filter_out, channels, sums);
          }
        }
        for (int i = 0; i < channels; ++i, ++c) {
          const uint32_t sum = sums[i] - static_cast<uint32_t>(q.filter_zero) * inputs;
          *output++ = static_cast<uint8_t>(OutputOf(q, c, static_cast<int32_t>(sum), bias));
        }
      }
    }
  }
}

// Output channel c sees input channel c, weights [kh, kw, c]: four channels at a time.
__attribute__((noinline)) void ConvolveChannels(const ConvShape& s, const ConvQuantization& q,
                                                const uint8_t* image, const uint8_t* filter,
                                                const int32_t* bias, uint8_t* output) {
  const int32_t in_zero = q.input_zero, zero = q.filter_zero;
  for (int oy = 0; oy < s.out_h; ++oy) {
    const int y = oy * s.stride_h - s.pad_h;
    const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
    for (int ox = 0; ox < s.out_w; ++ox) {
      const int x = ox * s.stride_w - s.pad_w;
      const Taps columns = TapsInside(x, s.k_w, s.dilation_w, s.in_w);
      for (int c = 0; c < s.out_c; c += 4) {
        uint32_t a = 0, b = 0, d = 0, e = 0;
        for (int ky = rows.first; ky < rows.last; ++ky) {
          const uint8_t* in =
              image +
              ((y + ky * s.dilation_h) * s.in_w + x + columns.first * s.dilation_w) * s.in_c + c;
          const uint8_t* w = filter + ky * s.filter_row + columns.first * s.filter_col + c;
          for (int kx = columns.last - columns.first; kx > 0; --kx) {
            a += static_cast<uint32_t>((in[0] - in_zero) * (w[0] - zero));
            b += static_cast<uint32_t>((in[1] - in_zero) * (w[1] - zero));
            d += static_cast<uint32_t>((in[2] - in_zero) * (w[2] - zero));
            e += static_cast<uint32_t>((in[3] - in_zero) * (w[3] - zero));
            in += s.dilation_w * s.in_c;
            w += s.filter_col;
          }
        }
        const uint32_t sums[4] = {a, b, d, e};
        for (int i = 0; i < 4; ++i) {
          *output++ = static_cast<uint8_t>(OutputOf(q, c + i, static_cast<int32_t>(sums[i]), bias));
        }
      }
    }
  }
}

}  // namespace

int ConvolveUint8Scratch(const ConvShape& s) {
  if (!UsesTiles(s)) return 0;
  const int window = s.k_h * s.k_w * s.k_c;
  const int channels = s.out_c < kBlock ? (s.out_c + 1) & ~1 : kBlock;
  return (FitsStack(s) ? 0 : TileBytes(window)) + channels * window;
}

void ConvolveUint8(const ConvShape& s, const ConvQuantization& q, uint8_t* input, bool constant,
                   const uint8_t* filter, const int32_t* bias, void* scratch, uint8_t* output) {
  const bool tiles = UsesTiles(s) && !constant;
  const bool by_channel =
      s.k_c == 1 && s.filter_out == 1 && s.out_c % 4 == 0 && s.in_c == s.out_c && s.in_c > 1;
  const int size = s.in_h * s.in_w * s.in_c;
  for (int b = 0; b < s.batches; ++b, input += size, output += s.out_h * s.out_w * s.out_c) {
    if (tiles) {
      TurnSigns(input, size);
      const auto* image = reinterpret_cast<const int8_t*>(input);
      if (FitsStack(s)) {
        ConvolveOnStack(s, q, image, filter, bias, static_cast<int8_t*>(scratch), output);
      } else {
        const int window = s.k_h * s.k_w * s.k_c;
        auto* weights = static_cast<int8_t*>(scratch) + TileBytes(window);
        ConvolveTiles(s, q, image, filter, bias, scratch, weights, output);
      }
      TurnSigns(input, size);
    } else if (by_channel) {
      ConvolveChannels(s, q, input, filter, bias, output);
    } else {
      ConvolveRows(s, q, input, filter, bias, output);
    }
  }
}

}  // namespace tflite
