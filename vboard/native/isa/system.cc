// MRS, MSR, CPS, SVC, BKPT, UDF, hints, barriers; SG and TT of ARMv8-M (ARMv7-M A7.7.16, A7.7.32 to
// A7.7.34, A7.7.37, A7.7.88, A7.7.129, A7.7.178, A7.7.194, A7.7.259 to A7.7.263, B5.2; ARMv8-M
// C2.4).

#include "system/system.h"

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/special_registers.h"
#include "memory/memory_map.h"

namespace vboard {
namespace {

VB_HANDLER(MoveFromSpecial) {
  core.StoreFlags(nz, c, v);
  core.r[op->d] = ReadSpecial(core, op->imm);
  VB_NEXT();
}

// The special register in the low byte of the constant, the mask of MSR above it.
VB_HANDLER(MoveToSpecial) {
  core.StoreFlags(nz, c, v);
  const uint32_t value = core.r[op->n];
  if (!WriteSpecial(core, op->imm & 0xFF, op->imm >> 8, value)) VB_FAULT(FaultKind::kStackOverflow);
  nz = core.nz;
  c = core.c;
  v = core.v;
  VB_NEXT();
}

// bit 4: disable; bits 1 and 0: PRIMASK (I) and FAULTMASK (F)
VB_HANDLER(ChangeState) {
  core.StoreFlags(nz, c, v);
  const uint32_t disable = op->imm >> 4 & 1;
  if (op->imm & 2) WriteSpecial(core, kPrimask, 0, disable);
  if (op->imm & 1) WriteSpecial(core, kFaultmask, 0, disable);
  VB_NEXT();
}

// Leaves with a stop, pc behind the instruction.
template <Stop kStop>
VB_HANDLER(StopBehind) {
  GoBehind(core, op);
  core.stop = kStop;
  core.stop_value = op->imm;
  VB_LEAVE();
}

VB_HANDLER(Breakpoint) {
  GoBefore(core, op);
  --core.remaining;
  core.stop = Stop::kBkpt;
  core.stop_value = op->imm;
  VB_LEAVE();
}

VB_HANDLER(SendEvent) {
  core.event = true;
  VB_NEXT();
}

// TT, TTT: what the MPU says of the address in Rn. A: the other security state, which does not
// exist.
VB_HANDLER(TestTarget) {
  core.StoreFlags(nz, c, v);
  core.r[op->d] = core.system->TestTarget(core.r[op->n], op->imm != 0);
  VB_NEXT();
}

Decoded EmitStop(Decoder& decoder, Handler* handler, uint32_t imm) {
  decoder.Emit(handler, 0, 0, 0, imm);
  decoder.EndBlockWithCheck();
  return Decoded::kDone;
}

Decoded SvcT1(Decoder& decoder, uint32_t word) {
  return EmitStop(decoder, StopBehind<Stop::kSvc>, Bits(word, 7, 0));
}

Decoded BkptT1(Decoder& decoder, uint32_t word) {
  decoder.Unconditional();
  return EmitStop(decoder, Breakpoint, Bits(word, 7, 0));
}

Decoded UdfT1(Decoder&, uint32_t) { return Decoded::kUndefined; }

// Hints with their number (A5.2.5, A5.3.4); those that mean nothing are NOP.
Decoded EmitHint(Decoder& decoder, unsigned hint) {
  switch (hint) {
    case 2:
      return EmitStop(decoder, StopBehind<Stop::kWfe>, 0);
    case 3:
      return EmitStop(decoder, StopBehind<Stop::kWfi>, 0);
    case 4:
      decoder.Emit(SendEvent);
      break;
    default:
      decoder.Emit(Nothing);
      break;
  }
  return Decoded::kDone;
}

Decoded HintT1(Decoder& decoder, uint32_t word) { return EmitHint(decoder, Bits(word, 7, 4)); }
Decoded HintT2(Decoder& decoder, uint32_t word) { return EmitHint(decoder, Bits(word, 7, 0)); }

Decoded NothingT1(Decoder& decoder, uint32_t) {
  decoder.Emit(Nothing);
  return Decoded::kDone;
}

Decoded CpsT1(Decoder& decoder, uint32_t word) {
  if (decoder.in_it()) return Decoded::kUndefined;  // UNPREDICTABLE
  const bool mainline = decoder.model().Has(kMainline);
  if (Bits(word, 1, 0) == 0 || (!mainline && Bit(word, 0)))
    return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(ChangeState, 0, 0, 0, word & 0x13);
  decoder.EndBlockWithCheck();
  return Decoded::kDone;
}

Decoded MrsT1(Decoder& decoder, uint32_t word) {
  const unsigned d = Bits(word, 11, 8);
  if (d == kPc || d == kSp) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(MoveFromSpecial, d, 0, 0, Bits(word, 7, 0));
  return Decoded::kDone;
}

Decoded MsrT1(Decoder& decoder, uint32_t word) {
  const unsigned n = Bits(word, 19, 16);
  if (n == kPc || n == kSp) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(MoveToSpecial, 0, n, 0, Bits(word, 7, 0) | Bits(word, 11, 10) << 8);
  if (Bits(word, 7, 0) > kXpsrRegisters) decoder.EndBlockWithCheck();
  return Decoded::kDone;
}

Decoded TtT1(Decoder& decoder, uint32_t word) {
  const unsigned d = Bits(word, 11, 8), n = Bits(word, 19, 16);
  if (Bit(word, 7)) return Decoded::kUndefined;  // TTA, TTAT: only from Secure state
  if (d == kPc || d == kSp || n == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(TestTarget, d, n, 0, Bit(word, 6));
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"CPS T1", "10110110011 m 00 i f", kV6M, CpsT1},
    {"BKPT T1", "10111110 iiiiiiii", kV6M, BkptT1},
    {"NOP, YIELD, WFE, WFI, SEV T1", "10111111 hhhh 0000", kV6M, HintT1},
    {"UDF T1", "11011110 iiiiiiii", kV6M, UdfT1},
    {"SVC T1", "11011111 iiiiiiii", kV6M, SvcT1},

    {"MRS T1", "1111001111101111 1000ddddssssssss", kV6M, MrsT1},
    {"MSR T1", "111100111000nnnn 1000mm00ssssssss", kV6M, MsrT1},
    {"DSB T1", "1111001110111111 100011110100oooo", kV6M, NothingT1},
    {"DMB T1", "1111001110111111 100011110101oooo", kV6M, NothingT1},
    {"ISB T1", "1111001110111111 100011110110oooo", kV6M, NothingT1},
    {"NOP, YIELD, WFE, WFI, SEV, DBG T2", "1111001110101111 10000000hhhhhhhh", kMainline, HintT2},
    {"UDF T2", "111101111111iiii 1010iiiiiiiiiiii", kV6M, UdfT1},
    // Without the Security Extension SG does nothing.
    {"SG T1", "1110100101111111 1110100101111111", kV8M, NothingT1},
    {"TT, TTT T1", "111010000100nnnn 1111ddddat000000", kV8M, TtT1},
};

}  // namespace

EncodingTable SystemEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
