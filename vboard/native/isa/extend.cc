// SXTB, SXTH, UXTB, UXTH; with addition and in pairs, and PKHBT, PKHTB, of the DSP extension
// (ARMv7-M A7.7.93, A7.7.180 to A7.7.184, A7.7.216 to A7.7.221).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/pure.h"

namespace vboard {
namespace {

uint32_t Rotated(uint32_t x, uint32_t by) { return x >> by | x << ((32 - by) & 31); }

// Extensions of Rm, rotated right by 0, 8, 16 or 24.
uint32_t Sxtb(uint32_t m, uint32_t by) { return SignExtend(Rotated(m, by) & 0xFF, 8); }
uint32_t Sxth(uint32_t m, uint32_t by) { return SignExtend(Rotated(m, by) & 0xFFFF, 16); }
uint32_t Uxtb(uint32_t m, uint32_t by) { return Rotated(m, by) & 0xFF; }
uint32_t Uxth(uint32_t m, uint32_t by) { return Rotated(m, by) & 0xFFFF; }
uint32_t Uxtb16(uint32_t m, uint32_t by) { return Rotated(m, by) & 0x00FF00FF; }
uint32_t Sxtb16(uint32_t m, uint32_t by) {
  const uint32_t x = Rotated(m, by);
  return (SignExtend(x & 0xFF, 8) & 0xFFFF) | SignExtend(x >> 16 & 0xFF, 8) << 16;
}

template <uint32_t (*kExtend)(uint32_t, uint32_t)>
uint32_t Added(uint32_t n, uint32_t m, uint32_t by) {
  return n + kExtend(m, by);
}
template <uint32_t (*kExtend)(uint32_t, uint32_t)>
uint32_t AddedInPairs(uint32_t n, uint32_t m, uint32_t by) {
  const uint32_t x = kExtend(m, by);
  return ((n + x) & 0xFFFF) | ((n & 0xFFFF0000) + (x & 0xFFFF0000));
}

// The constant is the shift; ASR #32 is shift 32.
uint32_t Pkhbt(uint32_t n, uint32_t m, uint32_t by) {
  return (n & 0xFFFF) | (m << by & 0xFFFF0000);
}
uint32_t Pkhtb(uint32_t n, uint32_t m, uint32_t by) {
  return (n & 0xFFFF0000) |
         (static_cast<uint32_t>(int64_t{static_cast<int32_t>(m)} >> by) & 0xFFFF);
}

template <Handler* kHandler>
Decoded Narrow(Decoder& decoder, uint32_t word) {
  decoder.Emit(kHandler, Bits(word, 2, 0), 0, Bits(word, 5, 3), 0);
  return Decoded::kDone;
}

bool Unpredictable(uint32_t word) {
  const unsigned d = FieldD(word), m = FieldM(word);
  return d == kPc || d == kSp || m == kPc || m == kSp;
}

template <Handler* kHandler>
Decoded Wide(Decoder& decoder, uint32_t word) {
  if (Unpredictable(word)) return Decoded::kUndefined;
  decoder.Emit(kHandler, FieldD(word), FieldN(word), FieldM(word), Bits(word, 5, 4) * 8);
  return Decoded::kDone;
}

template <Handler* kHandler>
Decoded WideAdded(Decoder& decoder, uint32_t word) {
  return FieldN(word) == kSp ? Decoded::kUndefined : Wide<kHandler>(decoder, word);
}

Decoded PkhT1(Decoder& decoder, uint32_t word) {
  if (Unpredictable(word) || FieldN(word) == kPc) return Decoded::kUndefined;
  const unsigned by = Bits(word, 14, 12) << 2 | Bits(word, 7, 6);
  const bool top = Bit(word, 5);
  decoder.Emit(top ? Binary<Pkhtb> : Binary<Pkhbt>, FieldD(word), FieldN(word), FieldM(word),
               top && by == 0 ? 32 : by);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"SXTH T1", "1011 0010 00 mmm ddd", kV6M, Narrow<Unary<Sxth>>},
    {"SXTB T1", "1011 0010 01 mmm ddd", kV6M, Narrow<Unary<Sxtb>>},
    {"UXTH T1", "1011 0010 10 mmm ddd", kV6M, Narrow<Unary<Uxth>>},
    {"UXTB T1", "1011 0010 11 mmm ddd", kV6M, Narrow<Unary<Uxtb>>},

    {"SXTH T2", "1111101000001111 1111dddd10iimmmm", kMainline, Wide<Unary<Sxth>>},
    {"UXTH T2", "1111101000011111 1111dddd10iimmmm", kMainline, Wide<Unary<Uxth>>},
    {"SXTB16 T1", "1111101000101111 1111dddd10iimmmm", kMainline | kDsp, Wide<Unary<Sxtb16>>},
    {"UXTB16 T1", "1111101000111111 1111dddd10iimmmm", kMainline | kDsp, Wide<Unary<Uxtb16>>},
    {"SXTB T2", "1111101001001111 1111dddd10iimmmm", kMainline, Wide<Unary<Sxtb>>},
    {"UXTB T2", "1111101001011111 1111dddd10iimmmm", kMainline, Wide<Unary<Uxtb>>},
    {"SXTAH T1", "111110100000nnnn 1111dddd10iimmmm", kMainline | kDsp,
     WideAdded<Binary<Added<Sxth>>>},
    {"UXTAH T1", "111110100001nnnn 1111dddd10iimmmm", kMainline | kDsp,
     WideAdded<Binary<Added<Uxth>>>},
    {"SXTAB16 T1", "111110100010nnnn 1111dddd10iimmmm", kMainline | kDsp,
     WideAdded<Binary<AddedInPairs<Sxtb16>>>},
    {"UXTAB16 T1", "111110100011nnnn 1111dddd10iimmmm", kMainline | kDsp,
     WideAdded<Binary<AddedInPairs<Uxtb16>>>},
    {"SXTAB T1", "111110100100nnnn 1111dddd10iimmmm", kMainline | kDsp,
     WideAdded<Binary<Added<Sxtb>>>},
    {"UXTAB T1", "111110100101nnnn 1111dddd10iimmmm", kMainline | kDsp,
     WideAdded<Binary<Added<Uxtb>>>},
    {"PKHBT T1, PKHTB T1", "111010101100nnnn 0iiiddddiit0mmmm", kMainline | kDsp, PkhT1},
};

}  // namespace

EncodingTable ExtendEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
