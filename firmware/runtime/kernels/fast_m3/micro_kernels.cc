// Micro kernels for cores without DSP instructions (Cortex-M3).
//
// Two pixels share a multiplication: word k of a pair of pixels is x0 + x1 * 2^23, and the 64-bit
// sum of weight * word (SMLAL) is sum0 + sum1 * 2^23. |x| <= 255 and |weight| <= 128, so the sums
// of up to 128 elements stay below 2^22 and can be told apart; longer windows are cut. Tile layout:
// words of pixels (0, 1) and (2, 3) of element 0, then of element 1, ...
#pragma GCC optimize("O2")

#include "kernels/fast/micro_kernels.h"

namespace tflite {
namespace {

constexpr int kField = 23;
constexpr int kMostElements = 128;

// Numbers of two pixels; windows cut alike by the edges of the image.
void FillPair(int32_t* to, const LaneWindow& first, const LaneWindow& second, int image_row,
              int zero) {
  const int width = first.before + first.inside + first.after;
  for (int i = first.above * width; i > 0; --i, to += 2) *to = 0;
  const int both_zero = zero * (1 + (1 << kField));
  const int8_t* a = first.image;
  const int8_t* b = second.image;
  const int skip = image_row - first.inside;
  for (int row = first.rows; row > 0; --row, a += skip, b += skip) {
    for (int i = first.before; i > 0; --i, to += 2) *to = 0;
    int i = first.inside;
    for (; i >= 4; i -= 4, a += 4, b += 4, to += 8) {
      to[0] = a[0] + b[0] * (1 << kField) - both_zero;
      to[2] = a[1] + b[1] * (1 << kField) - both_zero;
      to[4] = a[2] + b[2] * (1 << kField) - both_zero;
      to[6] = a[3] + b[3] * (1 << kField) - both_zero;
    }
    for (; i > 0; --i, to += 2) *to = *a++ + *b++ * (1 << kField) - both_zero;
    for (i = first.after; i > 0; --i, to += 2) *to = 0;
  }
  for (int i = first.below * width; i > 0; --i, to += 2) *to = 0;
}

// Numbers of one pixel, times 2^field, added to what is there.
void AddLane(int32_t* to, const LaneWindow& lane, int image_row, int zero, int field) {
  const int width = lane.before + lane.inside + lane.after;
  to += 2 * lane.above * width;
  const int8_t* row = lane.image;
  for (int rows = lane.rows; rows > 0; --rows, row += image_row, to += 2 * width) {
    int32_t* word = to + 2 * lane.before;
    for (int i = 0; i < lane.inside; ++i, word += 2) *word += (row[i] - zero) * (1 << field);
  }
}

}  // namespace

void FillTile(void* tile, const LaneWindow* lanes, int image_row, int zero) {
  for (int pair = 0; pair < 2; ++pair) {
    int32_t* to = static_cast<int32_t*>(tile) + pair;
    const LaneWindow& first = lanes[2 * pair];
    const LaneWindow& second = lanes[2 * pair + 1];
    if (first.above == second.above && first.rows == second.rows && first.before == second.before &&
        first.inside == second.inside) {
      FillPair(to, first, second, image_row, zero);
      continue;
    }
    const int width = first.before + first.inside + first.after;
    const int numbers = (first.above + first.rows + first.below) * width;
    for (int i = 0; i < numbers; ++i) to[2 * i] = 0;
    AddLane(to, first, image_row, zero, 0);
    AddLane(to, second, image_row, zero, kField);
  }
}

#if defined(__thumb2__)

namespace {

// r0 tile, r4-r11 four 64-bit sums, r1 and r12 weights, lr words of two pixels; r2 and r3 addresses
// of the weights (or r2 the address and r3 its step). The ends of the loops are on the stack.
#define MULTIPLY                                                        \
  "ldr lr, [r0, #4]\n smlal r6, r7, r1, lr\n smlal r10, r11, r12, lr\n" \
  "ldr lr, [r0], #8\n smlal r4, r5, r1, lr\n smlal r8, r9, r12, lr\n"
#define LOOPS(STEP)                                                          \
  "push {r1, r12}\n movs r4, #0\n movs r5, #0\n movs r6, #0\n movs r7, #0\n" \
  "mov r8, r4\n mov r9, r4\n mov r10, r4\n mov r11, r4\n b 2f\n"             \
  "1:" STEP STEP STEP STEP                                                   \
  "2: ldr lr, [sp]\n cmp r2, lr\n bne 1b\n b 4f\n"                           \
  "3:" STEP                                                                  \
  "4: ldr lr, [sp, #4]\n cmp r2, lr\n bne 3b\n"                              \
  "add sp, #8\n ldr r0, [sp, #36]\n stm r0, {r4-r11}\n pop {r4-r11, pc}\n"

__attribute__((naked, noinline)) void DotContiguous(const void*, int, const int8_t*, const int8_t*,
                                                    int64_t*) {
  asm("push {r4-r11, lr}\n add r12, r2, r1\n bic r1, r1, #3\n add r1, r1, r2\n" LOOPS(
      "ldrsb r1, [r2], #1\n ldrsb r12, [r3], #1\n" MULTIPLY));
}

__attribute__((naked, noinline)) void DotSideBySide(const void*, int, const int8_t*, int,
                                                    int64_t*) {
  asm("push {r4-r11, lr}\n mla r12, r1, r3, r2\n bic r1, r1, #3\n mla r1, r1, r3, r2\n" LOOPS(
      "ldrsb r12, [r2, #1]\n ldrsb r1, [r2]\n add r2, r3\n" MULTIPLY));
}

#undef LOOPS
#undef MULTIPLY

}  // namespace

// r0 image, r1 filter, r2 zero, r3 columns, r4-r7 sums, r8 and r9 steps, lr rows.
__attribute__((naked)) void ChannelDot(const ChannelWindow*, int32_t*) {
#define CHANNEL(i, sum)  \
  "ldrsb r10, [r0, #" #i \
  "]\n"                  \
  "ldrsb r11, [r1, #" #i \
  "]\n"                  \
  "sub r10, r10, r2\n"   \
  "mla " #sum ", r10, r11, " #sum "\n"
  asm(R"(
      push {r1, r4-r11, lr}
      mov r12, r0
      ldr lr, [r12, #32]
      ldm r12, {r0-r3}
      ldrd r8, r9, [r12, #16]
      movs r4, #0
      movs r5, #0
      movs r6, #0
      movs r7, #0
    1:)" CHANNEL(0, r4) CHANNEL(1, r5) CHANNEL(2, r6) CHANNEL(3, r7) R"(
      add r0, r8
      add r1, r9
      subs r3, #1
      bne 1b
      ldrd r10, r11, [r12, #24]
      add r0, r10
      add r1, r11
      ldr r3, [r12, #12]
      subs.w lr, lr, #1
      bne 1b
      pop {r0}
      str r4, [r0]
      str r5, [r0, #32]
      str r6, [r0, #64]
      str r7, [r0, #96]
      pop {r4-r11, pc}
  )");
#undef CHANNEL
}

#else  // The same sums on other processors: host tests.

namespace {

void Dot(const void* tile, int count, const int8_t* weights0, const int8_t* weights1, int step,
         int64_t* sums) {
  const int32_t* words = static_cast<const int32_t*>(tile);
  for (int i = 0; i < 4; ++i) sums[i] = 0;
  for (int k = 0; k < count; ++k, words += 2) {
    for (int pair = 0; pair < 2; ++pair) {
      sums[pair] += static_cast<int64_t>(words[pair]) * weights0[k * step];
      sums[2 + pair] += static_cast<int64_t>(words[pair]) * weights1[k * step];
    }
  }
}

void DotContiguous(const void* tile, int count, const int8_t* weights0, const int8_t* weights1,
                   int64_t* sums) {
  Dot(tile, count, weights0, weights1, 1, sums);
}

void DotSideBySide(const void* tile, int count, const int8_t* weights, int step, int64_t* sums) {
  Dot(tile, count, weights, weights + 1, step, sums);
}

}  // namespace

void ChannelDot(const ChannelWindow* window, int32_t* sums) {
  for (int i = 0; i < 4; ++i) {
    const int8_t* x = window->image + i;
    const int8_t* weight = window->filter + i;
    int32_t sum = 0;
    for (int row = 0; row < window->rows; ++row) {
      for (int column = 0; column < window->columns; ++column) {
        sum += (*x - window->zero) * *weight;
        x += window->image_column;
        weight += window->filter_column;
      }
      x += window->image_skip;
      weight += window->filter_skip;
    }
    sums[i * kRowPixels] = sum;
  }
}

#endif

namespace {

// The two sums of each pair: the lower is the low field with its sign.
void AddPairs(const int64_t* pairs, int32_t* sums) {
  for (int i = 0; i < 4; ++i) {
    const uint32_t low_word = static_cast<uint32_t>(pairs[i]);
    const int32_t low = static_cast<int32_t>(low_word << (32 - kField)) >> (32 - kField);
    sums[2 * i] += low;
    sums[2 * i + 1] += static_cast<int32_t>((pairs[i] - low) >> kField);
  }
}

}  // namespace

void TileDot(const void* tile, int count, const int8_t* weights0, const int8_t* weights1,
             int32_t* sums) {
  for (int i = 0; i < 2 * kTilePixels; ++i) sums[i] = 0;
  const int8_t* words = static_cast<const int8_t*>(tile);
  while (count > 0) {
    const int some = count < kMostElements ? count : kMostElements;
    int64_t pairs[4];
    DotContiguous(words, some, weights0, weights1, pairs);
    AddPairs(pairs, sums);
    words += some * 2 * kTilePixels;
    weights0 += some;
    weights1 += some;
    count -= some;
  }
}

void TileDotSideBySide(const void* tile, int count, const int8_t* weights, int step,
                       int32_t* sums) {
  static_assert(kMostElements >= 48, "tiles of the stack have that many elements");
  for (int c = 0; c < 4; c += 2) {
    int64_t pairs[4];
    DotSideBySide(tile, count, weights + c, step, pairs);
    AddPairs(pairs, sums + c * kTilePixels);
  }
}

__attribute__((noinline)) void RowDot(const int8_t* in, int count, int zero, const int8_t* weights,
                                      int channel_step, int32_t* sums) {
  if (channel_step == 0) {
    uint32_t sum = static_cast<uint32_t>(sums[0]);
    for (int i = 0; i < count; ++i) sum += static_cast<uint32_t>((in[i] - zero) * weights[i]);
    sums[0] = static_cast<int32_t>(sum);
    return;
  }
  const int8_t* w1 = weights + channel_step;
  const int8_t* w2 = w1 + channel_step;
  const int8_t* w3 = w2 + channel_step;
  uint32_t a0 = static_cast<uint32_t>(sums[0]), a1 = static_cast<uint32_t>(sums[1]);
  uint32_t a2 = static_cast<uint32_t>(sums[2]), a3 = static_cast<uint32_t>(sums[3]);
  for (const int8_t* const end = in + count; in != end;) {
    const int32_t x = *in++ - zero;
    a0 += static_cast<uint32_t>(x * *weights++);
    a1 += static_cast<uint32_t>(x * *w1++);
    a2 += static_cast<uint32_t>(x * *w2++);
    a3 += static_cast<uint32_t>(x * *w3++);
  }
  sums[0] = static_cast<int32_t>(a0);
  sums[1] = static_cast<int32_t>(a1);
  sums[2] = static_cast<int32_t>(a2);
  sums[3] = static_cast<int32_t>(a3);
}

}  // namespace tflite
