// What the assembly of the micro kernels does with sums, for their twins on other processors.
#ifndef RUNTIME_KERNELS_FAST_STORE_SUMS_H_
#define RUNTIME_KERNELS_FAST_STORE_SUMS_H_

#include "kernels/convolution/fast/micro_kernels.h"

namespace tflite {

// Stores the sums of `channels` channels of a tile and moves job->out; scale null: as they are.
inline void StoreTile(TileJob* job, const ChannelScale* scale, const int32_t* sums, int channels) {
  if (scale == nullptr) {
    auto* out = static_cast<int32_t*>(job->out);
    for (int i = channels * kTilePixels; i > 0; --i) *out++ = *sums++;
    job->out = out;
    return;
  }
  auto* out = static_cast<int8_t*>(job->out);
  for (; channels > 0; --channels, ++scale, ++out) {
    for (int p = 0; p < kTilePixels; ++p) {
      out[p == 0 ? 0 : job->offsets[p - 1]] =
          static_cast<int8_t>(Clamp(ScaleOutput(*scale, *sums++), INT8_MIN, INT8_MAX));
    }
  }
  job->out = out;
}

// Stores the sums of four channels of a pixel.
inline void StoreChannels(const ChannelJob* job, int pixel, const int32_t* sums) {
  for (int i = 0; i < 4; ++i) {
    if (job->scales == nullptr) {
      static_cast<int32_t*>(job->out)[4 * pixel + i] = sums[i];
    } else {
      static_cast<int8_t*>(job->out)[pixel * job->out_step + i] =
          static_cast<int8_t>(Clamp(ScaleOutput(job->scales[i], sums[i]), INT8_MIN, INT8_MAX));
    }
  }
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_FAST_STORE_SUMS_H_
