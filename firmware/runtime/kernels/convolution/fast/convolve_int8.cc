// ConvolveInt8 for cores of 32-bit registers: same bits as ../convolve_int8.cc, in three loop
// orders.
//
//  * Tiles: windows of four pixels are gathered as 16-bit numbers, zeros for padding; each weight
//    is then used four times and each input twice. Convolutions, and depthwise ones from a single
//    channel. The tile lies in scratch memory of the arena, a small one on the stack.
//  * Channel by channel (depthwise): four channels at a time.
//  * Rows: everything else, four output channels at a time.
//
// The kernels scale and store what they sum. Where a scale is none of theirs or the clamp is not
// that of signed bytes, they give sums, and StoreOutputs does the rest.
#pragma GCC optimize("O2")

#include "kernels/convolution/convolution.h"
#include "kernels/convolution/fast/micro_kernels.h"
#include "kernels/convolution/fast/output_scale.h"
#include "kernels/convolution/fast/windows.h"

namespace tflite {
namespace {

// Channels whose scales are on the stack: 128 bytes for tiles, 256 for depthwise windows.
constexpr int kScaleChannels = 8;
constexpr int kDepthwiseChannels = 16;

// A depthwise convolution from one channel of so many weights and taps keeps its tile (640 bytes)
// and its weights, where they are wanted in a row (640 bytes), on the stack.
constexpr int kStackWeights = 640;
constexpr int kStackTaps = 80;

// Depthwise from one channel: weights [kh, kw, out_c].
bool FromOneChannel(const ConvShape& s) {
  return s.in_c == 1 && s.k_c == 1 && s.filter_out == 1 && s.filter_col == s.out_c;
}

bool UsesTiles(const ConvShape& s) {
  return (FromOneChannel(s) || (s.filter_col == s.k_c && s.k_c == s.in_c)) && s.dilation_w == 1 &&
         s.out_h * s.out_w >= kTilePixels && s.k_h * s.k_w * s.k_c <= kLargestWindow && s.out_c > 1;
}

// Whether a tile and weights in a row are on the stack.
bool FitsStack(const ConvShape& s) {
  const int window = s.k_h * s.k_w;
  return FromOneChannel(s) && window <= kStackTaps && window * s.out_c <= kStackWeights;
}

// The channels [first, last) of one tile, whose scales the kernel cannot do.
void StoreTileSums(const ConvQuantization& q, const int32_t* bias, const TileJob& job, int first,
                   int last, int count, int8_t* out, int out_step) {
  for (int c = first; c < last; c += kTileChannels) {
    int32_t sums[kTileChannels * kTilePixels];
    const bool two = c + 1 < last;
    TileDot(job.tile, job.count, job.weights + c * job.next_channel, job.step,
            two ? job.next_channel : 0, sums);
    StoreOutputs(q, bias, c, sums, count, out + c, out_step);
    if (two) StoreOutputs(q, bias, c + 1, sums + kTilePixels, count, out + c + 1, out_step);
  }
}

void ConvolveTiles(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                   const int8_t* filter, int step, const int32_t* bias, void* tile,
                   int8_t* output) {
  const int pixels = s.out_h * s.out_w;
  const int window = s.k_h * s.k_w * s.k_c;
  const int next_channel = step == 1 ? window : 1;
  const bool scaled = TileFits(window) && SaturatesOnly(q) && ScalesFit(q, bias, 0, s.out_c);
  ChannelScale scales[kScaleChannels];
  int first_scale = -1;  // of which channel scales[0] is
  Windows windows(s, image);
  TileJob job = {tile, window, filter, scales, nullptr, {}, nullptr, step, next_channel};
  for (int i = 1; i < kTilePixels; ++i) job.offsets[i - 1] = i * s.out_c;
  for (int left = pixels; left > 0; left -= kTilePixels, output += kTilePixels * s.out_c) {
    const int count = left < kTilePixels ? left : kTilePixels;
    LaneWindow lanes[kTilePixels];
    for (int lane = 0; lane < kTilePixels; ++lane) {
      if (lane < count) {
        lanes[lane] = windows.Next();
      } else {  // computed again and stored again
        lanes[lane] = lanes[0];
        job.offsets[lane - 1] = 0;
      }
    }
    FillTile(tile, lanes, s.dilation_h * s.in_w * s.in_c, q.input_zero);
    for (int c = 0; c < s.out_c; c += kScaleChannels) {
      const int block = s.out_c - c < kScaleChannels ? s.out_c - c : kScaleChannels;
      if (scaled && first_scale != c) {
        FindScales(q, bias, c, block, scales);
        first_scale = c;
      }
      const int even = scaled ? block & ~1 : 0;
      if (even != 0) {
        job.weights = filter + c * next_channel;
        job.scales = scales;
        job.out = output + c;
        job.end = output + c + even;
        TileConvolve(&job);
      }
      if (even != block) {
        job.weights = filter;
        StoreTileSums(q, bias, job, c + even, c + block, count, output, s.out_c);
      }
    }
  }
}

// weights[channel][tap] of filter[tap][channel].
void PutInARow(const int8_t* filter, int taps, int channels, int8_t* weights) {
  for (int c = 0; c < channels; ++c) {
    for (int k = 0; k < taps; ++k) *weights++ = filter[k * channels + c];
  }
}

// Tiles of a depthwise convolution from one channel, with memory for a tile and for the weights.
void ConvolveFromOneChannel(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                            const int8_t* filter, const int32_t* bias, void* tile, int8_t* weights,
                            int8_t* output) {
  if (kWeightsInARow) PutInARow(filter, s.k_h * s.k_w, s.out_c, weights);
  ConvolveTiles(s, q, image, kWeightsInARow ? weights : filter, kWeightsInARow ? 1 : s.out_c, bias,
                tile, output);
}

// Functions of their own: their memory is on the stack only while they run.
__attribute__((noinline)) void ConvolveReordered(const ConvShape& s, const ConvQuantization& q,
                                                 const int8_t* image, const int8_t* filter,
                                                 const int32_t* bias, void* tile, int8_t* output) {
  int8_t weights[kStackWeights];
  ConvolveFromOneChannel(s, q, image, filter, bias, tile, weights, output);
}

__attribute__((noinline)) void ConvolveOnStack(const ConvShape& s, const ConvQuantization& q,
                                               const int8_t* image, const int8_t* filter,
                                               const int32_t* bias, int8_t* output) {
  alignas(4) uint8_t tile[TileBytes(kStackTaps)];
  if (kWeightsInARow) {
    ConvolveReordered(s, q, image, filter, bias, tile, output);
  } else {
    ConvolveTiles(s, q, image, filter, s.out_c, bias, tile, output);
  }
}

// Output channel c sees input channel c; channels are a multiple of 4, weights [kh, kw, c].
void ConvolveChannelByChannel(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                              const int8_t* filter, const int32_t* bias, int8_t* output) {
  const bool scaled = SaturatesOnly(q) && ScalesFit(q, bias, 0, s.out_c);
  const int extent = (s.k_w - 1) * s.dilation_w + 1;
  ChannelJob job;
  job.zero = q.input_zero;
  job.image_column = s.dilation_w * s.in_c;
  job.filter_column = s.filter_col;
  job.image_row = s.dilation_h * s.in_w * s.in_c;
  job.filter_row = s.filter_row;
  job.out_step = s.out_c;
  job.image_step = s.stride_w * s.in_c;
  ChannelScale scales[kDepthwiseChannels];
  for (int c = 0; c < s.out_c; c += kDepthwiseChannels) {
    const int last = s.out_c - c < kDepthwiseChannels ? s.out_c : c + kDepthwiseChannels;
    if (scaled) FindScales(q, bias, c, last - c, scales);
    int8_t* out = output;
    for (int oy = 0; oy < s.out_h; ++oy) {
      const int y = oy * s.stride_h - s.pad_h;
      const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
      for (int ox = 0; ox < s.out_w; ox += job.pixels, out += job.pixels * s.out_c) {
        const int x = ox * s.stride_w - s.pad_w;
        const Taps columns = TapsInside(x, s.k_w, s.dilation_w, s.in_w);
        job.rows = rows.last - rows.first;
        job.columns = columns.last - columns.first;
        job.pixels = 1;
        const bool empty = job.rows <= 0 || job.columns <= 0;  // of a dilated window
        if (job.columns == s.k_w && scaled &&
            !empty) {  // so are the following ones, up to the edge
          const int more = (s.in_w - extent - x) / s.stride_w + 1;
          job.pixels = more < s.out_w - ox ? more : s.out_w - ox;
        }
        const int8_t* from =
            image +
            ((y + rows.first * s.dilation_h) * s.in_w + x + columns.first * s.dilation_w) * s.in_c;
        const int8_t* weights = filter + rows.first * s.filter_row + columns.first * s.filter_col;
        for (int k = c; k < last; k += 4) {
          job.image = from + k;
          job.filter = weights + k;
          int32_t sums[4] = {0, 0, 0, 0};
          if (scaled && !empty) {
            job.scales = scales + (k - c);
            job.out = out + k;
            ChannelConvolve(&job);
            continue;
          }
          job.scales = nullptr;
          job.out = sums;
          if (!empty) ChannelConvolve(&job);
          for (int i = 0; i < 4; ++i) StoreOutputs(q, bias, k + i, sums + i, 1, out + k + i, 1);
        }
      }
    }
  }
}

// What follows is called once a convolution, or spends its time in RowDot.
#pragma GCC optimize("Os")

// Any shape; four channels at a time while they see the same inputs. Not inlined: its frame would
// be under those of the others.
__attribute__((noinline)) void ConvolveRows(const ConvShape& s, const ConvQuantization& q,
                                            const int8_t* image, const int8_t* filter,
                                            const int32_t* bias, int8_t* output) {
  const bool few = static_cast<int64_t>(s.k_h) * s.k_w * s.k_c <= kMostProducts;
  for (int oy = 0; oy < s.out_h; ++oy) {
    const int y = oy * s.stride_h - s.pad_h;
    const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
    for (int ox = 0; ox < s.out_w; ++ox) {
      const int x = ox * s.stride_w - s.pad_w;
      const Taps columns = TapsInside(x, s.k_w, s.dilation_w, s.in_w);
      for (int c = 0; c < s.out_c;) {
        const int left = s.outputs_per_group - c % s.outputs_per_group;
        const int channels = left >= 4 ? 4 : 1;
        int32_t sums[4] = {0, 0, 0, 0};
        for (int ky = rows.first; ky < rows.last; ++ky) {
          for (int kx = columns.first; kx < columns.last; ++kx) {
            const int8_t* in = image +
                               ((y + ky * s.dilation_h) * s.in_w + x + kx * s.dilation_w) * s.in_c +
                               s.FirstInputChannel(c);
            RowDot(in, s.k_c, q.input_zero,
                   filter + c * s.filter_out + ky * s.filter_row + kx * s.filter_col,
                   channels > 1 ? s.filter_out : 0, sums);
          }
        }
        for (int i = 0; i < channels; ++i, ++c) {
          if (few) {
            StoreOutputs(q, bias, c, sums + i, 1, output++, 1);
          } else {
            *output++ = static_cast<int8_t>(OutputOf(q, c, sums[i], bias));
          }
        }
      }
    }
  }
}

}  // namespace

int ConvolveInt8Scratch(const ConvShape& s) {
  if (!UsesTiles(s) || FitsStack(s)) return 0;
  const int window = s.k_h * s.k_w * s.k_c;
  return TileBytes(window) + (kWeightsInARow && FromOneChannel(s) ? window * s.out_c : 0);
}

void ConvolveInt8(const ConvShape& s, const ConvQuantization& q, const int8_t* input,
                  const int8_t* filter, const int32_t* bias, void* scratch, int8_t* output) {
  const bool tiles = UsesTiles(s);
  const bool by_channel = s.k_c == 1 && s.filter_out == 1 && s.out_c % 4 == 0 &&
                          s.in_c == s.out_c && static_cast<int64_t>(s.k_h) * s.k_w <= kMostProducts;
  for (int b = 0; b < s.batches; ++b) {
    if (tiles && FitsStack(s)) {
      ConvolveOnStack(s, q, input, filter, bias, output);
    } else if (tiles && FromOneChannel(s)) {
      ConvolveFromOneChannel(s, q, input, filter, bias, scratch,
                             static_cast<int8_t*>(scratch) + TileBytes(s.k_h * s.k_w), output);
    } else if (tiles) {
      ConvolveTiles(s, q, input, filter, 1, bias, scratch, output);
    } else if (by_channel) {
      ConvolveChannelByChannel(s, q, input, filter, bias, output);
    } else {
      ConvolveRows(s, q, input, filter, bias, output);
    }
    input += s.in_h * s.in_w * s.in_c;
    output += s.out_h * s.out_w * s.out_c;
  }
}

}  // namespace tflite
