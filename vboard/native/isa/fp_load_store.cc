// VLDR, VSTR, VLDM, VSTM with VPOP and VPUSH, FLDMX and FSTMX (ARMv7-M A6.6, A7.7).
//
// Addresses are multiples of 4 by the architecture, whatever CCR.UNALIGN_TRP says.

#include "isa/access.h"
#include "isa/fp_registers.h"
#include "isa/groups.h"

namespace vboard {
namespace {

// Every operation here moves `m` words from S<d> on. `imm` is the offset from Rn to the first word,
// or the address itself where there is no Rn.
struct Based {
  static uint32_t Address(const Core& core, const Op* op) { return core.r[op->n] + op->imm; }
};
struct Literal {
  static uint32_t Address(const Core&, const Op* op) { return op->imm; }
};

template <class Mode>
VB_SLOW_HANDLER(LoadSlowly) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = Mode::Address(core, op);
  {
    SlowAccess access(core, op);
    if (!access.Aligned(address, 4)) goto failed;
    for (unsigned i = 0; i < op->m; ++i) {
      uint32_t value = 0;
      if (!access.Load(address + 4 * i, 4, value)) goto failed;
      core.fp.s[op->d + i] = value;
    }
  }
  VB_NEXT_WITH_CHECK();
failed:
  VB_ACCESS_FAULT();
}

VB_SLOW_HANDLER(StoreSlowly) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = Based::Address(core, op);
  {
    SlowAccess access(core, op);
    if (!access.Aligned(address, 4)) goto failed;
    for (unsigned i = 0; i < op->m; ++i) {
      if (!access.Store(address + 4 * i, 4, core.fp.s[op->d + i])) goto failed;
    }
  }
  VB_NEXT_WITH_CHECK();
failed:
  VB_ACCESS_FAULT();
}

// Directly when all words are on one page of memory: what a slow load would repeat has no effects.
template <class Mode>
VB_HANDLER(LoadWords) {
  const uint32_t address = Mode::Address(core, op);
  const uint32_t last = address + 4u * op->m - 4;
  uintptr_t base = 0;
  if (VB_UNLIKELY(!Readable<uint32_t>(core, address, base) ||
                  address >> kPageBits != last >> kPageBits)) {
    VB_CONTINUE(LoadSlowly<Mode>);
  }
  for (unsigned i = 0; i < op->m; ++i) {
    core.fp.s[op->d + i] = LoadHost<uint32_t>(base, address + 4 * i);
  }
  VB_NEXT();
}

VB_HANDLER(StoreWords) {
  const uint32_t address = Based::Address(core, op);
  const uint32_t last = address + 4u * op->m - 4;
  uintptr_t base = 0;
  if (VB_UNLIKELY(!Writable<uint32_t>(core, address, base) ||
                  address >> kPageBits != last >> kPageBits)) {
    VB_CONTINUE(StoreSlowly);
  }
  for (unsigned i = 0; i < op->m; ++i) {
    StoreHost<uint32_t>(base, address + 4 * i, core.fp.s[op->d + i]);
  }
  VB_NEXT();
}

// The end of VLDM and VSTM with write-back: Rn moves by `imm`.
VB_HANDLER(MoveBase) {
  core.r[op->n] += op->imm;
  VB_NEXT();
}

// -- decoding -----------------------------------------------------------------------------------

Decoded VldrVstr(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word), load = Bit(word, 20) != 0;
  const unsigned n = Bits(word, 19, 16);
  const unsigned d = Fd(word, twice);
  if (!Exists(d, twice) || (!load && n == kPc))
    return Decoded::kSeeOther;  // the latter UNPREDICTABLE
  const uint32_t offset = 4 * Bits(word, 7, 0);
  const uint32_t imm = Bit(word, 23) ? offset : 0 - offset;
  const unsigned words = twice ? 2 : 1;
  decoder.NeedFp();
  decoder.AccessesMemory();
  if (n == kPc) {
    decoder.Emit(LoadWords<Literal>, d * words, 0, words, (decoder.pc_operand() & ~3u) + imm);
  } else {
    decoder.Emit(load ? LoadWords<Based> : StoreWords, d * words, n, words, imm);
  }
  return Decoded::kDone;
}

Decoded VldmVstm(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word), load = Bit(word, 20) != 0;
  const bool p = Bit(word, 24) != 0, u = Bit(word, 23) != 0, w = Bit(word, 21) != 0;
  const unsigned n = Bits(word, 19, 16);
  // VLDR, VSTR, 64-bit transfers, UNDEFINED; VLSTM, VLLDM: there is no Security Extension.
  if (p == u || (p && !w)) return Decoded::kSeeOther;
  const unsigned imm8 = Bits(word, 7, 0);
  // With an odd number of words (FLDMX, FSTMX) the last one is skipped.
  const unsigned words = twice ? imm8 & ~1u : imm8;
  const unsigned first = Fd(word, twice) * (twice ? 2 : 1);
  if (words == 0 || words > 32 || first + words > 32 || n == kPc) {  // UNPREDICTABLE
    return Decoded::kSeeOther;
  }
  decoder.NeedFp();
  decoder.AccessesMemory();
  decoder.Emit(load ? LoadWords<Based> : StoreWords, first, n, words, u ? 0 : 0 - 4 * imm8);
  if (w) decoder.Emit(MoveBase, 0, n, 0, u ? 4 * imm8 : 0 - 4 * imm8);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"VLDR, VSTR T1, T2", "11101101ud0onnnn dddd101siiiiiiii", kFp, VldrVstr},
    {"VLDM, VSTM T1, T2", "1110110pudwonnnn dddd101siiiiiiii", kFp, VldmVstm},
};

}  // namespace

EncodingTable FpLoadStoreEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
