// B, BL, BLX, BX, CBZ, CBNZ, TBB, TBH, IT (ARMv7-M A7.7.12, A7.7.18 to A7.7.21, A7.7.37, A7.7.185).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/branch_steps.h"
#include "isa/groups.h"
#include "isa/operand.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {

// BX, BLX and loads of PC: bit 0 goes to EPSR.T; in handler mode the values from 0xF0000000 on are
// EXC_RETURN.
VB_HANDLER(BranchExchange) {
  const uint32_t target = core.r[op->m];
  if (VB_UNLIKELY(target >= 0xF0000000u || !(target & 1))) VB_CONTINUE(BranchSpecially);
  VB_JUMP(target - 1);
}

VB_SLOW_HANDLER(BranchSpecially) {
  const uint32_t target = core.r[op->m];
  // The architecture clears T and refuses the instruction at the target; Renode refuses the branch.
  if (!(target & 1) && target < 0xFFFFFF00u && !core.system->strict()) {
    VB_FAULT(FaultKind::kInvalidState);
  }
  core.remaining += Block::Of(op).PlaceOf(op).behind;
  // Renode returns from thread mode too.
  if (target >= 0xF0000000u && (core.handler_mode() || !core.system->strict())) {
    core.stop = Stop::kExceptionReturn;
    core.stop_value = target;
    core.pc = target & ~1u;
    VB_LEAVE();
  }
  core.pc = target & ~1u;
  core.thumb = target & 1;
  if (!core.thumb) VB_LEAVE();
  VB_CONTINUE(JumpSlowly);
}

VB_HANDLER(BranchRegister) { VB_JUMP(core.r[op->m] & ~1u); }

namespace {

// The last instruction of an IT block in which a device may have been accessed.
VB_HANDLER(BranchWithCheck) {
  if (core.attention != 0) {
    core.pc = LinkBehind(op, 1)->pc;
    VB_LEAVE();
  }
  VB_FOLLOW(LinkBehind(op, 1));
}

// B . repeats until an interrupt: the turns are counted, not made.
VB_HANDLER(BranchToSelf) {
  if (core.remaining > 0) core.remaining = 0;
  VB_FOLLOW(LinkBehind(op, 1));
}

constexpr Handler* kBranchIf[] = {BranchIf<kEq>, BranchIf<kNe>, BranchIf<kCs>, BranchIf<kCc>,
                                  BranchIf<kMi>, BranchIf<kPl>, BranchIf<kVs>, BranchIf<kVc>,
                                  BranchIf<kHi>, BranchIf<kLs>, BranchIf<kGe>, BranchIf<kLt>,
                                  BranchIf<kGt>, BranchIf<kLe>};

VB_HANDLER(BranchIfZero) {
  if (core.r[op->n] == 0) VB_FOLLOW(LinkBehind(op, 1));
  VB_FOLLOW(LinkBehind(op, 2));
}

VB_HANDLER(BranchIfNotZero) {
  if (core.r[op->n] != 0) VB_FOLLOW(LinkBehind(op, 1));
  VB_FOLLOW(LinkBehind(op, 2));
}

VB_HANDLER(BranchAndLink) {
  core.r[kLr] = op->imm;
  VB_FOLLOW(LinkBehind(op, 1));
}

VB_HANDLER(SetLinkRegister) {
  core.r[kLr] = op->imm;
  VB_NEXT();
}

VB_HANDLER(BranchLinkExchange) {
  const uint32_t target = core.r[op->m];
  core.r[kLr] = op->imm;
  core.r[kScratch] = target;
  VB_NEXT();
}

// A table of bytes or halfwords: index in Rm, base in Rn or, for PC, in imm.
template <typename Entry, bool kPcBase>
VB_HANDLER(TableBranch) {
  const uint32_t base = kPcBase ? op->imm : core.r[op->n];
  const uint32_t address = base + core.r[op->m] * sizeof(Entry);
  core.StoreFlags(nz, c, v);
  BeginAccess(core, op);
  const Loaded entry = core.memory->Load(address, sizeof(Entry), core.privileged());
  EndAccess(core);
  if (!entry.ok) VB_FAULT(core.fault.kind, core.fault.address);
  const Block& block = Block::Of(op);
  core.r[kScratch] = block.AddressOf(op) + 4 + 2 * entry.value;
  VB_NEXT();
}

bool NotLastInIt(const Decoder& decoder) { return decoder.in_it() && !decoder.last_in_it(); }

Decoded EmitBranch(Decoder& decoder, uint32_t offset) {
  const uint32_t target = decoder.pc_operand() + offset;
  const bool repeats = target == decoder.pc() && !decoder.in_it() && !decoder.traced();
  decoder.Emit(repeats ? BranchToSelf : decoder.it_accesses() ? BranchWithCheck : Branch);
  decoder.EmitLink(target);
  decoder.EndBlock();
  return Decoded::kDone;
}

Decoded EmitTwoWays(Decoder& decoder, Handler* handler, unsigned n, uint32_t offset) {
  decoder.Emit(handler, 0, n);
  decoder.EmitLink(decoder.pc_operand() + offset);
  decoder.EmitLink(decoder.pc() + (decoder.wide() ? 4 : 2));
  decoder.EndBlock();
  return Decoded::kDone;
}

Decoded BT1(Decoder& decoder, uint32_t word) {
  const unsigned condition = Bits(word, 11, 8);
  if (condition >= kAl) return Decoded::kSeeOther;  // UDF, SVC
  if (decoder.in_it()) return Decoded::kUndefined;
  return EmitTwoWays(decoder, kBranchIf[condition], 0, SignExtend(Bits(word, 7, 0) << 1, 9));
}

Decoded BT2(Decoder& decoder, uint32_t word) {
  if (NotLastInIt(decoder)) return Decoded::kUndefined;
  return EmitBranch(decoder, SignExtend(Bits(word, 10, 0) << 1, 12));
}

Decoded BT3(Decoder& decoder, uint32_t word) {
  const unsigned condition = Bits(word, 25, 22);
  if (condition >= kAl) return Decoded::kSeeOther;  // hints, MSR, MRS
  if (decoder.in_it()) return Decoded::kUndefined;
  const uint32_t offset = Bit(word, 26) << 20 | Bit(word, 11) << 19 | Bit(word, 13) << 18 |
                          Bits(word, 21, 16) << 12 | Bits(word, 10, 0) << 1;
  return EmitTwoWays(decoder, kBranchIf[condition], 0, SignExtend(offset, 21));
}

// Offset of B T4 and BL: S:I1:I2:imm10:imm11:0.
uint32_t LongOffset(uint32_t word) {
  const uint32_t sign = Bit(word, 26);
  const uint32_t i1 = ~(Bit(word, 13) ^ sign) & 1, i2 = ~(Bit(word, 11) ^ sign) & 1;
  return SignExtend(
      sign << 24 | i1 << 23 | i2 << 22 | Bits(word, 25, 16) << 12 | Bits(word, 10, 0) << 1, 25);
}

Decoded BT4(Decoder& decoder, uint32_t word) {
  if (NotLastInIt(decoder)) return Decoded::kUndefined;
  return EmitBranch(decoder, LongOffset(word));
}

Decoded BlT1(Decoder& decoder, uint32_t word) {
  if (NotLastInIt(decoder)) return Decoded::kUndefined;
  if (decoder.it_accesses()) {
    decoder.Emit(SetLinkRegister, 0, 0, 0, decoder.pc_operand() | 1);
    decoder.Emit(BranchWithCheck);
  } else {
    decoder.Emit(BranchAndLink, 0, 0, 0, decoder.pc_operand() | 1);
  }
  decoder.EmitLink(decoder.pc_operand() + LongOffset(word));
  decoder.EndBlock();
  return Decoded::kDone;
}

Decoded BxT1(Decoder& decoder, uint32_t word) {
  if (NotLastInIt(decoder)) return Decoded::kUndefined;
  const unsigned m = Bits(word, 6, 3);
  if (m == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(BranchExchange, 0, 0, m);
  decoder.EndBlock();
  return Decoded::kDone;
}

Decoded BlxT1(Decoder& decoder, uint32_t word) {
  if (NotLastInIt(decoder)) return Decoded::kUndefined;
  const unsigned m = Bits(word, 6, 3);
  if (m == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(BranchLinkExchange, 0, 0, m, (decoder.pc() + 2) | 1);
  decoder.Emit(BranchExchange, 0, 0, kScratch);
  decoder.EndBlock();
  return Decoded::kDone;
}

Decoded CompareAndBranch(Decoder& decoder, uint32_t word) {
  if (decoder.in_it()) return Decoded::kUndefined;
  const uint32_t offset = Bit(word, 9) << 6 | Bits(word, 7, 3) << 1;
  return EmitTwoWays(decoder, Bit(word, 11) ? BranchIfNotZero : BranchIfZero, Bits(word, 2, 0),
                     offset);
}

Decoded TableBranchT1(Decoder& decoder, uint32_t word) {
  if (NotLastInIt(decoder)) return Decoded::kUndefined;
  const unsigned n = Bits(word, 19, 16), m = Bits(word, 3, 0);
  if (n == kSp || m == kSp || m == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  const bool half = Bit(word, 4), pc = n == kPc;
  Handler* handler = half ? (pc ? TableBranch<uint16_t, true> : TableBranch<uint16_t, false>)
                          : (pc ? TableBranch<uint8_t, true> : TableBranch<uint8_t, false>);
  decoder.Emit(handler, 0, pc ? 0 : n, m, decoder.pc_operand());
  decoder.Emit(BranchRegister, 0, 0, kScratch);
  decoder.EndBlock();
  return Decoded::kDone;
}

Decoded ItT1(Decoder& decoder, uint32_t word) {
  const unsigned first = Bits(word, 7, 4), mask = Bits(word, 3, 0);
  if (mask == 0) return Decoded::kSeeOther;  // hints
  // UNPREDICTABLE: NV, AL with another than "then", an IT block in an IT block
  if (first == 15 || (first == kAl && (mask & (mask - 1)) != 0) || decoder.in_it())
    return Decoded::kUndefined;
  decoder.Emit(Nothing);
  decoder.StartIt(static_cast<uint8_t>(word));
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"B T1", "1101 cccc iiiiiiii", kV6M, BT1},
    {"B T2", "11100 iiiiiiiiiii", kV6M, BT2},
    {"BX T1", "010001110 mmmm 000", kV6M, BxT1},
    {"BLX (register) T1", "010001111 mmmm 000", kV6M, BlxT1},
    {"CBZ, CBNZ T1", "1011 x0 i 1 iiiii nnn", kWide, CompareAndBranch},
    {"IT T1", "10111111 cccc mmmm", kMainline, ItT1},

    {"BL T1", "11110Siiiiiiiiii 11J1Jiiiiiiiiiii", kV6M, BlT1},
    {"B T4", "11110Siiiiiiiiii 10J1Jiiiiiiiiiii", kWide, BT4},
    {"B T3", "11110Scccciiiiii 10J0Jiiiiiiiiiii", kMainline, BT3},
    {"TBB, TBH T1", "111010001101nnnn 11110000000Hmmmm", kMainline, TableBranchT1},
};

}  // namespace

EncodingTable BranchEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
