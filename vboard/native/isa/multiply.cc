// MUL, MLA, MLS, UMULL, SMULL, UMLAL, SMLAL, SDIV, UDIV (ARMv7-M A7.7.74, A7.7.75, A7.7.84,
// A7.7.127, A7.7.138, A7.7.149, A7.7.195, A7.7.203, A7.7.204).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/multiply_steps.h"
#include "isa/pure.h"
#include "system/system.h"

namespace vboard {
namespace {

uint32_t Mul(uint32_t n, uint32_t m, uint32_t) { return n * m; }
uint32_t Mls(uint32_t n, uint32_t m, uint32_t a) { return a - n * m; }

uint64_t Umull(uint32_t n, uint32_t m, uint64_t) { return uint64_t{n} * m; }
uint64_t Smull(uint32_t n, uint32_t m, uint64_t) {
  return static_cast<uint64_t>(Signed(n) * Signed(m));
}
uint64_t Umlal(uint32_t n, uint32_t m, uint64_t accumulator) {
  return uint64_t{n} * m + accumulator;
}

VB_HANDLER(MultiplyFlags) {
  nz = core.r[op->d] = core.r[op->n] * core.r[op->m];
  VB_NEXT();
}

VB_SLOW_HANDLER(DivideByZero) {
  if (core.system->divide_by_zero_trap()) VB_FAULT(FaultKind::kDivideByZero);
  core.r[op->d] = 0;
  VB_NEXT();
}

VB_HANDLER(UnsignedDivide) {
  const uint32_t divisor = core.r[op->m];
  if (VB_UNLIKELY(divisor == 0)) VB_CONTINUE(DivideByZero);
  core.r[op->d] = core.r[op->n] / divisor;
  VB_NEXT();
}

VB_HANDLER(SignedDivide) {
  const int32_t divisor = static_cast<int32_t>(core.r[op->m]);
  if (VB_UNLIKELY(divisor == 0)) VB_CONTINUE(DivideByZero);
  // In 64 bits: the smallest number by -1 is itself in 32.
  const int64_t dividend = static_cast<int32_t>(core.r[op->n]);
  core.r[op->d] = static_cast<uint32_t>(dividend / divisor);
  VB_NEXT();
}

Decoded MulT1(Decoder& decoder, uint32_t word) {
  const unsigned d = Bits(word, 2, 0);
  decoder.Emit(decoder.sets_flags() ? MultiplyFlags : Binary<Mul>, d, Bits(word, 5, 3), d);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"MUL T1", "010000 1101 nnn ddd", kV6M, MulT1},

    {"MUL T2", "111110110000nnnn 1111dddd0000mmmm", kMainline, DecodeNM<Binary<Mul>>},
    {"MLA T1", "111110110000nnnn aaaadddd0000mmmm", kMainline, DecodeNMA<One<MultiplyAdd>>},
    {"MLS T1", "111110110000nnnn aaaadddd0001mmmm", kMainline, DecodeNMA<Ternary<Mls>>},
    {"SMULL T1", "111110111000nnnn llllhhhh0000mmmm", kMainline, DecodeLong<Long<Smull>>},
    {"UMULL T1", "111110111010nnnn llllhhhh0000mmmm", kMainline, DecodeLong<Long<Umull>>},
    {"SMLAL T1", "111110111100nnnn llllhhhh0000mmmm", kMainline, DecodeLong<One<MultiplyAddLong>>},
    {"UMLAL T1", "111110111110nnnn llllhhhh0000mmmm", kMainline, DecodeLong<Long<Umlal>>},
    {"SDIV T1", "111110111001nnnn 1111dddd1111mmmm", kWide, DecodeNM<SignedDivide>},
    {"UDIV T1", "111110111011nnnn 1111dddd1111mmmm", kWide, DecodeNM<UnsignedDivide>},
};

}  // namespace

EncodingTable MultiplyEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
