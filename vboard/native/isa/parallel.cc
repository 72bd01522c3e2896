// Parallel addition and subtraction of halfwords and bytes, SEL, USAD8, USADA8, of the DSP
// extension (ARMv7-M A5.3.14, A5.3.15, A7.7.128, A7.7.211, A7.7.212).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/pure.h"
#include "isa/saturation.h"

namespace vboard {
namespace {

// The six kinds: what becomes of the exact result of a lane, and whether it sets GE.
// `signed_lanes`: operands are.
enum Kind {
  kSigned,
  kSaturatingSigned,
  kHalvingSigned,
  kUnsigned,
  kSaturatingUnsigned,
  kHalvingUnsigned
};

constexpr bool IsSigned(Kind kind) { return kind <= kHalvingSigned; }

template <Kind kKind, unsigned kBits>
uint32_t Lane(int32_t exact) {
  uint32_t value = static_cast<uint32_t>(exact);
  if (kKind == kSaturatingSigned) value = SignedSaturate(exact, kBits).value;
  if (kKind == kSaturatingUnsigned) value = UnsignedSaturate(exact, kBits).value;
  if (kKind == kHalvingSigned || kKind == kHalvingUnsigned)
    value = static_cast<uint32_t>(exact >> 1);
  return value & ((1u << kBits) - 1);
}

// GE of a lane: S: the result is not negative; U: a sum carries, a difference does not borrow.
template <Kind kKind, unsigned kBits>
bool GreaterOrEqual(int32_t exact, bool sum) {
  if (kKind == kUnsigned && sum) return exact >= 1 << kBits;
  return exact >= 0;
}

template <Kind kKind, unsigned kBits>
int32_t Part(uint32_t x, unsigned lane) {
  const uint32_t part = x >> lane * kBits & ((1u << kBits) - 1);
  return static_cast<int32_t>(IsSigned(kKind) ? SignExtend(part, kBits) : part);
}

enum Shape { kAdd16, kSub16, kAdd8, kSub8, kAsx, kSax };

template <Kind kKind, Shape kShape>
VB_HANDLER(Parallel) {
  constexpr unsigned kBits = kShape == kAdd8 || kShape == kSub8 ? 8 : 16;
  constexpr unsigned kLanes = 32 / kBits;
  constexpr bool kExchange = kShape == kAsx || kShape == kSax;
  const uint32_t first = core.r[op->n], second = core.r[op->m];
  uint32_t result = 0, ge = 0;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const bool sum =
        kExchange ? (lane == 1) == (kShape == kAsx) : kShape == kAdd16 || kShape == kAdd8;
    const int32_t a = Part<kKind, kBits>(first, lane);
    const int32_t b = Part<kKind, kBits>(second, kExchange ? 1 - lane : lane);
    const int32_t exact = sum ? a + b : a - b;
    result |= Lane<kKind, kBits>(exact) << lane * kBits;
    if (GreaterOrEqual<kKind, kBits>(exact, sum)) ge |= (kBits == 8 ? 1u : 3u) << lane * kBits / 8;
  }
  if (kKind == kSigned || kKind == kUnsigned) core.ge = ge;
  core.r[op->d] = result;
  VB_NEXT();
}

VB_HANDLER(Select) {
  uint32_t mask = 0;
  for (unsigned lane = 0; lane < 4; ++lane) mask |= core.ge >> lane & 1 ? 0xFFu << 8 * lane : 0;
  core.r[op->d] = (core.r[op->n] & mask) | (core.r[op->m] & ~mask);
  VB_NEXT();
}

uint32_t Usad8(uint32_t n, uint32_t m, uint32_t) {
  uint32_t sum = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const uint32_t a = n >> shift & 0xFF, b = m >> shift & 0xFF;
    sum += a > b ? a - b : b - a;
  }
  return sum;
}
uint32_t Usada8(uint32_t n, uint32_t m, uint32_t a) { return a + Usad8(n, m, 0); }

template <Shape kShape>
Decoded ParallelT1(Decoder& decoder, uint32_t word) {
  static constexpr Handler* kHandlers[] = {
      Parallel<kSigned, kShape>,          Parallel<kSaturatingSigned, kShape>,
      Parallel<kHalvingSigned, kShape>,   nullptr,
      Parallel<kUnsigned, kShape>,        Parallel<kSaturatingUnsigned, kShape>,
      Parallel<kHalvingUnsigned, kShape>, nullptr};
  Handler* handler = kHandlers[Bits(word, 6, 4)];
  const unsigned d = FieldD(word), n = FieldN(word), m = FieldM(word);
  if (handler == nullptr || d == kPc || n == kPc || m == kPc) return Decoded::kUndefined;
  decoder.EmitResult(handler, d, n, m);
  return Decoded::kDone;
}

constexpr Features kNeeds = kMainline | kDsp;

// kkk: S, Q, SH, -, U, UQ, UH, -
constexpr Encoding kEncodings[] = {
    {"SADD8, QADD8, SHADD8, UADD8, UQADD8, UHADD8 T1", "111110101000nnnn 1111dddd0kkkmmmm", kNeeds,
     ParallelT1<kAdd8>},
    {"SADD16, QADD16, SHADD16, UADD16, UQADD16, UHADD16 T1", "111110101001nnnn 1111dddd0kkkmmmm",
     kNeeds, ParallelT1<kAdd16>},
    {"SASX, QASX, SHASX, UASX, UQASX, UHASX T1", "111110101010nnnn 1111dddd0kkkmmmm", kNeeds,
     ParallelT1<kAsx>},
    {"SSUB8, QSUB8, SHSUB8, USUB8, UQSUB8, UHSUB8 T1", "111110101100nnnn 1111dddd0kkkmmmm", kNeeds,
     ParallelT1<kSub8>},
    {"SSUB16, QSUB16, SHSUB16, USUB16, UQSUB16, UHSUB16 T1", "111110101101nnnn 1111dddd0kkkmmmm",
     kNeeds, ParallelT1<kSub16>},
    {"SSAX, QSAX, SHSAX, USAX, UQSAX, UHSAX T1", "111110101110nnnn 1111dddd0kkkmmmm", kNeeds,
     ParallelT1<kSax>},
    {"SEL T1", "111110101010nnnn 1111dddd1000mmmm", kNeeds, DecodeNM<Select>},
    {"USAD8 T1", "111110110111nnnn 1111dddd0000mmmm", kNeeds, DecodeNM<Binary<Usad8>>},
    {"USADA8 T1", "111110110111nnnn aaaadddd0000mmmm", kNeeds, DecodeNMA<Ternary<Usada8>>},
};

}  // namespace

EncodingTable ParallelEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
