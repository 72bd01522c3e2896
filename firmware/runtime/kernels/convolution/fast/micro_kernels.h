// Innermost loops of the fast convolution: declared here, defined in ../fast_m3/micro_kernels.cc
// for cores without DSP instructions and in ../dsp/micro_kernels.cc for cores with them.
#ifndef RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_
#define RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_

#include <stdint.h>

#include "kernels/convolution/fast/output_scale.h"

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

// Outputs of a tile for some channels, an even number: weight of element k and channel c is
// weights[k * step + c * next_channel]. Assembly knows the layout and changes some members.
struct TileJob {
  const void* tile;
  int count;
  const int8_t* weights;
  const ChannelScale* scales;    // null: `out` and `end` are addresses of sums, four a channel
  void* out;                     // of the first channel of pixel 0
  int offsets[kTilePixels - 1];  // of the other pixels from there
  void* end;                     // `out` behind the last channel
  int step;
  int next_channel;
};
void TileConvolve(TileJob* job);

// Whether this family does a window of so many elements in one TileConvolve.
bool TileFits(int count);

// Whether TileConvolve wants step 1.
extern const bool kWeightsInARow;

// sums[4 * channel + pixel] of two channels, any count.
void TileDot(const void* tile, int count, const int8_t* weights, int step, int next_channel,
             int32_t* sums);

// sums[pixel] of the numbers of the tile.
void SumInputs(const void* tile, int count, int32_t* sums);

// Depthwise windows of pixels in a row, four channels: the taps inside of the image, the same for
// all of the pixels. Assembly knows the layout.
struct ChannelJob {
  const int8_t* image;
  const int8_t* filter;
  int zero;
  int columns;                      // at least 1, as rows and pixels
  int image_column, filter_column;  // from tap to tap
  int image_row, filter_row;        // from row to row
  int rows;
  const ChannelScale* scales;  // null: `out` is the address of sums, four a pixel
  void* out;
  int out_step, image_step;  // from pixel to pixel
  int pixels;
};
void ChannelConvolve(const ChannelJob* job);

// Adds to sums[i], i < 4, the products of `count` inputs with weights[i * channel_step + k]; with
// channel_step 0 to sums[0] alone.
void RowDot(const int8_t* in, int count, int zero, const int8_t* weights, int channel_step,
            int32_t* sums);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_
