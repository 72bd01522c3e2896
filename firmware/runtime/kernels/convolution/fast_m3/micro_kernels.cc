// Micro kernels for cores without DSP instructions (Cortex-M3).
//
// Two pixels share a multiplication: word k of a pair of pixels is x0 + x1 * 2^23, and the 64-bit
// sum of weight * word (SMLAL) is sum0 + sum1 * 2^23. |x| <= 255 and |weight| <= 128, so the sums
// of up to 128 elements stay below 2^22 and can be told apart; longer windows are cut. Tile layout:
// words of pixels (0, 1) and (2, 3) of element 0, then of element 1, ...
#pragma GCC optimize("O2")

#include "kernels/convolution/fast/micro_kernels.h"

#include "kernels/convolution/fast/store_sums.h"

namespace tflite {
namespace {

constexpr int kField = 23;
constexpr int kMostElements = 128;

#if defined(__thumb2__)

// Numbers of two pixels, 5.5 instructions each: r0 to, r1 and r2 images, r3 zero of both, r4
// numbers of a row, r5 rows, r6 and r7 from behind a row to the next (images, bytes of the tile).
__attribute__((naked, noinline)) void FillPair(int32_t*, const int8_t*, const int8_t*, int32_t, int,
                                               int, int, int) {
#define NUMBER                                                  \
  "ldrsb r9, [r1], #1\n ldrsb r12, [r2], #1\n sub r9, r9, r3\n" \
  "add r9, r9, r12, lsl #23\n str r9, [r0], #8\n"
  asm("push {r4-r9, lr}\n ldrd r4, r5, [sp, #28]\n ldrd r6, r7, [sp, #36]\n"
      "1: ands r8, r4, #3\n beq 3f\n"
      "2:" NUMBER
      "subs r8, #1\n bne 2b\n"
      "3: lsrs r8, r4, #2\n beq 5f\n"
      "4:" NUMBER NUMBER NUMBER NUMBER
      "subs r8, #1\n bne 4b\n"
      "5: add r1, r6\n add r2, r6\n add r0, r7\n subs r5, #1\n bne 1b\n"
      "pop {r4-r9, pc}\n");
#undef NUMBER
}

#else

void FillPair(int32_t* to, const int8_t* a, const int8_t* b, int32_t both_zero, int count, int rows,
              int skip, int skip_bytes) {
  for (; rows > 0; --rows, a += skip, b += skip, to += skip_bytes / 4) {
    for (int i = count; i > 0; --i, to += 2) *to = *a++ - both_zero + *b++ * (1 << kField);
  }
}

#endif

// Adds the numbers [from, until) of each row of one pixel, times 2^field, to what is there.
void AddLane(int32_t* to, const LaneWindow& lane, int from, int until, int image_row, int zero,
             int field) {
  if (from >= until) return;
  const int width = lane.before + lane.inside + lane.after;
  to += 2 * (lane.above * width + from);
  const int8_t* row = lane.image + from - lane.before;
  for (int rows = lane.rows; rows > 0; --rows, row += image_row, to += 2 * width) {
    int32_t* word = to;
    for (int i = 0; i < until - from; ++i, word += 2) *word += (row[i] - zero) * (1 << field);
  }
}

}  // namespace

void FillTile(void* tile, const LaneWindow* lanes, int image_row, int zero) {
  const int width = lanes->before + lanes->inside + lanes->after;
  const int numbers = (lanes->above + lanes->rows + lanes->below) * width;
  for (int pair = 0; pair < 2; ++pair) {
    int32_t* to = static_cast<int32_t*>(tile) + pair;
    const LaneWindow* both = lanes + 2 * pair;
    const bool same_rows = both[0].above == both[1].above && both[0].rows == both[1].rows;
    // Numbers [first, last) of the rows are inside for both of the pixels.
    const int first = both[0].before > both[1].before ? both[0].before : both[1].before;
    const int ends[] = {both[0].before + both[0].inside, both[1].before + both[1].inside};
    const int last = ends[0] < ends[1] ? ends[0] : ends[1];
    const bool common = same_rows && first < last && both->rows > 0;
    if (!common || last - first != width || both->above + both->below != 0) {
      for (int i = 0; i < numbers; ++i) to[2 * i] = 0;
    }
    if (common) {
      const int count = last - first;
      FillPair(to + 2 * (both->above * width + first), both[0].image + first - both[0].before,
               both[1].image + first - both[1].before, zero * (1 + (1 << kField)), count,
               both->rows, image_row - count, (width - count) * 8);
    }
    for (int i = 0; i < 2; ++i) {
      AddLane(to, both[i], both[i].before, common ? first : ends[i], image_row, zero, i * kField);
      if (common) AddLane(to, both[i], last, ends[i], image_row, zero, i * kField);
    }
  }
}

#if defined(__thumb2__)

// Scales the sum in register x; the constants of the channel are in r0-r3, r12 and lr are scratch.
#define SCALE(x)                                  \
  "add " x ", r0, " x ", lsl #1\n add lr, r2, " x \
  ", asr #31\n mov r12, #0x80000000\n"            \
  "smlal r12, lr, " x ", r1\n asr " x ", lr, r3\n ssat " x ", #8, " x "\n"

// Two channels at a time. r0 tile, r4-r11 four 64-bit sums, r1 and r12 weights, lr words of two
// pixels; r2 and r3 addresses of the weights of both channels, or, where the step is not 1 and they
// lie side by side, r2 the address and r3 the step. On the stack: ends of the loop of four elements
// and of all, the job.
//
// At the end the low sum of a pair is its low field with its sign, and the high sum is the rest,
// one more where the low one is negative: LSRS leaves that sign in the carry.
__attribute__((naked)) void TileConvolve(TileJob*) {
// clang-format off
#define MULTIPLY \
  "ldr lr, [r0, #4]\n smlal r6, r7, r1, lr\n smlal r10, r11, r12, lr\n" \
  "ldr lr, [r0], #8\n smlal r4, r5, r1, lr\n smlal r8, r9, r12, lr\n"
#define IN_A_ROW "ldrsb r1, [r2], #1\n ldrsb r12, [r3], #1\n" MULTIPLY
#define SIDE_BY_SIDE "ldrsb r12, [r2, #1]\n ldrsb r1, [r2]\n add r2, r3\n" MULTIPLY
#define LOOPS(STEP) \
  "b 2f\n" \
  "1:" STEP STEP STEP STEP \
  "2: ldr lr, [sp]\n cmp r2, lr\n bne 1b\n b 4f\n" \
  "3:" STEP \
  "4: ldr lr, [sp, #4]\n cmp r2, lr\n bne 3b\n"
#define SPLIT(low, high) \
  "lsrs r0, " low ", #23\n adc " high ", r0, " high ", lsl #9\n sbfx " low ", " low ", #0, #23\n"
#define SCALES "ldm r12!, {r0-r3}\n str r12, [sp]\n"
  asm("push {r0, r4-r11, lr}\n sub sp, #8\n mov r12, r0\n"
      "5: ldrd r0, r1, [r12]\n ldr r2, [r12, #8]\n ldr r3, [r12, #36]\n"
      "mla lr, r1, r3, r2\n bic r1, r1, #3\n mla r1, r1, r3, r2\n strd r1, lr, [sp]\n"
      "movs r4, #0\n movs r5, #0\n movs r6, #0\n movs r7, #0\n"
      "mov r8, r4\n mov r9, r4\n mov r10, r4\n mov r11, r4\n"
      "cmp r3, #1\n bne 8f\n"
      "ldr r3, [r12, #40]\n add r3, r2\n"
      LOOPS(IN_A_ROW)
      "6:" SPLIT("r4", "r5") SPLIT("r6", "r7") SPLIT("r8", "r9") SPLIT("r10", "r11")
      "ldr lr, [sp, #8]\n ldr r12, [lr, #12]\n cmp r12, #0\n beq 9f\n"
      SCALES SCALE("r4") SCALE("r5") SCALE("r6") SCALE("r7") "ldr r12, [sp]\n"
      SCALES SCALE("r8") SCALE("r9") SCALE("r10") SCALE("r11")
      "ldr r12, [sp, #8]\n ldr r0, [sp]\n str r0, [r12, #12]\n"
      "ldrd r0, r1, [r12, #16]\n ldrd r2, r3, [r12, #24]\n"  // out and offsets
      "strb r5, [r0, r1]\n strb r6, [r0, r2]\n strb r7, [r0, r3]\n strb r4, [r0], #1\n"
      "strb r9, [r0, r1]\n strb r10, [r0, r2]\n strb r11, [r0, r3]\n strb r8, [r0], #1\n"
      "7: str r0, [r12, #16]\n ldr r1, [r12, #32]\n ldr r2, [r12, #8]\n ldr r3, [r12, #40]\n"
      "add r2, r2, r3, lsl #1\n str r2, [r12, #8]\n cmp r0, r1\n bne 5b\n"
      "add sp, #8\n pop {r0, r4-r11, pc}\n"
      "8:" LOOPS(SIDE_BY_SIDE) "b 6b\n"
      "9: mov r12, lr\n ldr r0, [r12, #16]\n stm r0!, {r4-r11}\n b 7b\n");
// clang-format on
#undef SCALES
#undef SPLIT
#undef LOOPS
#undef SIDE_BY_SIDE
#undef IN_A_ROW
#undef MULTIPLY
}

// r0 image, r1 filter, r2 zero, r3 columns, r4-r7 sums, r8 and r9 from tap to tap. On the stack:
// how far from behind a row to the next (image, filter), columns, pixels, image of the pixel, out,
// the job.
__attribute__((naked)) void ChannelConvolve(const ChannelJob*) {
// clang-format off
#define CHANNEL(i, sum) \
  "ldrsb r10, [r0, #" i "]\n ldrsb r11, [r1, #" i "]\n sub r10, r10, r2\n" \
  "mla " sum ", r10, r11, " sum "\n"
#define STORE(x, i) "ldm r8!, {r0-r3}\n" SCALE(x) "strb " x ", [r9, #" i "]\n"
  asm("push {r0, r4-r11, lr}\n sub sp, #24\n mov r12, r0\n"
      "ldr r3, [r12, #12]\n ldrd r8, r9, [r12, #16]\n ldrd r10, r11, [r12, #24]\n"
      "mls r10, r3, r8, r10\n mls r11, r3, r9, r11\n strd r10, r11, [sp]\n"
      "ldr r0, [r12, #52]\n strd r3, r0, [sp, #8]\n"
      "ldr r0, [r12]\n ldr r1, [r12, #40]\n strd r0, r1, [sp, #16]\n"
      "0: ldrd r1, r2, [r12, #4]\n ldrd r8, r9, [r12, #16]\n ldr lr, [r12, #32]\n"
      "movs r4, #0\n movs r5, #0\n movs r6, #0\n movs r7, #0\n ldr r12, [sp]\n"
      "1: ldr r3, [sp, #8]\n"
      "2:" CHANNEL("0", "r4") CHANNEL("1", "r5") CHANNEL("2", "r6") CHANNEL("3", "r7")
      "add r0, r8\n add r1, r9\n subs r3, #1\n bne 2b\n"
      "ldr r10, [sp, #4]\n add r0, r12\n add r1, r10\n"
      "subs.w lr, lr, #1\n bne 1b\n"
      "ldr r10, [sp, #24]\n ldr r8, [r10, #36]\n ldrd r11, r9, [sp, #16]\n cmp r8, #0\n beq 3f\n"
      STORE("r4", "0") STORE("r5", "1") STORE("r6", "2") STORE("r7", "3")
      "mov r12, r10\n ldrd r2, r3, [r12, #44]\n"
      "add r1, r9, r2\n add r0, r11, r3\n strd r0, r1, [sp, #16]\n"
      "ldr r1, [sp, #12]\n subs r1, #1\n str r1, [sp, #12]\n bne 0b\n b 4f\n"
      "3: stm r9!, {r4-r7}\n"
      "4: add sp, #24\n pop {r0, r4-r11, pc}\n");
// clang-format on
#undef STORE
#undef CHANNEL
}

#undef SCALE

#else  // The same on other processors: host tests.

void TileConvolve(TileJob* job) {
  const ChannelScale* scale = job->scales;
  for (; job->out != job->end; job->weights += 2 * job->next_channel) {
    const int32_t* words = static_cast<const int32_t*>(job->tile);
    int64_t pairs[4] = {0, 0, 0, 0};
    for (int k = 0; k < job->count; ++k, words += 2) {
      const int8_t* weight = job->weights + k * job->step;
      for (int i = 0; i < 4; ++i) {
        pairs[i] += static_cast<int64_t>(words[i & 1]) * weight[(i >> 1) * job->next_channel];
      }
    }
    int32_t sums[kTileChannels * kTilePixels];
    for (int i = 0; i < 4; ++i) {
      const uint32_t low_word = static_cast<uint32_t>(pairs[i]);
      sums[2 * i] = static_cast<int32_t>(low_word << (32 - kField)) >> (32 - kField);
      sums[2 * i + 1] = static_cast<int32_t>((pairs[i] - sums[2 * i]) >> kField);
    }
    StoreTile(job, scale, sums, kTileChannels);
    if (scale != nullptr) scale += kTileChannels;
  }
}

void ChannelConvolve(const ChannelJob* job) {
  for (int pixel = 0; pixel < job->pixels; ++pixel) {
    int32_t sums[4] = {0, 0, 0, 0};
    for (int row = 0; row < job->rows; ++row) {
      for (int column = 0; column < job->columns; ++column) {
        const int8_t* in = job->image + pixel * job->image_step + row * job->image_row +
                           column * job->image_column;
        const int8_t* w = job->filter + row * job->filter_row + column * job->filter_column;
        for (int i = 0; i < 4; ++i) sums[i] += (in[i] - job->zero) * w[i];
      }
    }
    StoreChannels(job, pixel, sums);
  }
}

#endif

const bool kWeightsInARow = false;

bool TileFits(int count) { return count <= kMostElements; }

void TileDot(const void* tile, int count, const int8_t* weights, int step, int next_channel,
             int32_t* sums) {
  for (int i = 0; i < kTileChannels * kTilePixels; ++i) sums[i] = 0;
  const int8_t* words = static_cast<const int8_t*>(tile);
  while (count > 0) {
    const int some = count < kMostElements ? count : kMostElements;
    int32_t part[kTileChannels * kTilePixels];
    TileJob job = {
        words, some,        weights, nullptr, part, {}, part + kTileChannels * kTilePixels,
        step,  next_channel};
    TileConvolve(&job);
    for (int i = 0; i < kTileChannels * kTilePixels; ++i) sums[i] += part[i];
    words += some * 2 * kTilePixels;
    weights += some * step;
    count -= some;
  }
}

void SumInputs(const void* tile, int count, int32_t* sums) {
  const int32_t* words = static_cast<const int32_t*>(tile);
  int32_t one = 1;
  asm("" : "+r"(one));  // a multiplication is the cheapest 64-bit sum (SMLAL)
  int64_t pairs[2] = {0, 0};
#pragma GCC unroll 8
  for (const int32_t* const end = words + 2 * count; words != end; words += 2) {
    pairs[0] += static_cast<int64_t>(words[0]) * one;
    pairs[1] += static_cast<int64_t>(words[1]) * one;
  }
  for (int i = 0; i < 2; ++i) {
    const uint32_t low_word = static_cast<uint32_t>(pairs[i]);
    sums[2 * i] = static_cast<int32_t>(low_word << (32 - kField)) >> (32 - kField);
    sums[2 * i + 1] = static_cast<int32_t>((pairs[i] - sums[2 * i]) >> kField);
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
