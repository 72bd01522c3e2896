// LDREX, STREX and their like, CLREX; LDA, STL, LDAEX, STLEX of ARMv8-M (ARMv7-M A3.4, A7.7.23,
// A7.7.52 to A7.7.54, A7.7.167 to A7.7.169; ARMv8-M C2.4). One core's accesses are in order, so
// that acquire and release add nothing.
//
// The local monitor remembers address and width of the last load; ordinary stores do not clear it.

#include "decode/decoder.h"
#include "isa/access.h"
#include "isa/groups.h"

namespace vboard {
namespace {

template <typename T, bool kExclusive>
VB_HANDLER(Load) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = core.r[op->n] + op->imm;
  uint32_t value = 0;
  bool done = false;
  {
    SlowAccess access(core, op);
    done = access.Aligned(address, sizeof(T)) && access.Load(address, sizeof(T), value);
  }
  if (!done) VB_ACCESS_FAULT();
  if (kExclusive) {
    core.exclusive = sizeof(T);
    core.exclusive_address = address;
  }
  core.r[op->d] = value;
  VB_NEXT_WITH_CHECK();
}

// Rt in `m`, the result in `d`.
template <typename T>
VB_HANDLER(StoreExclusive) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = core.r[op->n] + op->imm;
  const bool passes = core.exclusive == sizeof(T) && core.exclusive_address == address;
  bool done = false;
  {
    SlowAccess access(core, op);
    done = access.Aligned(address, sizeof(T)) &&
           (!passes || access.Store(address, sizeof(T), core.r[op->m]));
  }
  if (!done) VB_ACCESS_FAULT();
  core.exclusive = 0;
  core.r[op->d] = passes ? 0 : 1;
  VB_NEXT_WITH_CHECK();
}

template <typename T>
VB_HANDLER(StoreRelease) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = core.r[op->n];
  bool done = false;
  {
    SlowAccess access(core, op);
    done = access.Aligned(address, sizeof(T)) && access.Store(address, sizeof(T), core.r[op->m]);
  }
  if (!done) VB_ACCESS_FAULT();
  VB_NEXT_WITH_CHECK();
}

VB_HANDLER(ClearExclusive) {
  core.exclusive = 0;
  VB_NEXT();
}

unsigned Rn(uint32_t word) { return Bits(word, 19, 16); }
unsigned Rt(uint32_t word) { return Bits(word, 15, 12); }

bool Unpredictable(unsigned reg) { return reg == kSp || reg == kPc; }

template <typename T, bool kExclusive>
Decoded LoadT1(Decoder& decoder, uint32_t word) {
  if (Unpredictable(Rt(word)) || Rn(word) == kPc) return Decoded::kUndefined;
  decoder.AccessesMemory();
  decoder.Emit(Load<T, kExclusive>, Rt(word), Rn(word));
  return Decoded::kDone;
}

Decoded LdrexT1(Decoder& decoder, uint32_t word) {
  if (Unpredictable(Rt(word)) || Rn(word) == kPc) return Decoded::kUndefined;
  decoder.AccessesMemory();
  decoder.Emit(Load<uint32_t, true>, Rt(word), Rn(word), 0, 4 * Bits(word, 7, 0));
  return Decoded::kDone;
}

template <typename T>
Decoded EmitStoreExclusive(Decoder& decoder, unsigned d, unsigned n, unsigned t, uint32_t imm) {
  if (Unpredictable(d) || Unpredictable(t) || n == kPc || d == n || d == t)
    return Decoded::kUndefined;
  decoder.AccessesMemory();
  decoder.Emit(StoreExclusive<T>, d, n, t, imm);
  return Decoded::kDone;
}

template <typename T>
Decoded StoreExclusiveT1(Decoder& decoder, uint32_t word) {
  return EmitStoreExclusive<T>(decoder, Bits(word, 3, 0), Rn(word), Rt(word), 0);
}

Decoded StrexT1(Decoder& decoder, uint32_t word) {
  if (Rt(word) == kPc) return Decoded::kSeeOther;  // TT
  return EmitStoreExclusive<uint32_t>(decoder, Bits(word, 11, 8), Rn(word), Rt(word),
                                      4 * Bits(word, 7, 0));
}

template <typename T>
Decoded StoreReleaseT1(Decoder& decoder, uint32_t word) {
  if (Unpredictable(Rt(word)) || Rn(word) == kPc) return Decoded::kUndefined;
  decoder.AccessesMemory();
  decoder.Emit(StoreRelease<T>, 0, Rn(word), Rt(word));
  return Decoded::kDone;
}

Decoded ClrexT1(Decoder& decoder, uint32_t) {
  decoder.Emit(ClearExclusive);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"STREX T1", "111010000100nnnn ttttddddiiiiiiii", kWide, StrexT1},
    {"LDREX T1", "111010000101nnnn tttt1111iiiiiiii", kWide, LdrexT1},
    {"STREXB T1", "111010001100nnnn tttt11110100dddd", kWide, StoreExclusiveT1<uint8_t>},
    {"STREXH T1", "111010001100nnnn tttt11110101dddd", kWide, StoreExclusiveT1<uint16_t>},
    {"LDREXB T1", "111010001101nnnn tttt111101001111", kWide, LoadT1<uint8_t, true>},
    {"LDREXH T1", "111010001101nnnn tttt111101011111", kWide, LoadT1<uint16_t, true>},
    {"CLREX T1", "1111001110111111 1000111100101111", kWide, ClrexT1},

    {"STLB T1", "111010001100nnnn tttt111110001111", kV8M, StoreReleaseT1<uint8_t>},
    {"STLH T1", "111010001100nnnn tttt111110011111", kV8M, StoreReleaseT1<uint16_t>},
    {"STL T1", "111010001100nnnn tttt111110101111", kV8M, StoreReleaseT1<uint32_t>},
    {"STLEXB T1", "111010001100nnnn tttt11111100dddd", kV8M, StoreExclusiveT1<uint8_t>},
    {"STLEXH T1", "111010001100nnnn tttt11111101dddd", kV8M, StoreExclusiveT1<uint16_t>},
    {"STLEX T1", "111010001100nnnn tttt11111110dddd", kV8M, StoreExclusiveT1<uint32_t>},
    {"LDAB T1", "111010001101nnnn tttt111110001111", kV8M, LoadT1<uint8_t, false>},
    {"LDAH T1", "111010001101nnnn tttt111110011111", kV8M, LoadT1<uint16_t, false>},
    {"LDA T1", "111010001101nnnn tttt111110101111", kV8M, LoadT1<uint32_t, false>},
    {"LDAEXB T1", "111010001101nnnn tttt111111001111", kV8M, LoadT1<uint8_t, true>},
    {"LDAEXH T1", "111010001101nnnn tttt111111011111", kV8M, LoadT1<uint16_t, true>},
    {"LDAEX T1", "111010001101nnnn tttt111111101111", kV8M, LoadT1<uint32_t, true>},
};

}  // namespace

EncodingTable ExclusiveEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
