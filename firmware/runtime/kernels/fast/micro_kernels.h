// Innermost loops of the fast convolution: declared here, defined in ../fast_m3/micro_kernels.cc
// for cores without DSP instructions and in ../dsp/micro_kernels.cc for cores with them.
#ifndef RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_
#define RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_

#include <stdint.h>

namespace tflite {

// A tile holds the inputs of four pixels, less the zero point, 16 bits a number. Which element lies
// where is the business of one family of cores; room is for a multiple of four elements a pixel.
constexpr int kTilePixels = 4;
constexpr int kTileChannels = 2;
// Elements of the largest window that is gathered into a tile: 2.3 kB of scratch memory.
constexpr int kLargestWindow = 288;

constexpr int TileBytes(int elements) { return (elements + 3) / 4 * 4 * kTilePixels * 2; }

// The window of one pixel: rows of `before` zeros, `inside` numbers of the image and `after` zeros,
// with `above` and `below` rows of zeros around them.
struct LaneWindow {
  const int8_t* image;  // first number inside
  int above, rows, below;
  int before, inside, after;
};

// Fills the tile from four windows of the same size; image rows are image_row apart.
void FillTile(void* tile, const LaneWindow* lanes, int image_row, int zero);

// sums[4 * channel + pixel] of two channels whose weights are contiguous (`count` each).
void TileDot(const void* tile, int count, const int8_t* weights0, const int8_t* weights1,
             int32_t* sums);

// sums[4 * channel + pixel] += ... of four channels whose weights lie side by side: weight of
// element k and channel c is weights[k * step + c].
void TileDotSideBySide(const void* tile, int count, const int8_t* weights, int step, int32_t* sums);

// A depthwise window: the taps inside of the image, channels [0, 4) of the pointers.
struct ChannelWindow {
  const int8_t* image;
  const int8_t* filter;
  int zero;
  int columns;                      // at least 1, as rows
  int image_column, filter_column;  // from tap to tap
  int image_skip, filter_skip;      // from behind a row to the next
  int rows;
};

// sums[i * kRowPixels] of channel i.
constexpr int kRowPixels = 8;
void ChannelDot(const ChannelWindow* window, int32_t* sums);

// Adds to sums[i], i < 4, the products of `count` inputs with weights[i * channel_step + k]; with
// channel_step 0 to sums[0] alone.
void RowDot(const int8_t* in, int count, int zero, const int8_t* weights, int channel_step,
            int32_t* sums);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_
