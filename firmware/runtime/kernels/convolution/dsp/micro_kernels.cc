// Micro kernels for cores with the DSP extension (Cortex-M4, M7): two products an instruction.
//
// Tile layout: groups of four elements; in a group, for each of the four pixels, two words:
// elements (0, 2) and (1, 3) as pairs of 16 bits, which is how SXTB16 unpacks four weights.
#pragma GCC optimize("O2")

#include "kernels/convolution/fast/micro_kernels.h"

#include <dsp_instructions.h>

#if !defined(__ARM_FEATURE_DSP)
#include "kernels/convolution/dsp/plain_kernels.h"
#endif

namespace tflite {
namespace {

// Where element k of pixel 0 lies.
inline int NumberOf(int k) { return (k >> 2) * 16 + (k & 1) * 2 + (k >> 1 & 1); }

int16_t* ClearRow(int16_t* to, int count) {
  for (; count > 0; count -= 4, to += 16) to[0] = to[1] = to[2] = to[3] = 0;
  return to;
}

// A window whose rows are no whole groups, or which has less than a group in the image.
void FillByElements(int16_t* to, const LaneWindow& lane, int image_row, int zero) {
  const int width = lane.before + lane.inside + lane.after;
  const int count = (lane.above + lane.rows + lane.below) * width;
  for (int k = 0; k < count; ++k) to[NumberOf(k)] = 0;
  int k = lane.above * width + lane.before;
  const int8_t* in = lane.image;
  for (int row = lane.rows; row > 0; --row, in += image_row, k += width) {
    for (int i = 0; i < lane.inside; ++i) to[NumberOf(k + i)] = static_cast<int16_t>(in[i] - zero);
  }
}

// The rows of a window at the left or right edge of the image, one column of groups at a time.
// Beside the image there are zero points, which become zeros.
void FillAtEdge(int16_t* to, const LaneWindow& lane, int image_row, uint32_t zeros,
                uint32_t zero_points) {
  const int inside = lane.inside;
  const int stride = (lane.before + inside + lane.after) * 4;
  for (int k = -lane.before; k < inside + lane.after; k += 4, to += 16) {
    // Element k of those inside is the first of the group; `missing` of four are beside the image.
    const int missing = k < 0 ? -k : k + 4 > inside ? k + 4 - inside : 0;
    const int8_t* in = lane.image + (k < 0 ? 0 : missing != 0 ? inside - 4 : k);
    const int left = k < 0 ? 8 * missing : 0;
    const int right = k < 0 ? 0 : 8 * missing;
    uint32_t beside = zero_points;
    if (missing < 4) {
      beside = k < 0 ? zero_points & ((1u << left) - 1) : zero_points & ~(0xFFFFFFFF >> right);
    }
    uint32_t* group = reinterpret_cast<uint32_t*>(to);
    for (int row = lane.rows; row > 0; --row, in += image_row, group += stride / 2) {
      const uint32_t bytes = missing < 4 ? (LoadWord(in) << left) >> right | beside : beside;
      group[0] = AddBytes02(zeros, bytes);
      group[1] = AddBytes13(zeros, bytes);
    }
  }
}

#if defined(__ARM_FEATURE_DSP)

// Rows of whole groups, 5 instructions a group. r0 to, r1 image, r2 zeros, r3 groups of a row, then
// rows, and from behind a row of the image to the next.
__attribute__((naked, noinline)) void FillRows(int16_t*, const int8_t*, uint32_t, int, int, int) {
#define GROUP \
  "ldr r7, [r1], #4\n sxtab16 r8, r2, r7\n sxtab16 r9, r2, r7, ror #8\n strd r8, r9, [r0], #32\n"
  asm("push {r4-r9, lr}\n ldrd r4, r5, [sp, #28]\n"
      "1: lsrs r6, r3, #1\n bcc 2f\n" GROUP
      "cbz r6, 3f\n"
      "2:" GROUP GROUP
      "subs r6, #1\n bne 2b\n"
      "3: add r1, r5\n subs r4, #1\n bne 1b\n"
      "pop {r4-r9, pc}\n");
#undef GROUP
}

#endif

}  // namespace

void FillTile(void* tile, const LaneWindow* lanes, int image_row, int zero) {
  const uint32_t zeros = PackSame(-zero);
  for (int p = 0; p < kTilePixels; ++p) {
    const LaneWindow& lane = lanes[p];
    int16_t* to = static_cast<int16_t*>(tile) + 4 * p;
    const int inside = lane.inside;
    const int width = lane.before + inside + lane.after;
    if ((width & 3) != 0 || inside < 4) {
      FillByElements(to, lane, image_row, zero);
      continue;
    }
    if (lane.above != 0) to = ClearRow(to, lane.above * width);
    if (inside != width) {
      FillAtEdge(to, lane, image_row, zeros, (zero & 0xFFu) * 0x01010101u);
    } else if (lane.rows != 0) {
      FillRows(to, lane.image, zeros, width >> 2, lane.rows, image_row - width);
    }
    if (lane.below != 0) ClearRow(to + lane.rows * width * 4, lane.below * width);
  }
}

#if defined(__ARM_FEATURE_DSP)

// Scales the sum in register x; the constants are in bias, multiplier, offset, right.
#define SCALE(x, bias, multiplier, offset, right, scratch)                      \
  "add " x ", " bias ", " x ", lsl #1\n add " scratch ", " offset ", " x        \
  ", asr #31\n"                                                                 \
  "smmlar " x ", " x ", " multiplier ", " scratch "\n asr " x ", " x ", " right \
  "\n"                                                                          \
  "ssat " x ", #8, " x "\n"

// Whole groups of each channel, 14.5 instructions for 16 products. r0 tile, r1 pairs of groups,
// r2 weights, r3 scales, r4-r7 sums, r8-r11 inputs, r12 and lr weights; the job is on the stack.
__attribute__((naked)) void TileConvolve(TileJob*) {
#define GROUP                \
  "ldr r12, [r2], #4\n"      \
  "ldm r0!, {r8-r11}\n"      \
  "sxtb16 lr, r12, ror #8\n" \
  "sxtb16 r12, r12\n"        \
  "smlad r4, r8, r12, r4\n"  \
  "smlad r5, r10, r12, r5\n" \
  "smlad r4, r9, lr, r4\n"   \
  "smlad r5, r11, lr, r5\n"  \
  "ldm r0!, {r8-r11}\n"      \
  "smlad r6, r8, r12, r6\n"  \
  "smlad r7, r10, r12, r7\n" \
  "smlad r6, r9, lr, r6\n"   \
  "smlad r7, r11, lr, r7\n"
  asm("push {r0, r4-r11, lr}\n mov r12, r0\n ldrd r2, r3, [r12, #8]\n"
      "0: ldrd r0, r1, [r12]\n movs r4, #0\n movs r5, #0\n movs r6, #0\n movs r7, #0\n"
      "adds r1, #4\n lsrs r1, r1, #3\n bcc 2f\n"  // an odd group: begin in the middle
      "1:" GROUP "2:" GROUP "subs r1, #1\n bne 1b\n"
      "ldr r12, [sp]\n cbz r3, 3f\n"
      "ldm r3!, {r8-r11}\n"  // ChannelScale
      SCALE("r4", "r8", "r9", "r10", "r11", "lr") SCALE("r5", "r8", "r9", "r10", "r11", "lr")
      SCALE("r6", "r8", "r9", "r10", "r11", "lr") SCALE("r7", "r8", "r9", "r10", "r11", "lr")
      "ldrd r0, r1, [r12, #16]\n ldrd r8, r9, [r12, #24]\n"  // out and offsets
      "strb r5, [r0, r1]\n strb r6, [r0, r8]\n strb r7, [r0, r9]\n strb r4, [r0], #1\n"
      "4: str r0, [r12, #16]\n ldr r1, [r12, #32]\n cmp r0, r1\n bne 0b\n"
      "pop {r0, r4-r11, pc}\n"
      "3: ldr r0, [r12, #16]\n stm r0!, {r4-r7}\n b 4b\n");
#undef GROUP
}

// r0 image, r1 filter, r2 minus zero twice, r3 columns or rows, r4-r7 sums, r8 and r9 from tap to
// tap. On the stack: how far to the next row (image, filter), rows, columns, image of the pixel,
// out, pixels, -, the job. Rows of two and of three taps have loops of their own; there the next
// row is found from the first tap, else from behind the last one.
__attribute__((naked)) void ChannelConvolve(const ChannelJob*) {
// clang-format off
#define TAP(address_image, address_filter) \
  "ldr r10, [r0" address_image "]\n ldr r11, [r1" address_filter "]\n" \
  "sxtab16 r12, r2, r10\n sxtb16 lr, r11\n smlabb r4, r12, lr, r4\n smlatt r6, r12, lr, r6\n" \
  "sxtab16 r10, r2, r10, ror #8\n sxtb16 r11, r11, ror #8\n" \
  "smlabb r5, r10, r11, r5\n smlatt r7, r10, r11, r7\n"
#define TWO_TAPS TAP("", "") TAP(", r8", ", r9")
#define NEXT_ROW "ldrd r10, r11, [sp]\n add r0, r10\n add r1, r11\n"
#define STORE(x, i) \
  "ldm lr!, {r1, r3, r10, r11}\n" SCALE(x, "r1", "r3", "r10", "r11", "r12") \
  "strb " x ", [r0, #" i "]\n"
  asm("push {r0, r4-r11, lr}\n sub sp, #32\n mov r12, r0\n"
      "ldrd r2, r3, [r12, #8]\n rsb r2, r2, #0\n pkhbt r2, r2, r2, lsl #16\n"
      "ldrd r8, r9, [r12, #16]\n ldrd r10, r11, [r12, #24]\n"
      "subs r0, r3, #2\n cmp r0, #1\n itt hi\n mlshi r10, r3, r8, r10\n mlshi r11, r3, r9, r11\n"
      "strd r10, r11, [sp]\n str r3, [sp, #12]\n"
      "ldr r0, [r12]\n ldr r1, [r12, #40]\n strd r0, r1, [sp, #16]\n"
      "ldr r1, [r12, #52]\n str r1, [sp, #24]\n"
      "0: ldr r1, [r12, #4]\n ldr lr, [r12, #32]\n"
      "movs r4, #0\n movs r5, #0\n movs r6, #0\n movs r7, #0\n"
      "cmp r3, #3\n beq 4f\n cmp r3, #2\n beq 8f\n"
      "1: str lr, [sp, #8]\n"
      "2:" TAP("", "") "add r0, r8\n add r1, r9\n subs r3, #1\n bne 2b\n"
      NEXT_ROW "ldrd lr, r3, [sp, #8]\n subs.w lr, lr, #1\n bne 1b\n"
      "3: ldr r12, [sp, #32]\n ldr lr, [r12, #36]\n ldr r0, [sp, #20]\n cmp lr, #0\n beq 5f\n"
      STORE("r4", "0") STORE("r5", "1") STORE("r6", "2") STORE("r7", "3")
      "ldr r12, [sp, #32]\n ldrd r10, r11, [r12, #44]\n ldr r3, [sp, #16]\n"
      "add r1, r0, r10\n add r0, r3, r11\n strd r0, r1, [sp, #16]\n ldr r3, [sp, #12]\n"
      "ldr r1, [sp, #24]\n subs r1, #1\n str r1, [sp, #24]\n bne 0b\n"
      "b 6f\n"
      "4: mov r3, lr\n"
      "7:" TWO_TAPS TAP(", r8, lsl #1", ", r9, lsl #1") NEXT_ROW "subs r3, #1\n bne 7b\n b 3b\n"
      "8: mov r3, lr\n"
      "9:" TWO_TAPS NEXT_ROW "subs r3, #1\n bne 9b\n b 3b\n"
      "5: stm r0!, {r4-r7}\n"
      "6: add sp, #32\n pop {r0, r4-r11, pc}\n");
// clang-format on
#undef NEXT_ROW
#undef TWO_TAPS
#undef STORE
#undef TAP
}

#undef SCALE

// Adds `quads` times four products to the sums of four channels. r0 inputs, r1 quads, r2 minus zero
// twice, r3 and r9 weights, r8 from channel to channel, r4-r7 sums.
__attribute__((naked, noinline)) static void RowDotQuads(const int8_t*, int, uint32_t,
                                                         const int8_t*, int, int32_t*) {
#define CHANNEL(load, sum)                                                       \
  load "sxtb16 lr, r12\n sxtb16 r12, r12, ror #8\n smlad " sum ", r11, lr, " sum \
       "\n"                                                                      \
       "smlad " sum ", r10, r12, " sum "\n"
  asm("push {r4-r11, lr}\n ldr r12, [sp, #40]\n ldr r8, [sp, #36]\n ldm r12, {r4-r7}\n"
      "add r9, r3, r8, lsl #1\n"
      "1: ldr r10, [r0], #4\n sxtab16 r11, r2, r10\n sxtab16 r10, r2, r10, ror #8\n"
      CHANNEL("ldr r12, [r3, r8]\n", "r5") CHANNEL("ldr r12, [r3], #4\n", "r4")
      CHANNEL("ldr r12, [r9, r8]\n", "r7") CHANNEL("ldr r12, [r9], #4\n", "r6")
      "subs r1, #1\n bne 1b\n"
      "ldr r12, [sp, #40]\n stm r12, {r4-r7}\n pop {r4-r11, pc}\n");
#undef CHANNEL
}

#endif

const bool kWeightsInARow = true;

bool TileFits(int count) { return (count & 3) == 0; }

void TileDot(const void* tile, int count, const int8_t* weights, int, int next_channel,
             int32_t* sums) {
  const int whole = count & ~3;
  for (int c = 0; c < kTileChannels; ++c, weights += next_channel, sums += kTilePixels) {
    for (int p = 0; p < kTilePixels; ++p) sums[p] = 0;
    if (whole != 0) {
      TileJob job = {tile, whole, weights, nullptr, sums, {}, sums + kTilePixels, 1, 0};
      TileConvolve(&job);
    }
    for (int k = whole; k < count; ++k) {
      const int16_t* numbers = static_cast<const int16_t*>(tile) + NumberOf(k);
      for (int p = 0; p < kTilePixels; ++p) sums[p] += numbers[4 * p] * weights[k];
    }
  }
}

void SumInputs(const void* tile, int count, int32_t* sums) {
  constexpr uint32_t kOnes = 0x00010001;
  for (int p = 0; p < kTilePixels; ++p) {
    const int16_t* numbers = static_cast<const int16_t*>(tile) + 4 * p;
    int32_t sum = 0;
    int k = 0;
    for (; k + 4 <= count; k += 4, numbers += 16) {
      sum = MultiplyPairs(LoadWord(numbers), kOnes, sum);
      sum = MultiplyPairs(LoadWord(numbers + 2), kOnes, sum);
    }
    numbers = static_cast<const int16_t*>(tile) + 4 * p;
    for (; k < count; ++k) sum += numbers[NumberOf(k)];
    sums[p] = sum;
  }
}

void RowDot(const int8_t* in, int count, int zero, const int8_t* weights, int channel_step,
            int32_t* sums) {
  const uint32_t zeros = PackSame(-zero);
  const int channels = channel_step == 0 ? 1 : 4;
  int k = 0;
  if (channels == 4) {
    if (count >= 4) RowDotQuads(in, count >> 2, zeros, weights, channel_step, sums);
    k = count & ~3;
  } else {
    int32_t sum = sums[0];
    for (; k + 4 <= count; k += 4) {
      const uint32_t bytes = LoadWord(in + k);
      const uint32_t w = LoadWord(weights + k);
      sum = MultiplyPairs(AddBytes02(zeros, bytes), Bytes02(w), sum);
      sum = MultiplyPairs(AddBytes13(zeros, bytes), Bytes13(w), sum);
    }
    sums[0] = sum;
  }
  for (; k < count; ++k) {
    for (int c = 0; c < channels; ++c) sums[c] += (in[k] - zero) * weights[c * channel_step + k];
  }
}

}  // namespace tflite
