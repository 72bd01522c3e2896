// LDM, LDMDB, STM, STMDB, PUSH, POP (ARMv7-M A7.7.41, A7.7.42, A7.7.99, A7.7.101, A7.7.159,
// A7.7.160).
//
// `imm` has the list of registers and, above it, the number of bytes; the lowest register lies at
// the lowest address. `m` is the register that the base becomes, or kScratch for none.

#include "decode/decoder.h"
#include "isa/access.h"
#include "isa/groups.h"

namespace vboard {
namespace {

constexpr uint32_t kListMask = 0xFFFF;

unsigned LowestOf(uint32_t list) {
#if defined(__GNUC__) || defined(__clang__)
  return static_cast<unsigned>(__builtin_ctz(list));
#else
  unsigned bit = 0;
  while (!(list >> bit & 1)) ++bit;
  return bit;
#endif
}

unsigned CountOf(uint32_t list) {
  unsigned count = 0;
  for (; list != 0; list &= list - 1) ++count;
  return count;
}

template <bool kDecrement>
uint32_t FirstAddress(const Core& core, const Op* op) {
  return core.r[op->n] - (kDecrement ? op->imm >> 16 : 0);
}

template <bool kDecrement>
void WriteBack(Core& core, const Op* op) {
  const uint32_t bytes = op->imm >> 16;
  const uint32_t base = core.r[op->n];
  core.r[op->m] = kDecrement ? base - bytes : base + bytes;
}

// A loaded PC goes where the branch behind this operation looks for it.
unsigned Target(unsigned reg) { return reg == kPc ? kScratch : reg; }

// Nothing is changed when one of the accesses fails.
template <bool kDecrement>
VB_SLOW_HANDLER(LoadMultipleSlowly) {
  core.StoreFlags(nz, c, v);
  uint32_t values[16];
  bool done = true;
  {
    uint32_t address = FirstAddress<kDecrement>(core, op);
    SlowAccess access(core, op);
    done = access.Aligned(address, 4);
    for (uint32_t list = op->imm & kListMask; done && list != 0; list &= list - 1, address += 4) {
      done = access.Load(address, 4, values[LowestOf(list)]);
    }
  }
  if (!done) VB_ACCESS_FAULT();
  WriteBack<kDecrement>(core, op);
  for (uint32_t list = op->imm & kListMask; list != 0; list &= list - 1) {
    core.r[Target(LowestOf(list))] = values[LowestOf(list)];
  }
  VB_NEXT_WITH_CHECK();
}

// The direct way is for lists within a page.
template <bool kDecrement>
VB_HANDLER(LoadMultiple) {
  uint32_t address = FirstAddress<kDecrement>(core, op);
  const uint32_t last = address + (op->imm >> 16) - 1;
  uintptr_t base = 0;
  if (VB_UNLIKELY(!Readable<uint32_t>(core, address, base) || (address ^ last) >> kPageBits != 0)) {
    VB_CONTINUE(LoadMultipleSlowly<kDecrement>);
  }
  WriteBack<kDecrement>(core, op);
  for (uint32_t list = op->imm & kListMask; list != 0; list &= list - 1, address += 4) {
    core.r[Target(LowestOf(list))] = LoadHost<uint32_t>(base, address);
  }
  VB_NEXT();
}

template <bool kDecrement>
VB_SLOW_HANDLER(StoreMultipleSlowly) {
  core.StoreFlags(nz, c, v);
  bool done = true;
  {
    uint32_t address = FirstAddress<kDecrement>(core, op);
    SlowAccess access(core, op);
    done = access.Aligned(address, 4);
    for (uint32_t list = op->imm & kListMask; done && list != 0; list &= list - 1, address += 4) {
      done = access.Store(address, 4, core.r[LowestOf(list)]);
    }
  }
  if (!done) VB_ACCESS_FAULT();
  WriteBack<kDecrement>(core, op);
  VB_NEXT_WITH_CHECK();
}

template <bool kDecrement>
VB_HANDLER(StoreMultiple) {
  uint32_t address = FirstAddress<kDecrement>(core, op);
  const uint32_t last = address + (op->imm >> 16) - 1;
  uintptr_t base = 0;
  if (VB_UNLIKELY(!Writable<uint32_t>(core, address, base) || (address ^ last) >> kPageBits != 0)) {
    VB_CONTINUE(StoreMultipleSlowly<kDecrement>);
  }
  for (uint32_t list = op->imm & kListMask; list != 0; list &= list - 1, address += 4) {
    StoreHost<uint32_t>(base, address, core.r[LowestOf(list)]);
  }
  WriteBack<kDecrement>(core, op);
  VB_NEXT();
}

constexpr uint32_t kPcInList = 1u << kPc;

// With write-back and the base in the list of a load, the loaded value stays.
Decoded EmitLoad(Decoder& decoder, bool decrement, unsigned n, uint32_t list, bool write_back) {
  if (list & kPcInList && decoder.in_it() && !decoder.last_in_it()) return Decoded::kUndefined;
  decoder.AccessesMemory();
  const bool changes_base = write_back && !(list >> n & 1);
  if (changes_base && n == kSp)
    decoder.CheckStackLimit(0 - 4 * CountOf(list) * (decrement ? 1 : 0));
  decoder.Emit(decrement ? LoadMultiple<true> : LoadMultiple<false>, 0, n,
               changes_base ? n : kScratch + 1, list | 4 * CountOf(list) << 16);
  if (list & kPcInList) decoder.EmitBranchTo(kScratch);
  return Decoded::kDone;
}

Decoded EmitStore(Decoder& decoder, bool decrement, unsigned n, uint32_t list, bool write_back) {
  decoder.AccessesMemory();
  if (write_back && n == kSp) decoder.CheckStackLimit(0 - 4 * CountOf(list) * (decrement ? 1 : 0));
  decoder.Emit(decrement ? StoreMultiple<true> : StoreMultiple<false>, 0, n,
               write_back ? n : kScratch + 1, list | 4 * CountOf(list) << 16);
  return Decoded::kDone;
}

Decoded LdmT1(Decoder& decoder, uint32_t word) {
  const uint32_t list = Bits(word, 7, 0);
  if (list == 0) return Decoded::kUndefined;  // UNPREDICTABLE
  return EmitLoad(decoder, false, Bits(word, 10, 8), list, true);
}

// A base in the list that is not the lowest register stores an UNKNOWN value: the original one
// here.
Decoded StmT1(Decoder& decoder, uint32_t word) {
  const uint32_t list = Bits(word, 7, 0);
  if (list == 0) return Decoded::kUndefined;  // UNPREDICTABLE
  return EmitStore(decoder, false, Bits(word, 10, 8), list, true);
}

Decoded PushT1(Decoder& decoder, uint32_t word) {
  const uint32_t list = Bits(word, 7, 0) | Bit(word, 8) << kLr;
  if (list == 0) return Decoded::kUndefined;  // UNPREDICTABLE
  return EmitStore(decoder, true, kSp, list, true);
}

Decoded PopT1(Decoder& decoder, uint32_t word) {
  const uint32_t list = Bits(word, 7, 0) | Bit(word, 8) << kPc;
  if (list == 0) return Decoded::kUndefined;  // UNPREDICTABLE
  return EmitLoad(decoder, false, kSp, list, true);
}

constexpr uint32_t kSpInList = 1u << kSp;

template <bool kDecrement>
Decoded LoadWide(Decoder& decoder, uint32_t word) {
  const uint32_t list = Bits(word, 15, 0);
  const unsigned n = Bits(word, 19, 16);
  const bool write_back = Bit(word, 21);
  // UNPREDICTABLE
  if (n == kPc || CountOf(list) < 2 || list & kSpInList) return Decoded::kUndefined;
  if ((list & kPcInList && list >> kLr & 1) || (write_back && list >> n & 1))
    return Decoded::kUndefined;
  return EmitLoad(decoder, kDecrement, n, list, write_back);
}

template <bool kDecrement>
Decoded StoreWide(Decoder& decoder, uint32_t word) {
  const uint32_t list = Bits(word, 15, 0);
  const unsigned n = Bits(word, 19, 16);
  const bool write_back = Bit(word, 21);
  // UNPREDICTABLE
  if (n == kPc || CountOf(list) < 2 || list & (kSpInList | kPcInList)) return Decoded::kUndefined;
  if (write_back && list >> n & 1) return Decoded::kUndefined;
  return EmitStore(decoder, kDecrement, n, list, write_back);
}

constexpr Encoding kEncodings[] = {
    {"STM T1", "11000 nnn rrrrrrrr", kV6M, StmT1},
    {"LDM T1", "11001 nnn rrrrrrrr", kV6M, LdmT1},
    {"PUSH T1", "1011010 m rrrrrrrr", kV6M, PushT1},
    {"POP T1", "1011110 p rrrrrrrr", kV6M, PopT1},

    {"STM T2", "1110100010w0nnnn rrrrrrrrrrrrrrrr", kMainline, StoreWide<false>},
    {"LDM T2, POP T2", "1110100010w1nnnn rrrrrrrrrrrrrrrr", kMainline, LoadWide<false>},
    {"STMDB T1, PUSH T2", "1110100100w0nnnn rrrrrrrrrrrrrrrr", kMainline, StoreWide<true>},
    {"LDMDB T1", "1110100100w1nnnn rrrrrrrrrrrrrrrr", kMainline, LoadWide<true>},
};

}  // namespace

EncodingTable LoadStoreMultipleEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
