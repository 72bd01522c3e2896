// Micro kernels for cores with the DSP extension (Cortex-M4, M7): two products an instruction.
//
// Tile layout: groups of four elements; in a group, for each of the four pixels, two words: elements
// (0, 2) and (1, 3) as pairs of 16 bits, which is how SXTB16 unpacks four weights.
#pragma GCC optimize("O2")

#include "kernels/fast/micro_kernels.h"

#include "dsp_instructions.h"

namespace tflite {
namespace {

// Where element k of pixel 0 lies.
inline int NumberOf(int k) { return (k >> 2) * 16 + (k & 1) * 2 + (k >> 1 & 1); }

void ClearLane(int16_t* tile, int first, int count) {
  for (int k = first; k < first + count; ++k) tile[NumberOf(k)] = 0;
}

void FillLane(int16_t* tile, int first, const int8_t* in, int count, int zero) {
  const uint32_t zeros = PackSame(-zero);
  int k = first;
  const int last = first + count;
  for (; k < last && (k & 3) != 0; ++k) tile[NumberOf(k)] = static_cast<int16_t>(*in++ - zero);
  for (; k + 4 <= last; k += 4, in += 4) {
    uint32_t* pair = reinterpret_cast<uint32_t*>(tile + k * 4);
    const uint32_t bytes = LoadWord(in);
    pair[0] = AddBytes02(zeros, bytes);
    pair[1] = AddBytes13(zeros, bytes);
  }
  for (; k < last; ++k) tile[NumberOf(k)] = static_cast<int16_t>(*in++ - zero);
}

}  // namespace

void FillTile(void* tile, const LaneWindow* lanes, int image_row, int zero) {
  for (int p = 0; p < kTilePixels; ++p) {
    const LaneWindow& lane = lanes[p];
    int16_t* to = static_cast<int16_t*>(tile) + 4 * p;
    const int width = lane.before + lane.inside + lane.after;
    int k = 0;
    if (lane.above != 0) ClearLane(to, 0, lane.above * width);
    k += lane.above * width;
    const int8_t* in = lane.image;
    for (int row = 0; row < lane.rows; ++row, in += image_row, k += width) {
      if (lane.before != 0) ClearLane(to, k, lane.before);
      FillLane(to, k + lane.before, in, lane.inside, zero);
      if (lane.after != 0) ClearLane(to, k + lane.before + lane.inside, lane.after);
    }
    if (lane.below != 0) ClearLane(to, k, lane.below * width);
  }
}

namespace {

// Adds to the four sums of one channel the elements behind the last whole group.
void AddRest(const int16_t* tile, int from, int count, const int8_t* weights, int step,
             int32_t* sums) {
  for (int k = from; k < count; ++k) {
    const int16_t* numbers = tile + NumberOf(k);
    for (int p = 0; p < kTilePixels; ++p) sums[p] += numbers[4 * p] * weights[(k - from) * step];
  }
}

// Whole groups of one channel.
__attribute__((noinline)) void DotGroups(const uint32_t* tile, int groups, const int8_t* weights,
                                         int32_t* sums) {
  int32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  for (; groups > 0; --groups, tile += 8, weights += 4) {
    const uint32_t bytes = LoadWord(weights);
    const uint32_t w02 = Bytes02(bytes);
    const uint32_t w13 = Bytes13(bytes);
    s0 = MultiplyPairs(tile[0], w02, s0);
    s0 = MultiplyPairs(tile[1], w13, s0);
    s1 = MultiplyPairs(tile[2], w02, s1);
    s1 = MultiplyPairs(tile[3], w13, s1);
    s2 = MultiplyPairs(tile[4], w02, s2);
    s2 = MultiplyPairs(tile[5], w13, s2);
    s3 = MultiplyPairs(tile[6], w02, s3);
    s3 = MultiplyPairs(tile[7], w13, s3);
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
}

// Whole groups of two channels, kOdd and kOdd + 2 of four side by side; adds to sums.
template <int kOdd>
__attribute__((noinline)) void DotGroupsOfTwo(const uint32_t* tile, int groups,
                                              const int8_t* weights, int step, int32_t* first,
                                              int32_t* second) {
  int32_t a0 = first[0], a1 = first[1], a2 = first[2], a3 = first[3];
  int32_t b0 = second[0], b1 = second[1], b2 = second[2], b3 = second[3];
  for (; groups > 0; --groups) {
    for (int half = 0; half < 2; ++half, ++tile, weights += step) {
      const uint32_t here = kOdd ? Bytes13(LoadWord(weights)) : Bytes02(LoadWord(weights));
      const uint32_t ahead =
          kOdd ? Bytes13(LoadWord(weights + 2 * step)) : Bytes02(LoadWord(weights + 2 * step));
      const uint32_t wa = PackBottom(here, ahead);
      const uint32_t wb = PackTop(here, ahead);
      a0 = MultiplyPairs(tile[0], wa, a0);
      b0 = MultiplyPairs(tile[0], wb, b0);
      a1 = MultiplyPairs(tile[2], wa, a1);
      b1 = MultiplyPairs(tile[2], wb, b1);
      a2 = MultiplyPairs(tile[4], wa, a2);
      b2 = MultiplyPairs(tile[4], wb, b2);
      a3 = MultiplyPairs(tile[6], wa, a3);
      b3 = MultiplyPairs(tile[6], wb, b3);
    }
    tile += 6;
    weights += 2 * step;
  }
  first[0] = a0;
  first[1] = a1;
  first[2] = a2;
  first[3] = a3;
  second[0] = b0;
  second[1] = b1;
  second[2] = b2;
  second[3] = b3;
}

}  // namespace

void TileDot(const void* tile, int count, const int8_t* weights0, const int8_t* weights1,
             int32_t* sums) {
  const int groups = count >> 2;
  const int8_t* weights[] = {weights0, weights1};
  for (int c = 0; c < 2; ++c, sums += kTilePixels) {
    DotGroups(static_cast<const uint32_t*>(tile), groups, weights[c], sums);
    if ((count & 3) != 0) {
      AddRest(static_cast<const int16_t*>(tile), groups * 4, count, weights[c] + groups * 4, 1,
              sums);
    }
  }
}

void TileDotSideBySide(const void* tile, int count, const int8_t* weights, int step,
                       int32_t* sums) {
  const uint32_t* words = static_cast<const uint32_t*>(tile);
  const int groups = count >> 2;
  DotGroupsOfTwo<0>(words, groups, weights, step, sums, sums + 2 * kTilePixels);
  DotGroupsOfTwo<1>(words, groups, weights, step, sums + kTilePixels, sums + 3 * kTilePixels);
  if ((count & 3) == 0) return;
  for (int c = 0; c < 4; ++c, sums += kTilePixels) {
    AddRest(static_cast<const int16_t*>(tile), groups * 4, count, weights + groups * 4 * step + c,
            step, sums);
  }
}

__attribute__((noinline)) void ChannelDot(const ChannelWindow* window, int32_t* sums) {
  const int8_t* x = window->image;
  const int8_t* weights = window->filter;
  const uint32_t zeros = PackSame(-window->zero);
  const int image_column = window->image_column;
  const int filter_column = window->filter_column;
  int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
  for (int row = window->rows; row > 0; --row) {
    for (int column = window->columns; column > 0; --column) {
      const uint32_t in = LoadWord(x);
      const uint32_t w = LoadWord(weights);
      x += image_column;
      weights += filter_column;
      const uint32_t x02 = AddBytes02(zeros, in);
      const uint32_t x13 = AddBytes13(zeros, in);
      const uint32_t w02 = Bytes02(w);
      const uint32_t w13 = Bytes13(w);
      a0 = MultiplyBottom(x02, w02, a0);
      a1 = MultiplyBottom(x13, w13, a1);
      a2 = MultiplyTop(x02, w02, a2);
      a3 = MultiplyTop(x13, w13, a3);
    }
    x += window->image_skip;
    weights += window->filter_skip;
  }
  sums[0] = a0;
  sums[kRowPixels] = a1;
  sums[2 * kRowPixels] = a2;
  sums[3 * kRowPixels] = a3;
}

__attribute__((noinline)) void RowDot(const int8_t* in, int count, int zero, const int8_t* weights,
                                      int channel_step, int32_t* sums) {
  const uint32_t zeros = PackSame(-zero);
  const int channels = channel_step == 0 ? 1 : 4;
  int32_t s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
  int k = 0;
  if (channels == 4) {
    const int8_t* w0 = weights;
    const int8_t* w2 = weights + 2 * channel_step;
    for (; k + 4 <= count; k += 4) {
      const uint32_t bytes = LoadWord(in + k);
      const uint32_t x02 = AddBytes02(zeros, bytes);
      const uint32_t x13 = AddBytes13(zeros, bytes);
      uint32_t w = LoadWord(w0 + channel_step);
      s1 = MultiplyPairs(x02, Bytes02(w), s1);
      s1 = MultiplyPairs(x13, Bytes13(w), s1);
      w = LoadWord(w0);
      w0 += 4;
      s0 = MultiplyPairs(x02, Bytes02(w), s0);
      s0 = MultiplyPairs(x13, Bytes13(w), s0);
      w = LoadWord(w2 + channel_step);
      s3 = MultiplyPairs(x02, Bytes02(w), s3);
      s3 = MultiplyPairs(x13, Bytes13(w), s3);
      w = LoadWord(w2);
      w2 += 4;
      s2 = MultiplyPairs(x02, Bytes02(w), s2);
      s2 = MultiplyPairs(x13, Bytes13(w), s2);
    }
  } else {
    for (; k + 4 <= count; k += 4) {
      const uint32_t bytes = LoadWord(in + k);
      const uint32_t w = LoadWord(weights + k);
      s0 = MultiplyPairs(AddBytes02(zeros, bytes), Bytes02(w), s0);
      s0 = MultiplyPairs(AddBytes13(zeros, bytes), Bytes13(w), s0);
    }
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
  for (; k < count; ++k) {
    for (int c = 0; c < channels; ++c) sums[c] += (in[k] - zero) * weights[c * channel_step + k];
  }
}

}  // namespace tflite
