// BFC, BFI, SBFX, UBFX, CLZ, RBIT, REV, REV16, REVSH (ARMv7-M A7.7.13, A7.7.14, A7.7.24, A7.7.112
// to A7.7.115, A7.7.126, A7.7.193).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/pure.h"

namespace vboard {
namespace {

// Lowest bit and width travel in one constant.
constexpr uint32_t Field(unsigned lsb, unsigned width) { return lsb | width << 8; }
constexpr unsigned Lsb(uint32_t field) { return field & 0xFF; }
constexpr unsigned Width(uint32_t field) { return field >> 8; }

uint32_t Mask(uint32_t field) { return (~0u >> (32 - Width(field))) << Lsb(field); }

uint32_t Ubfx(uint32_t x, uint32_t field) {
  return x << (32 - Width(field) - Lsb(field)) >> (32 - Width(field));
}
uint32_t Sbfx(uint32_t x, uint32_t field) {
  const uint32_t top = x << (32 - Width(field) - Lsb(field));
  return static_cast<uint32_t>(static_cast<int32_t>(top) >> (32 - Width(field)));
}

uint32_t CountLeadingZeros(uint32_t x, uint32_t) {
  if (x == 0) return 32;
  unsigned count = 0;
  for (unsigned half = 16; half != 0; half /= 2) {
    if (x >> (32 - half) != 0) continue;
    count += half;
    x <<= half;
  }
  return count;
}
uint32_t ReverseBytes(uint32_t x, uint32_t) {
  return x >> 24 | (x >> 8 & 0xFF00) | (x << 8 & 0xFF0000) | x << 24;
}
uint32_t ReverseBytes16(uint32_t x, uint32_t) {
  return (x >> 8 & 0x00FF00FF) | (x << 8 & 0xFF00FF00);
}
uint32_t ReverseSigned(uint32_t x, uint32_t) {
  return SignExtend((x & 0xFF) << 8 | (x >> 8 & 0xFF), 16);
}
uint32_t ReverseBits(uint32_t x, uint32_t) {
  x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
  x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
  x = (x >> 4 & 0x0F0F0F0F) | (x & 0x0F0F0F0F) << 4;
  return ReverseBytes(x, 0);
}

VB_HANDLER(BitFieldInsert) {
  const uint32_t mask = Mask(op->imm);
  core.r[op->d] = (core.r[op->d] & ~mask) | (core.r[op->n] << Lsb(op->imm) & mask);
  VB_NEXT();
}

VB_HANDLER(BitFieldClear) {
  core.r[op->d] &= ~op->imm;
  VB_NEXT();
}

unsigned LowestBit(uint32_t word) { return Bits(word, 14, 12) << 2 | Bits(word, 7, 6); }

Decoded BfiT1(Decoder& decoder, uint32_t word) {
  const unsigned lsb = LowestBit(word), msb = Bits(word, 4, 0), d = FieldD(word), n = FieldN(word);
  if (msb < lsb || d == kPc || d == kSp) return Decoded::kUndefined;  // UNPREDICTABLE
  const uint32_t field = Field(lsb, msb - lsb + 1);
  if (n == kPc) {
    decoder.Emit(BitFieldClear, d, 0, 0, Mask(field));
  } else {
    decoder.Emit(BitFieldInsert, d, n, 0, field);
  }
  return Decoded::kDone;
}

template <Handler* kHandler>
Decoded Extract(Decoder& decoder, uint32_t word) {
  const unsigned lsb = LowestBit(word), width = Bits(word, 4, 0) + 1, d = FieldD(word),
                 n = FieldN(word);
  if (lsb + width > 32 || d == kPc || d == kSp || n == kPc)
    return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(kHandler, d, 0, n, Field(lsb, width));
  return Decoded::kDone;
}

template <Handler* kHandler>
Decoded Narrow(Decoder& decoder, uint32_t word) {
  decoder.Emit(kHandler, Bits(word, 2, 0), 0, Bits(word, 5, 3));
  return Decoded::kDone;
}

// Rm stands in the encoding twice.
template <Handler* kHandler>
Decoded Wide(Decoder& decoder, uint32_t word) {
  const unsigned d = FieldD(word), m = FieldM(word);
  if (FieldN(word) != m || d == kPc || d == kSp || m == kPc)
    return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(kHandler, d, 0, m);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"REV T1", "1011 1010 00 mmm ddd", kV6M, Narrow<Unary<ReverseBytes>>},
    {"REV16 T1", "1011 1010 01 mmm ddd", kV6M, Narrow<Unary<ReverseBytes16>>},
    {"REVSH T1", "1011 1010 11 mmm ddd", kV6M, Narrow<Unary<ReverseSigned>>},

    {"SBFX T1", "111100110100nnnn 0iiiddddii0wwwww", kMainline, Extract<Unary<Sbfx>>},
    {"BFI T1, BFC T1", "111100110110nnnn 0iiiddddii0mmmmm", kMainline, BfiT1},
    {"UBFX T1", "111100111100nnnn 0iiiddddii0wwwww", kMainline, Extract<Unary<Ubfx>>},
    {"REV T2", "111110101001mmmm 1111dddd1000mmmm", kMainline, Wide<Unary<ReverseBytes>>},
    {"REV16 T2", "111110101001mmmm 1111dddd1001mmmm", kMainline, Wide<Unary<ReverseBytes16>>},
    {"RBIT T1", "111110101001mmmm 1111dddd1010mmmm", kMainline, Wide<Unary<ReverseBits>>},
    {"REVSH T2", "111110101001mmmm 1111dddd1011mmmm", kMainline, Wide<Unary<ReverseSigned>>},
    {"CLZ T1", "111110101011mmmm 1111dddd1000mmmm", kMainline, Wide<Unary<CountLeadingZeros>>},
};

}  // namespace

EncodingTable BitFieldEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
