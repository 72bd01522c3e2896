// Micro kernels for cores with the DSP extension (Cortex-M4, M7): two products an instruction.
//
// Tile layout: groups of four elements; in a group, for each of the four pixels, two words:
// elements (0, 2) and (1, 3) as pairs of 16 bits, which is how SXTB16 unpacks four weights.
#pragma GCC optimize("O2")

#include "kernels/fast/micro_kernels.h"

#include <dsp_instructions.h>

namespace tflite {
namespace {

// Where element k of pixel 0 lies.
inline int NumberOf(int k) { return (k >> 2) * 16 + (k & 1) * 2 + (k >> 1 & 1); }

void ClearLane(int16_t* tile, int first, int count) {
  for (int k = first; k < first + count; ++k) tile[NumberOf(k)] = 0;
}

inline void FillGroup(int16_t* to, const int8_t* in, uint32_t zeros) {
  uint32_t* pair = reinterpret_cast<uint32_t*>(to);
  const uint32_t bytes = LoadWord(in);
  pair[0] = AddBytes02(zeros, bytes);
  pair[1] = AddBytes13(zeros, bytes);
}

// A row of whole groups; returns where the next begins.
inline int16_t* FillRow(int16_t* to, const int8_t* in, int count, uint32_t zeros) {
  for (; count >= 8; count -= 8, in += 8, to += 32) {
    FillGroup(to, in, zeros);
    FillGroup(to + 16, in + 4, zeros);
  }
  if (count != 0) {
    FillGroup(to, in, zeros);
    to += 16;
  }
  return to;
}

int16_t* ClearRow(int16_t* to, int count) {
  for (; count > 0; count -= 4, to += 16) to[0] = to[1] = to[2] = to[3] = 0;
  return to;
}

}  // namespace

void FillTile(void* tile, const LaneWindow* lanes, int image_row, int zero) {
  const uint32_t zeros = PackSame(-zero);
  for (int p = 0; p < kTilePixels; ++p) {
    const LaneWindow& lane = lanes[p];
    int16_t* to = static_cast<int16_t*>(tile) + 4 * p;
    const int inside = lane.inside;
    const int width = lane.before + inside + lane.after;
    const int8_t* in = lane.image;
    if ((width & 3) != 0) {
      ClearLane(to, 0, (lane.above + lane.rows + lane.below) * width);
      int k = lane.above * width + lane.before;
      for (int row = lane.rows; row > 0; --row, in += image_row, k += width) {
        for (int i = 0; i < inside; ++i) to[NumberOf(k + i)] = static_cast<int16_t>(in[i] - zero);
      }
      continue;
    }
    if (lane.above != 0) to = ClearRow(to, lane.above * width);
    if (inside == width) {
      for (int row = lane.rows; row > 0; --row, in += image_row) to = FillRow(to, in, width, zeros);
    } else {
      // Beside the image there are zero points, which become zeros.
      int8_t padded[kLargestWindow];
      for (int i = 0; i < width; ++i) padded[i] = static_cast<int8_t>(zero);
      for (int row = lane.rows; row > 0; --row, in += image_row) {
        for (int i = 0; i < inside; ++i) padded[lane.before + i] = in[i];
        to = FillRow(to, padded, width, zeros);
      }
    }
    if (lane.below != 0) ClearRow(to, lane.below * width);
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

#if defined(__ARM_FEATURE_DSP)

// Whole groups (at least one) of one channel: 15 instructions for 16 products. r0 tile, r1 groups,
// r2 weights, r4-r7 sums, r8-r11 inputs, r12 and lr weights.
__attribute__((naked, noinline)) void DotGroups(const uint32_t*, int, const int8_t*, int32_t*) {
  asm(R"(
      push {r3-r11, lr}
      movs r4, #0
      movs r5, #0
      movs r6, #0
      movs r7, #0
    1: ldr r12, [r2], #4
      ldm r0!, {r8-r11}
      sxtb16 lr, r12, ror #8
      sxtb16 r12, r12
      smlad r4, r8, r12, r4
      smlad r5, r10, r12, r5
      smlad r4, r9, lr, r4
      smlad r5, r11, lr, r5
      ldm r0!, {r8-r11}
      subs r1, #1
      smlad r6, r8, r12, r6
      smlad r7, r10, r12, r7
      smlad r6, r9, lr, r6
      smlad r7, r11, lr, r7
      bne 1b
      pop {r3}
      stm r3, {r4-r7}
      pop {r4-r11, pc}
  )");
}

// Whole groups of two channels of four side by side (0 and 2, or 1 and 3 with ROTATE): 43
// instructions for 32 products. r0 tile, r2 weights, r3 step, r4-r7 and r8-r11 sums, the rest is
// scratch; the end of the tile is on the stack. sums[0..3] and sums[8..11].
#define HALF(ROTATE, x0, x1, x2, x3)                          \
  "ldr r12, [r2]\n ldr lr, [r2, r3, lsl #1]\n add r2, r3\n"   \
  "sxtb16 r12, r12" ROTATE "\n sxtb16 lr, lr" ROTATE          \
  "\n"                                                        \
  "pkhbt r1, r12, lr, lsl #16\n pkhtb lr, lr, r12, asr #16\n" \
  "ldr r12, [r0, #" #x0                                       \
  "]\n smlad r4, r12, r1, r4\n smlad r8, r12, lr, r8\n"       \
  "ldr r12, [r0, #" #x1                                       \
  "]\n smlad r5, r12, r1, r5\n smlad r9, r12, lr, r9\n"       \
  "ldr r12, [r0, #" #x2                                       \
  "]\n smlad r6, r12, r1, r6\n smlad r10, r12, lr, r10\n"     \
  "ldr r12, [r0, #" #x3 "]\n smlad r7, r12, r1, r7\n smlad r11, r12, lr, r11\n"
#define GROUPS_OF_TWO(ROTATE) \
  "push {r4-r11, lr}\n add r1, r0, r1, lsl #5\n push {r1}\n ldr r12, [sp, #40]\n"         \
  "ldm r12!, {r4-r7}\n add r12, #16\n ldm r12, {r8-r11}\n"                                \
  "1:" HALF(ROTATE, 0, 8, 16, 24) HALF(ROTATE, 4, 12, 20, 28)                              \
  "ldr r1, [sp]\n add r0, #32\n add r2, r2, r3, lsl #1\n cmp r0, r1\n bne 1b\n"          \
  "pop {r1}\n ldr r12, [sp, #36]\n stm r12!, {r4-r7}\n add r12, #16\n"                   \
  "stm r12, {r8-r11}\n pop {r4-r11, pc}\n"

__attribute__((naked, noinline)) void DotGroupsEven(const uint32_t*, int, const int8_t*, int,
                                                    int32_t*) {
  asm(GROUPS_OF_TWO(""));
}

__attribute__((naked, noinline)) void DotGroupsOdd(const uint32_t*, int, const int8_t*, int,
                                                   int32_t*) {
  asm(GROUPS_OF_TWO(", ror #8"));
}

#undef GROUPS_OF_TWO
#undef HALF

#else  // The same sums on other processors: host tests.

void DotGroups(const uint32_t* tile, int groups, const int8_t* weights, int32_t* sums) {
  for (int p = 0; p < kTilePixels; ++p) sums[p] = 0;
  for (; groups > 0; --groups, tile += 8, weights += 4) {
    const uint32_t bytes = LoadWord(weights);
    for (int p = 0; p < kTilePixels; ++p) {
      sums[p] = MultiplyPairs(tile[2 * p], Bytes02(bytes), sums[p]);
      sums[p] = MultiplyPairs(tile[2 * p + 1], Bytes13(bytes), sums[p]);
    }
  }
}

void DotGroupsOfTwo(const uint32_t* tile, int groups, const int8_t* weights, int step,
                    int32_t* sums, bool odd) {
  for (; groups > 0; --groups, tile += 8, weights += 4 * step) {
    for (int half = 0; half < 2; ++half) {
      const uint32_t first = LoadWord(weights + half * step);
      const uint32_t second = LoadWord(weights + (half + 2) * step);
      const uint32_t here = odd ? Bytes13(first) : Bytes02(first);
      const uint32_t ahead = odd ? Bytes13(second) : Bytes02(second);
      for (int p = 0; p < kTilePixels; ++p) {
        const uint32_t x = tile[2 * p + half];
        sums[p] = MultiplyPairs(x, PackBottom(here, ahead), sums[p]);
        sums[8 + p] = MultiplyPairs(x, PackTop(here, ahead), sums[8 + p]);
      }
    }
  }
}

void DotGroupsEven(const uint32_t* tile, int groups, const int8_t* weights, int step,
                   int32_t* sums) {
  DotGroupsOfTwo(tile, groups, weights, step, sums, false);
}

void DotGroupsOdd(const uint32_t* tile, int groups, const int8_t* weights, int step,
                  int32_t* sums) {
  DotGroupsOfTwo(tile, groups, weights, step, sums, true);
}

#endif

}  // namespace

void TileDot(const void* tile, int count, const int8_t* weights0, const int8_t* weights1,
             int32_t* sums) {
  const int groups = count >> 2;
  const int8_t* weights[] = {weights0, weights1};
  for (int c = 0; c < 2; ++c, sums += kTilePixels) {
    if (groups != 0) {
      DotGroups(static_cast<const uint32_t*>(tile), groups, weights[c], sums);
    } else {
      for (int p = 0; p < kTilePixels; ++p) sums[p] = 0;
    }
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
  if (groups != 0) {
    DotGroupsEven(words, groups, weights, step, sums);
    DotGroupsOdd(words, groups, weights, step, sums + kTilePixels);
  }
  if ((count & 3) == 0) return;
  for (int c = 0; c < 4; ++c, sums += kTilePixels) {
    AddRest(static_cast<const int16_t*>(tile), groups * 4, count, weights + groups * 4 * step + c,
            step, sums);
  }
}

#if defined(__ARM_FEATURE_DSP)

// r0 image, r1 filter, r2 minus zero twice, r3 columns, r4-r7 sums, r8 and r9 steps, lr rows.
__attribute__((naked)) void ChannelDot(const ChannelWindow*, int32_t*) {
  asm(R"(
      push {r1, r4-r11, lr}
      mov r12, r0
      ldr lr, [r12, #32]
      ldm r12, {r0-r3}
      ldrd r8, r9, [r12, #16]
      rsb r2, r2, #0
      pkhbt r2, r2, r2, lsl #16
      movs r4, #0
      movs r5, #0
      movs r6, #0
      movs r7, #0
      push {r12, lr}
    1: ldr r10, [r0]
      ldr r11, [r1]
      add r0, r8
      sxtab16 r12, r2, r10
      sxtb16 lr, r11
      add r1, r9
      smlabb r4, r12, lr, r4
      smlatt r6, r12, lr, r6
      sxtab16 r10, r2, r10, ror #8
      sxtb16 r11, r11, ror #8
      smlabb r5, r10, r11, r5
      smlatt r7, r10, r11, r7
      subs r3, #1
      bne 1b
      ldrd r12, lr, [sp]
      ldrd r10, r11, [r12, #24]
      add r0, r10
      add r1, r11
      ldr r3, [r12, #12]
      subs.w lr, lr, #1
      str lr, [sp, #4]
      bne 1b
      add sp, #8
      pop {r0}
      str r4, [r0]
      str r5, [r0, #32]
      str r6, [r0, #64]
      str r7, [r0, #96]
      pop {r4-r11, pc}
  )");
}

#else

void ChannelDot(const ChannelWindow* window, int32_t* sums) {
  const uint32_t zeros = PackSame(-window->zero);
  const int8_t* x = window->image;
  const int8_t* weights = window->filter;
  int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
  for (int row = window->rows; row > 0; --row) {
    for (int column = window->columns; column > 0; --column) {
      const uint32_t in = LoadWord(x);
      const uint32_t w = LoadWord(weights);
      a0 = MultiplyBottom(AddBytes02(zeros, in), Bytes02(w), a0);
      a1 = MultiplyBottom(AddBytes13(zeros, in), Bytes13(w), a1);
      a2 = MultiplyTop(AddBytes02(zeros, in), Bytes02(w), a2);
      a3 = MultiplyTop(AddBytes13(zeros, in), Bytes13(w), a3);
      x += window->image_column;
      weights += window->filter_column;
    }
    x += window->image_skip;
    weights += window->filter_skip;
  }
  sums[0] = a0;
  sums[kRowPixels] = a1;
  sums[2 * kRowPixels] = a2;
  sums[3 * kRowPixels] = a3;
}

#endif

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
