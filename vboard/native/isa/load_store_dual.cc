// LDRD, STRD (ARMv7-M A7.7.50, A7.7.51, A7.7.166). Second register in `m`, offset in `imm`.

#include "decode/decoder.h"
#include "isa/access.h"
#include "isa/groups.h"

namespace vboard {
namespace {

enum Indexing { kOffset, kPreIndexed, kPostIndexed, kLiteral };

template <Indexing kIndexing>
uint32_t Address(const Core& core, const Op* op) {
  if (kIndexing == kLiteral) return op->imm;
  return core.r[op->n] + (kIndexing == kPostIndexed ? 0 : op->imm);
}

template <Indexing kIndexing>
void WriteBack(Core& core, const Op* op) {
  if (kIndexing == kOffset || kIndexing == kLiteral) return;
  const uint32_t base = core.r[op->n] + op->imm;
  core.r[op->n] = op->n == kSp ? base & ~3u : base;
}

template <Indexing kIndexing>
VB_SLOW_HANDLER(LoadDualSlowly) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = Address<kIndexing>(core, op);
  uint32_t first = 0, second = 0;
  bool done = false;
  {
    SlowAccess access(core, op);
    done = access.Aligned(address, 4) && access.Load(address, 4, first) &&
           access.Load(address + 4, 4, second);
  }
  if (!done) VB_ACCESS_FAULT();
  WriteBack<kIndexing>(core, op);
  core.r[op->d] = first;
  core.r[op->m] = second;
  VB_NEXT_WITH_CHECK();
}

template <Indexing kIndexing>
VB_HANDLER(LoadDual) {
  const uint32_t address = Address<kIndexing>(core, op);
  uintptr_t base = 0, base2 = 0;
  if (VB_UNLIKELY(!Readable<uint32_t>(core, address, base) ||
                  !Readable<uint32_t>(core, address + 4, base2))) {
    VB_CONTINUE(LoadDualSlowly<kIndexing>);
  }
  const uint32_t first = LoadHost<uint32_t>(base, address);
  const uint32_t second = LoadHost<uint32_t>(base2, address + 4);
  WriteBack<kIndexing>(core, op);
  core.r[op->d] = first;
  core.r[op->m] = second;
  VB_NEXT();
}

template <Indexing kIndexing>
VB_SLOW_HANDLER(StoreDualSlowly) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = Address<kIndexing>(core, op);
  bool done = false;
  {
    SlowAccess access(core, op);
    done = access.Aligned(address, 4) && access.Store(address, 4, core.r[op->d]) &&
           access.Store(address + 4, 4, core.r[op->m]);
  }
  if (!done) VB_ACCESS_FAULT();
  WriteBack<kIndexing>(core, op);
  VB_NEXT_WITH_CHECK();
}

template <Indexing kIndexing>
VB_HANDLER(StoreDual) {
  const uint32_t address = Address<kIndexing>(core, op);
  uintptr_t base = 0, base2 = 0;
  if (VB_UNLIKELY(!Writable<uint32_t>(core, address, base) ||
                  !Writable<uint32_t>(core, address + 4, base2))) {
    VB_CONTINUE(StoreDualSlowly<kIndexing>);
  }
  StoreHost<uint32_t>(base, address, core.r[op->d]);
  StoreHost<uint32_t>(base2, address + 4, core.r[op->m]);
  WriteBack<kIndexing>(core, op);
  VB_NEXT();
}

constexpr Handler* kLoads[] = {LoadDual<kOffset>, LoadDual<kPreIndexed>, LoadDual<kPostIndexed>,
                               LoadDual<kLiteral>};
constexpr Handler* kStores[] = {StoreDual<kOffset>, StoreDual<kPreIndexed>,
                                StoreDual<kPostIndexed>};

Decoded DualT1(Decoder& decoder, uint32_t word) {
  const bool p = Bit(word, 24), u = Bit(word, 23), w = Bit(word, 21), load = Bit(word, 20);
  const unsigned n = Bits(word, 19, 16), t = Bits(word, 15, 12), t2 = Bits(word, 11, 8);
  const uint32_t imm = u ? 4 * Bits(word, 7, 0) : 0 - 4 * Bits(word, 7, 0);
  if (!p && !w) return Decoded::kSeeOther;       // exclusives, table branches
  if (w && n == kPc) return Decoded::kSeeOther;  // SG
  // UNPREDICTABLE
  if (t == kPc || t2 == kPc || t == kSp || t2 == kSp) return Decoded::kUndefined;
  if (load ? t == t2 : n == kPc) return Decoded::kUndefined;
  if (w && (n == t || n == t2 || n == kPc)) return Decoded::kUndefined;
  decoder.AccessesMemory();
  if (n == kPc) {
    decoder.Emit(kLoads[kLiteral], t, 0, t2, (decoder.pc_operand() & ~3u) + imm);
    return Decoded::kDone;
  }
  if (w && n == kSp) decoder.CheckStackLimit(imm);
  const Indexing indexing = !p ? kPostIndexed : w ? kPreIndexed : kOffset;
  decoder.Emit((load ? kLoads : kStores)[indexing], t, n, t2, imm);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"STRD (immediate) T1", "1110100pu1w0nnnn ttttTTTTiiiiiiii", kMainline, DualT1},
    {"LDRD (immediate) T1, LDRD (literal) T1", "1110100pu1w1nnnn ttttTTTTiiiiiiii", kMainline,
     DualT1},
};

}  // namespace

EncodingTable LoadStoreDualEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
