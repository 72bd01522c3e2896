// Micro kernels for cores without DSP instructions (Cortex-M3): one load a number, one
// multiply-accumulate a product; every number is used as often as the registers allow.
// Tile layout: element k of pixel p is tile[4 * k + p].
#pragma GCC optimize("O2")

#include "kernels/fast/micro_kernels.h"

namespace tflite {

__attribute__((noinline)) void FillLane(int16_t* tile, int lane, int position,
                                        const WindowRows& window) {
  int16_t* to = tile + kTilePixels * position + lane;
  const int8_t* in = window.image;
  const int zero = window.zero;
  const int skip = window.image_row - window.inside;
  for (int row = window.rows; row > 0; --row) {
    for (int i = window.before; i > 0; --i, to += kTilePixels) *to = 0;
    int count = window.inside;
    for (; count >= 4; count -= 4, in += 4, to += 4 * kTilePixels) {
      to[0] = static_cast<int16_t>(in[0] - zero);
      to[kTilePixels] = static_cast<int16_t>(in[1] - zero);
      to[2 * kTilePixels] = static_cast<int16_t>(in[2] - zero);
      to[3 * kTilePixels] = static_cast<int16_t>(in[3] - zero);
    }
    for (; count > 0; --count, to += kTilePixels) *to = static_cast<int16_t>(*in++ - zero);
    for (int i = window.after; i > 0; --i, to += kTilePixels) *to = 0;
    in += skip;
  }
}

void ClearLane(int16_t* tile, int lane, int position, int count) {
  int16_t* to = tile + kTilePixels * position + lane;
  for (; count > 0; --count, to += kTilePixels) *to = 0;
}

#if defined(__thumb2__)

// All 14 registers are in use: r0 tile, r1 and r12 weights, r2 and r3 their addresses (or r2 the
// address and r3 its step), lr input, r4-r11 sums. The ends of the loops are on the stack.
#define MULTIPLY(offset, a, b) \
  "ldrsh lr, [r0, #" #offset "]\n mla " #a ", lr, r1, " #a "\n mla " #b ", lr, r12, " #b "\n"
#define MULTIPLY_ALL                                                  \
  MULTIPLY(2, r5, r9)                                                 \
  MULTIPLY(4, r6, r10)                                                \
  MULTIPLY(6, r7, r11)                                                \
  "ldrsh lr, [r0], #8\n mla r4, lr, r1, r4\n mla r8, lr, r12, r8\n"

__attribute__((naked)) void TileDot(const int16_t*, int, const int8_t*, const int8_t*, int32_t*) {
#define STEP "ldrsb r1, [r2], #1\n ldrsb r12, [r3], #1\n" MULTIPLY_ALL
  asm(R"(
      push {r4-r11, lr}
      add r12, r2, r1
      bic r1, r1, #3
      add r1, r1, r2
      push {r1, r12}
      movs r4, #0
      movs r5, #0
      movs r6, #0
      movs r7, #0
      mov r8, r4
      mov r9, r4
      mov r10, r4
      mov r11, r4
      b 2f
    1:)" STEP STEP STEP STEP R"(
    2: ldr lr, [sp]
      cmp r2, lr
      bne 1b
      b 4f
    3:)" STEP R"(
    4: ldr lr, [sp, #4]
      cmp r2, lr
      bne 3b
      add sp, #8
      ldr r0, [sp, #36]
      stm r0, {r4-r11}
      pop {r4-r11, pc}
  )");
#undef STEP
}

namespace {

// As TileDot for the two channels at `weights` and `weights` + 1; adds to sums.
__attribute__((naked)) void TwoSideBySide(const int16_t*, int, const int8_t*, int, int32_t*) {
#define STEP "ldrsb r12, [r2, #1]\n ldrsb r1, [r2]\n add r2, r3\n" MULTIPLY_ALL
  asm(R"(
      push {r4-r11, lr}
      mla r12, r1, r3, r2
      bic r1, r1, #3
      mla r1, r1, r3, r2
      push {r1, r12}
      ldr r4, [sp, #44]
      ldm r4, {r4-r11}
      b 2f
    1:)" STEP STEP STEP STEP R"(
    2: ldr lr, [sp]
      cmp r2, lr
      bne 1b
      b 4f
    3:)" STEP R"(
    4: ldr lr, [sp, #4]
      cmp r2, lr
      bne 3b
      add sp, #8
      ldr r0, [sp, #36]
      stm r0, {r4-r11}
      pop {r4-r11, pc}
  )");
#undef STEP
}

}  // namespace

void TileDotSideBySide(const int16_t* tile, int count, const int8_t* weights, int step,
                       int32_t* sums) {
  TwoSideBySide(tile, count, weights, step, sums);
  TwoSideBySide(tile, count, weights + 2, step, sums + 2 * kTilePixels);
}

namespace {

struct ChannelLoop {
  const int8_t* image;
  const int8_t* filter;
  int zero;
  int columns;
  int image_column, filter_column;
  int image_skip, filter_skip;  // from the end of a row to the next
  int rows;
};

// sums[0..3] of the loop. r0 image, r1 filter, r2 zero, r3 columns, r4-r7 sums, r8 and r9 steps.
__attribute__((naked)) void RunChannelLoop(const ChannelLoop*, int32_t*) {
#define CHANNEL(i, sum)               \
  "ldrsb r10, [r0, #" #i "]\n"        \
  "ldrsb r11, [r1, #" #i "]\n"        \
  "sub r10, r10, r2\n"                \
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
      ldr r3, [r12, #24]
      add r0, r3
      ldr r3, [r12, #28]
      add r1, r3
      ldr r3, [r12, #12]
      subs.w lr, lr, #1
      bne 1b
      pop {r0}
      stm r0, {r4-r7}
      pop {r4-r11, pc}
  )");
#undef CHANNEL
}

}  // namespace

void ChannelDot(const ChannelStrides& strides, const ChannelWindow& window, int c, int32_t* sums,
                int sums_step) {
  int32_t result[4] = {0, 0, 0, 0};
  if (window.rows > 0 && window.columns > 0) {
    const ChannelLoop loop = {window.image + c,
                              window.filter + c,
                              strides.input_zero,
                              window.columns,
                              strides.image_column,
                              strides.filter_column,
                              strides.image_row - window.columns * strides.image_column,
                              strides.filter_row - window.columns * strides.filter_column,
                              window.rows};
    RunChannelLoop(&loop, result);
  }
  for (int i = 0; i < 4; ++i) sums[i * sums_step] = result[i];
}

#else  // The same sums where the instructions are not those of a Cortex-M3: host tests.

void TileDot(const int16_t* tile, int count, const int8_t* weights0, const int8_t* weights1,
             int32_t* sums) {
  for (int p = 0; p < kTilePixels; ++p) {
    sums[p] = 0;
    sums[kTilePixels + p] = 0;
    for (int k = 0; k < count; ++k) {
      sums[p] += tile[kTilePixels * k + p] * weights0[k];
      sums[kTilePixels + p] += tile[kTilePixels * k + p] * weights1[k];
    }
  }
}

void TileDotSideBySide(const int16_t* tile, int count, const int8_t* weights, int step,
                       int32_t* sums) {
  for (int c = 0; c < 4; ++c) {
    for (int p = 0; p < kTilePixels; ++p) {
      for (int k = 0; k < count; ++k) {
        sums[kTilePixels * c + p] += tile[kTilePixels * k + p] * weights[k * step + c];
      }
    }
  }
}

void ChannelDot(const ChannelStrides& strides, const ChannelWindow& window, int c, int32_t* sums,
                int sums_step) {
  for (int i = 0; i < 4; ++i) {
    int32_t sum = 0;
    for (int row = 0; row < window.rows; ++row) {
      for (int column = 0; column < window.columns; ++column) {
        const int8_t* x =
            window.image + c + i + row * strides.image_row + column * strides.image_column;
        const int8_t* weight =
            window.filter + c + i + row * strides.filter_row + column * strides.filter_column;
        sum += (*x - strides.input_zero) * *weight;
      }
    }
    sums[i * sums_step] = sum;
  }
}

#endif

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
