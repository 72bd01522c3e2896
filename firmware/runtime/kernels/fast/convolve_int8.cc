// ConvolveInt8 for cores of 32-bit registers: same bits as ../convolve_int8.cc, in four loop
// orders.
//
//  * Tiles: windows of four pixels are gathered as 16-bit numbers, zeros for padding, in scratch
//    memory of the arena; each weight is then used four times and each input twice.
//  * From one channel (depthwise with a multiplier): the same with tiles of a few taps on the
//  stack.
//  * Channel by channel (depthwise): four channels at a time.
//  * Rows: everything else, four output channels at a time.
#pragma GCC optimize("O2")

#include "kernels/convolution.h"
#include "kernels/fast/micro_kernels.h"
#include "kernels/fast/output_scale.h"

namespace tflite {
namespace {

// Taps of a tile on the stack (384 bytes), and output channels whose sums are there (256 bytes).
constexpr int kStackTaps = 48;
constexpr int kStackChannels = 16;

// The taps [first, last) of a window that lie in the image.
struct Taps {
  int first, last;
};

Taps TapsInside(int start, int taps, int dilation, int size) {
  Taps t = {0, taps};
  while (t.first < t.last && start + t.first * dilation < 0) ++t.first;
  while (t.last > t.first && start + (t.last - 1) * dilation >= size) --t.last;
  return t;
}

bool UsesTiles(const ConvShape& s) {
  return s.filter_col == s.k_c && s.k_c == s.in_c && s.dilation_w == 1 &&
         s.out_h * s.out_w >= kTilePixels && s.k_h * s.k_w * s.k_c <= kLargestWindow && s.out_c > 1;
}

// The window of the output pixel (oy, ox), all of its rows.
LaneWindow WindowOf(const ConvShape& s, const int8_t* image, int oy, int ox) {
  const int y = oy * s.stride_h - s.pad_h;
  const int x = ox * s.stride_w - s.pad_w;
  const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
  const Taps columns = TapsInside(x, s.k_w, 1, s.in_w);
  return {image + ((y + rows.first * s.dilation_h) * s.in_w + x + columns.first) * s.in_c,
          rows.first,
          rows.last - rows.first,
          s.k_h - rows.last,
          columns.first * s.k_c,
          (columns.last - columns.first) * s.k_c,
          (s.k_w - columns.last) * s.k_c};
}

void ConvolveTiles(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                   const int8_t* filter, const int32_t* bias, void* tile, int8_t* output) {
  const int pixels = s.out_h * s.out_w;
  const int window = s.k_h * s.k_w * s.k_c;
  int oy = 0;
  int ox = 0;
  for (int first = 0; first < pixels; first += kTilePixels) {
    const int count = pixels - first < kTilePixels ? pixels - first : kTilePixels;
    LaneWindow lanes[kTilePixels];
    for (int lane = 0; lane < kTilePixels; ++lane) {
      if (lane >= count) {
        lanes[lane] = lanes[0];  // computed in vain
        continue;
      }
      lanes[lane] = WindowOf(s, image, oy, ox);
      if (++ox == s.out_w) {
        ox = 0;
        ++oy;
      }
    }
    FillTile(tile, lanes, s.dilation_h * s.in_w * s.in_c, q.input_zero);
    int8_t* out = output + first * s.out_c;
    const int8_t* weights = filter;
    for (int c = 0; c < s.out_c; c += kTileChannels) {
      int32_t sums[kTileChannels * kTilePixels];
      const bool two = c + 1 < s.out_c;
      TileDot(tile, window, weights, two ? weights + window : weights, sums);
      StoreOutputs(q, bias, c, sums, count, out + c, s.out_c);
      if (two) StoreOutputs(q, bias, c + 1, sums + kTilePixels, count, out + c + 1, s.out_c);
      weights += kTileChannels * window;
    }
  }
}

// One input channel, out_c output channels (a multiple of 4), weights [kh, kw, out_c].
void ConvolveFromOneChannel(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                            const int8_t* filter, const int32_t* bias, int8_t* output) {
  const int rows_at_once = kStackTaps / s.k_w;
  const int image_row = s.dilation_h * s.in_w;
  for (int oy = 0; oy < s.out_h; ++oy) {
    const int y = oy * s.stride_h - s.pad_h;
    const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
    const int8_t* first_row = image + (y + rows.first * s.dilation_h) * s.in_w;
    for (int ox = 0; ox < s.out_w; ox += kTilePixels) {
      const int count = s.out_w - ox < kTilePixels ? s.out_w - ox : kTilePixels;
      int32_t sums[kStackChannels * kTilePixels];
      for (int i = s.out_c * kTilePixels - 1; i >= 0; --i) sums[i] = 0;
      LaneWindow lanes[kTilePixels];
      for (int lane = 0; lane < kTilePixels; ++lane) {
        const int x = (ox + (lane < count ? lane : 0)) * s.stride_w - s.pad_w;
        const Taps columns = TapsInside(x, s.k_w, 1, s.in_w);
        lanes[lane] = {
            first_row + x + columns.first, 0, 0, 0, columns.first, columns.last - columns.first,
            s.k_w - columns.last};
      }
      for (int row = rows.first; row < rows.last; row += rows_at_once) {
        const int some = rows.last - row < rows_at_once ? rows.last - row : rows_at_once;
        alignas(4) uint8_t tile[TileBytes(kStackTaps)];
        for (LaneWindow& lane : lanes) lane.rows = some;
        FillTile(tile, lanes, image_row, q.input_zero);
        for (LaneWindow& lane : lanes) lane.image += some * image_row;
        const int8_t* weights = filter + row * s.filter_row;
        for (int c = 0; c < s.out_c; c += 4) {
          TileDotSideBySide(tile, some * s.k_w, weights + c, s.filter_col, sums + c * kTilePixels);
        }
      }
      for (int c = 0; c < s.out_c; ++c) {
        StoreOutputs(q, bias, c, sums + c * kTilePixels, count, output + c, s.out_c);
      }
      output += count * s.out_c;
    }
  }
}

// Output channel c sees input channel c; channels are a multiple of 4, weights [kh, kw, c].
void ConvolveChannelByChannel(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                              const int8_t* filter, const int32_t* bias, int8_t* output) {
  const int image_row = s.dilation_h * s.in_w * s.in_c;
  const int image_column = s.dilation_w * s.in_c;
  for (int oy = 0; oy < s.out_h; ++oy) {
    const int y = oy * s.stride_h - s.pad_h;
    const Taps rows = TapsInside(y, s.k_h, s.dilation_h, s.in_h);
    for (int ox = 0; ox < s.out_w; ox += kRowPixels) {
      const int count = s.out_w - ox < kRowPixels ? s.out_w - ox : kRowPixels;
      ChannelWindow windows[kRowPixels];
      for (int i = 0; i < count; ++i) {
        const int x = (ox + i) * s.stride_w - s.pad_w;
        const Taps columns = TapsInside(x, s.k_w, s.dilation_w, s.in_w);
        const int inside = columns.last - columns.first;
        windows[i] = {
            image + ((y + rows.first * s.dilation_h) * s.in_w + x + columns.first * s.dilation_w) *
                        s.in_c,
            filter + rows.first * s.filter_row + columns.first * s.filter_col,
            q.input_zero,
            inside,
            image_column,
            s.filter_col,
            image_row - inside * image_column,
            s.filter_row - inside * s.filter_col,
            rows.last - rows.first};
      }
      for (int c = 0; c < s.out_c; c += 4) {
        int32_t sums[4 * kRowPixels];
        for (int i = 0; i < count; ++i) {
          ChannelWindow& window = windows[i];
          if (window.rows > 0 && window.columns > 0) {
            ChannelDot(&window, sums + i);
          } else {
            for (int j = 0; j < 4; ++j) sums[i + j * kRowPixels] = 0;
          }
          window.image += 4;
          window.filter += 4;
        }
        for (int i = 0; i < 4; ++i) {
          StoreOutputs(q, bias, c + i, sums + i * kRowPixels, count, output + c + i, s.out_c);
        }
      }
      output += count * s.out_c;
    }
  }
}

// Any shape; four channels at a time while they see the same inputs.
void ConvolveRows(const ConvShape& s, const ConvQuantization& q, const int8_t* image,
                  const int8_t* filter, const int32_t* bias, int8_t* output) {
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
  if (!UsesTiles(s)) return 0;
  return TileBytes(s.k_h * s.k_w * s.k_c);
}

void ConvolveInt8(const ConvShape& s, const ConvQuantization& q, const int8_t* input,
                  const int8_t* filter, const int32_t* bias, void* scratch, int8_t* output) {
  const bool by_channel = s.k_c == 1 && s.filter_out == 1 && s.out_c % 4 == 0 &&
                          static_cast<int64_t>(s.k_h) * s.k_w <= kMostProducts;
  for (int b = 0; b < s.batches; ++b) {
    if (scratch != nullptr) {
      ConvolveTiles(s, q, input, filter, bias, scratch, output);
    } else if (by_channel && s.in_c == 1 && s.dilation_w == 1 && s.k_w <= kStackTaps &&
               s.out_c <= kStackChannels) {
      ConvolveFromOneChannel(s, q, input, filter, bias, output);
    } else if (by_channel && s.in_c == s.out_c) {
      ConvolveChannelByChannel(s, q, input, filter, bias, output);
    } else {
      ConvolveRows(s, q, input, filter, bias, output);
    }
    input += s.in_h * s.in_w * s.in_c;
    output += s.out_h * s.out_w * s.out_c;
  }
}

}  // namespace tflite
