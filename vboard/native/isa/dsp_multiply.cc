// Multiplications of the DSP extension (ARMv7-M A7.7.136 to A7.7.153, A7.7.202).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/multiply_steps.h"
#include "isa/pure.h"
#include "isa/saturation.h"

namespace vboard {
namespace {

// Operand halves are template parameters: kN and kM for the top half of Rn and Rm, kX for Rm
// exchanged.
template <bool kN, bool kM>
uint32_t Smulxy(uint32_t n, uint32_t m, uint32_t) {
  return static_cast<uint32_t>(Half(n, kN) * Half(m, kM));
}
template <bool kN, bool kM>
Sticky Smlaxy(uint32_t n, uint32_t m, uint32_t a) {
  return Accumulated(Half(n, kN) * Half(m, kM) + Signed(a));
}
template <bool kN, bool kM>
uint64_t Smlalxy(uint32_t n, uint32_t m, uint64_t accumulator) {
  return accumulator + static_cast<uint64_t>(Half(n, kN) * Half(m, kM));
}
template <bool kM>
uint32_t Smulwy(uint32_t n, uint32_t m, uint32_t) {
  return static_cast<uint32_t>(Signed(n) * Half(m, kM) >> 16);
}
template <bool kM>
Sticky Smlawy(uint32_t n, uint32_t m, uint32_t a) {
  return Accumulated((Signed(n) * Half(m, kM) >> 16) + Signed(a));
}

template <bool kX>
Sticky Smuad(uint32_t n, uint32_t m, uint32_t) {
  return Accumulated(Dual<kX, false>(n, m));
}
template <bool kX>
uint32_t Smusd(uint32_t n, uint32_t m, uint32_t) {
  return static_cast<uint32_t>(Dual<kX, true>(n, m));
}
Sticky Smladx(uint32_t n, uint32_t m, uint32_t a) {
  return Accumulated(Dual<true, false>(n, m) + Signed(a));
}
template <bool kX>
Sticky Smlsd(uint32_t n, uint32_t m, uint32_t a) {
  return Accumulated(Dual<kX, true>(n, m) + Signed(a));
}
template <bool kX>
uint64_t Smlald(uint32_t n, uint32_t m, uint64_t accumulator) {
  return accumulator + static_cast<uint64_t>(Dual<kX, false>(n, m));
}
template <bool kX>
uint64_t Smlsld(uint32_t n, uint32_t m, uint64_t accumulator) {
  return accumulator + static_cast<uint64_t>(Dual<kX, true>(n, m));
}

// The most significant word, rounded or not. In unsigned arithmetic: the accumulator may wrap.
template <bool kRound>
uint32_t TopWord(uint64_t x) {
  return static_cast<uint32_t>((x + (kRound ? 0x80000000u : 0)) >> 32);
}
template <bool kRound>
uint32_t Smmul(uint32_t n, uint32_t m, uint32_t) {
  return TopWord<kRound>(static_cast<uint64_t>(Signed(n) * Signed(m)));
}
template <bool kRound>
uint32_t Smmla(uint32_t n, uint32_t m, uint32_t a) {
  return TopWord<kRound>((uint64_t{a} << 32) + static_cast<uint64_t>(Signed(n) * Signed(m)));
}
template <bool kRound>
uint32_t Smmls(uint32_t n, uint32_t m, uint32_t a) {
  return TopWord<kRound>((uint64_t{a} << 32) - static_cast<uint64_t>(Signed(n) * Signed(m)));
}

uint64_t Umaal(uint32_t n, uint32_t m, uint64_t accumulator) {
  return uint64_t{n} * m + static_cast<uint32_t>(accumulator) + (accumulator >> 32);
}

constexpr Features kNeeds = kMainline | kDsp;

// With Ra 15 an instruction does not accumulate; those rows come first.
constexpr Encoding kEncodings[] = {
    {"SMULBB T1", "111110110001nnnn 1111dddd0000mmmm", kNeeds,
     DecodeNM<Binary<Smulxy<false, false>>>},
    {"SMULBT T1", "111110110001nnnn 1111dddd0001mmmm", kNeeds,
     DecodeNM<Binary<Smulxy<false, true>>>},
    {"SMULTB T1", "111110110001nnnn 1111dddd0010mmmm", kNeeds,
     DecodeNM<Binary<Smulxy<true, false>>>},
    {"SMULTT T1", "111110110001nnnn 1111dddd0011mmmm", kNeeds,
     DecodeNM<Binary<Smulxy<true, true>>>},
    {"SMLABB T1", "111110110001nnnn aaaadddd0000mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlaxy<false, false>>>},
    {"SMLABT T1", "111110110001nnnn aaaadddd0001mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlaxy<false, true>>>},
    {"SMLATB T1", "111110110001nnnn aaaadddd0010mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlaxy<true, false>>>},
    {"SMLATT T1", "111110110001nnnn aaaadddd0011mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlaxy<true, true>>>},
    {"SMUAD T1", "111110110010nnnn 1111dddd0000mmmm", kNeeds, DecodeNM<StickyBinary<Smuad<false>>>},
    {"SMUADX T1", "111110110010nnnn 1111dddd0001mmmm", kNeeds, DecodeNM<StickyBinary<Smuad<true>>>},
    {"SMLAD T1", "111110110010nnnn aaaadddd0000mmmm", kNeeds, DecodeNMA<One<MultiplyAddDual>>},
    {"SMLADX T1", "111110110010nnnn aaaadddd0001mmmm", kNeeds, DecodeNMA<StickyTernary<Smladx>>},
    {"SMULWB T1", "111110110011nnnn 1111dddd0000mmmm", kNeeds, DecodeNM<Binary<Smulwy<false>>>},
    {"SMULWT T1", "111110110011nnnn 1111dddd0001mmmm", kNeeds, DecodeNM<Binary<Smulwy<true>>>},
    {"SMLAWB T1", "111110110011nnnn aaaadddd0000mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlawy<false>>>},
    {"SMLAWT T1", "111110110011nnnn aaaadddd0001mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlawy<true>>>},
    {"SMUSD T1", "111110110100nnnn 1111dddd0000mmmm", kNeeds, DecodeNM<Binary<Smusd<false>>>},
    {"SMUSDX T1", "111110110100nnnn 1111dddd0001mmmm", kNeeds, DecodeNM<Binary<Smusd<true>>>},
    {"SMLSD T1", "111110110100nnnn aaaadddd0000mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlsd<false>>>},
    {"SMLSDX T1", "111110110100nnnn aaaadddd0001mmmm", kNeeds,
     DecodeNMA<StickyTernary<Smlsd<true>>>},
    {"SMMUL T1", "111110110101nnnn 1111dddd0000mmmm", kNeeds, DecodeNM<Binary<Smmul<false>>>},
    {"SMMULR T1", "111110110101nnnn 1111dddd0001mmmm", kNeeds, DecodeNM<Binary<Smmul<true>>>},
    {"SMMLA T1", "111110110101nnnn aaaadddd0000mmmm", kNeeds, DecodeNMA<Ternary<Smmla<false>>>},
    {"SMMLAR T1", "111110110101nnnn aaaadddd0001mmmm", kNeeds, DecodeNMA<Ternary<Smmla<true>>>},
    {"SMMLS T1", "111110110110nnnn aaaadddd0000mmmm", kNeeds, DecodeNMA<Ternary<Smmls<false>>>},
    {"SMMLSR T1", "111110110110nnnn aaaadddd0001mmmm", kNeeds, DecodeNMA<Ternary<Smmls<true>>>},

    {"SMLALBB T1", "111110111100nnnn llllhhhh1000mmmm", kNeeds,
     DecodeLong<Long<Smlalxy<false, false>>>},
    {"SMLALBT T1", "111110111100nnnn llllhhhh1001mmmm", kNeeds,
     DecodeLong<Long<Smlalxy<false, true>>>},
    {"SMLALTB T1", "111110111100nnnn llllhhhh1010mmmm", kNeeds,
     DecodeLong<Long<Smlalxy<true, false>>>},
    {"SMLALTT T1", "111110111100nnnn llllhhhh1011mmmm", kNeeds,
     DecodeLong<Long<Smlalxy<true, true>>>},
    {"SMLALD T1", "111110111100nnnn llllhhhh1100mmmm", kNeeds, DecodeLong<Long<Smlald<false>>>},
    {"SMLALDX T1", "111110111100nnnn llllhhhh1101mmmm", kNeeds, DecodeLong<Long<Smlald<true>>>},
    {"SMLSLD T1", "111110111101nnnn llllhhhh1100mmmm", kNeeds, DecodeLong<Long<Smlsld<false>>>},
    {"SMLSLDX T1", "111110111101nnnn llllhhhh1101mmmm", kNeeds, DecodeLong<Long<Smlsld<true>>>},
    {"UMAAL T1", "111110111110nnnn llllhhhh0110mmmm", kNeeds, DecodeLong<Long<Umaal>>},
};

}  // namespace

EncodingTable DspMultiplyEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
