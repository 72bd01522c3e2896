// SSAT, USAT; SSAT16, USAT16, QADD, QSUB, QDADD, QDSUB of the DSP extension (ARMv7-M A7.7.105,
// A7.7.109, A7.7.110, A7.7.111, A7.7.154, A7.7.155, A7.7.213, A7.7.214).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/pure.h"
#include "isa/saturation.h"

namespace vboard {
namespace {

// Constant: the number of bits, and above it the shift of Rn: LSL by 0 to 31, or 32 more for ASR by
// 1 to 31.
constexpr uint32_t kAsrBase = 32;

int64_t ShiftedValue(uint32_t x, uint32_t imm) {
  const uint32_t shift = imm >> 8;
  const auto value = static_cast<int32_t>(x);
  return shift < kAsrBase ? static_cast<int32_t>(x << shift) : value >> (shift - kAsrBase);
}

Sticky Ssat(uint32_t n, uint32_t, uint32_t imm) {
  return SignedSaturate(ShiftedValue(n, imm), imm & 0xFF);
}
Sticky Usat(uint32_t n, uint32_t, uint32_t imm) {
  return UnsignedSaturate(ShiftedValue(n, imm), imm & 0xFF);
}

template <Sticky (*kSaturate)(int64_t, unsigned)>
Sticky Pair(uint32_t n, uint32_t, uint32_t imm) {
  const Sticky low = kSaturate(static_cast<int16_t>(n), imm),
               high = kSaturate(static_cast<int16_t>(n >> 16), imm);
  return {(low.value & 0xFFFF) | high.value << 16, low.q || high.q};
}

int64_t Signed(uint32_t x) { return static_cast<int32_t>(x); }

// The manual's operands are Rm first: QSUB is Rm - Rn.
Sticky Qadd(uint32_t n, uint32_t m, uint32_t) { return SignedSaturate(Signed(m) + Signed(n), 32); }
Sticky Qsub(uint32_t n, uint32_t m, uint32_t) { return SignedSaturate(Signed(m) - Signed(n), 32); }
Sticky Qdadd(uint32_t n, uint32_t m, uint32_t) {
  const Sticky twice = SignedSaturate(2 * Signed(n), 32);
  const Sticky sum = SignedSaturate(Signed(m) + Signed(twice.value), 32);
  return {sum.value, twice.q || sum.q};
}
Sticky Qdsub(uint32_t n, uint32_t m, uint32_t) {
  const Sticky twice = SignedSaturate(2 * Signed(n), 32);
  const Sticky difference = SignedSaturate(Signed(m) - Signed(twice.value), 32);
  return {difference.value, twice.q || difference.q};
}

bool Unpredictable(uint32_t word) {
  return FieldD(word) == kPc || FieldD(word) == kSp || FieldN(word) == kPc || FieldN(word) == kSp;
}

template <Handler* kHandler, unsigned kFewest>
Decoded Saturate(Decoder& decoder, uint32_t word) {
  if (Unpredictable(word)) return Decoded::kUndefined;
  const unsigned shift = Bits(word, 14, 12) << 2 | Bits(word, 7, 6);
  const bool asr = Bit(word, 21);
  if (asr && shift == 0) return Decoded::kSeeOther;  // SSAT16, USAT16
  decoder.Emit(kHandler, FieldD(word), FieldN(word), 0,
               Bits(word, 4, 0) + kFewest + ((asr ? kAsrBase : 0) + shift) * 0x100);
  return Decoded::kDone;
}

template <Handler* kHandler, unsigned kFewest>
Decoded Saturate16(Decoder& decoder, uint32_t word) {
  if (Unpredictable(word)) return Decoded::kUndefined;
  decoder.Emit(kHandler, FieldD(word), FieldN(word), 0, Bits(word, 3, 0) + kFewest);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"SSAT T1", "1111001100s0nnnn 0iiiddddii0wwwww", kMainline, Saturate<StickyBinary<Ssat>, 1>},
    {"USAT T1", "1111001110s0nnnn 0iiiddddii0wwwww", kMainline, Saturate<StickyBinary<Usat>, 0>},
    {"SSAT16 T1", "111100110010nnnn 0000dddd0000wwww", kMainline | kDsp,
     Saturate16<StickyBinary<Pair<SignedSaturate>>, 1>},
    {"USAT16 T1", "111100111010nnnn 0000dddd0000wwww", kMainline | kDsp,
     Saturate16<StickyBinary<Pair<UnsignedSaturate>>, 0>},
    {"QADD T1", "111110101000nnnn 1111dddd1000mmmm", kMainline | kDsp,
     DecodeNM<StickyBinary<Qadd>>},
    {"QDADD T1", "111110101000nnnn 1111dddd1001mmmm", kMainline | kDsp,
     DecodeNM<StickyBinary<Qdadd>>},
    {"QSUB T1", "111110101000nnnn 1111dddd1010mmmm", kMainline | kDsp,
     DecodeNM<StickyBinary<Qsub>>},
    {"QDSUB T1", "111110101000nnnn 1111dddd1011mmmm", kMainline | kDsp,
     DecodeNM<StickyBinary<Qdsub>>},
};

}  // namespace

EncodingTable SaturateEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
