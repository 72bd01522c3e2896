// The assembly of micro_kernels.cc, which alone includes this, in plain C++ for host tests.
#ifndef RUNTIME_KERNELS_DSP_PLAIN_KERNELS_H_
#define RUNTIME_KERNELS_DSP_PLAIN_KERNELS_H_

#include <dsp_instructions.h>

#include "kernels/convolution/fast/store_sums.h"

namespace tflite {

inline void FillRows(int16_t* to, const int8_t* in, uint32_t zeros, int groups, int rows,
                     int skip) {
  for (; rows > 0; --rows, in += skip) {
    for (int i = 0; i < groups; ++i, in += 4, to += 16) {
      const uint32_t bytes = LoadWord(in);
      reinterpret_cast<uint32_t*>(to)[0] = AddBytes02(zeros, bytes);
      reinterpret_cast<uint32_t*>(to)[1] = AddBytes13(zeros, bytes);
    }
  }
}

void TileConvolve(TileJob* job) {
  const int8_t* weights = job->weights;
  const ChannelScale* scale = job->scales;
  while (job->out != job->end) {
    const uint32_t* tile = static_cast<const uint32_t*>(job->tile);
    int32_t sums[kTilePixels] = {0, 0, 0, 0};
    for (int groups = job->count >> 2; groups > 0; --groups, tile += 8, weights += 4) {
      const uint32_t bytes = LoadWord(weights);
      for (int p = 0; p < kTilePixels; ++p) {
        sums[p] = MultiplyPairs(tile[2 * p], Bytes02(bytes), sums[p]);
        sums[p] = MultiplyPairs(tile[2 * p + 1], Bytes13(bytes), sums[p]);
      }
    }
    StoreTile(job, scale, sums, 1);
    if (scale != nullptr) ++scale;
  }
}

void ChannelConvolve(const ChannelJob* job) {
  const uint32_t zeros = PackSame(-job->zero);
  for (int pixel = 0; pixel < job->pixels; ++pixel) {
    int32_t sums[4] = {0, 0, 0, 0};
    for (int row = 0; row < job->rows; ++row) {
      for (int column = 0; column < job->columns; ++column) {
        const uint32_t in = LoadWord(job->image + pixel * job->image_step + row * job->image_row +
                                     column * job->image_column);
        const uint32_t w =
            LoadWord(job->filter + row * job->filter_row + column * job->filter_column);
        sums[0] = MultiplyBottom(AddBytes02(zeros, in), Bytes02(w), sums[0]);
        sums[1] = MultiplyBottom(AddBytes13(zeros, in), Bytes13(w), sums[1]);
        sums[2] = MultiplyTop(AddBytes02(zeros, in), Bytes02(w), sums[2]);
        sums[3] = MultiplyTop(AddBytes13(zeros, in), Bytes13(w), sums[3]);
      }
    }
    StoreChannels(job, pixel, sums);
  }
}

inline void RowDotQuads(const int8_t* in, int quads, uint32_t zeros, const int8_t* weights,
                        int channel_step, int32_t* sums) {
  for (; quads > 0; --quads, in += 4, weights += 4) {
    const uint32_t bytes = LoadWord(in);
    for (int c = 0; c < 4; ++c) {
      const uint32_t w = LoadWord(weights + c * channel_step);
      sums[c] = MultiplyPairs(AddBytes02(zeros, bytes), Bytes02(w), sums[c]);
      sums[c] = MultiplyPairs(AddBytes13(zeros, bytes), Bytes13(w), sums[c]);
    }
  }
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_DSP_PLAIN_KERNELS_H_
