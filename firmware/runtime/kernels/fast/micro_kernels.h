// Innermost loops of the fast convolution: declared here, defined in ../fast_m3/micro_kernels.cc for
// cores without DSP instructions and in ../dsp/micro_kernels.cc for cores with them.
#ifndef RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_
#define RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_

#include <stdint.h>

namespace tflite {

// A tile holds the inputs of four pixels, less the zero point, as 16-bit numbers. Which element lies
// where is the business of one family of cores; room is for a multiple of four elements a pixel.
constexpr int kTilePixels = 4;
constexpr int kTileChannels = 2;

constexpr int TileNumbers(int elements) { return (elements + 3) / 4 * 4 * kTilePixels; }

// Where a window lies: `rows` rows of `before` zeros, `inside` numbers of the image and `after` zeros.
struct WindowRows {
  const int8_t* image;  // first number inside
  int rows;
  int image_row;
  int before, inside, after;
  int zero;
};

// Puts the rows of a window into the tile as elements [position, ...) of pixel `lane`.
void FillLane(int16_t* tile, int lane, int position, const WindowRows& window);
void ClearLane(int16_t* tile, int lane, int position, int count);

// sums[4 * channel + pixel] of two channels whose weights are contiguous (`count` each).
void TileDot(const int16_t* tile, int count, const int8_t* weights0, const int8_t* weights1,
             int32_t* sums);

// sums[4 * channel + pixel] += ... of four channels whose weights lie side by side: weight of element
// k and channel c is weights[k * step + c].
void TileDotSideBySide(const int16_t* tile, int count, const int8_t* weights, int step,
                       int32_t* sums);

// Strides of a depthwise convolution, and of it the taps of one window inside of the image.
struct ChannelStrides {
  int image_row, image_column;
  int filter_row, filter_column;
  int input_zero;
};
struct ChannelWindow {
  const int8_t* image;   // first tap, channel 0
  const int8_t* filter;  // its weight
  int rows, columns;
};

// sums[i * sums_step] of depthwise channels c + i, i < 4.
void ChannelDot(const ChannelStrides& strides, const ChannelWindow& window, int c, int32_t* sums,
                int sums_step);

// Adds to sums[i], i < 4, the products of `count` inputs with weights[i * channel_step + k]; with
// channel_step 0 to sums[0] alone.
void RowDot(const int8_t* in, int count, int zero, const int8_t* weights, int channel_step,
            int32_t* sums);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_MICRO_KERNELS_H_
