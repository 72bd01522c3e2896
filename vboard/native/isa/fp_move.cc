// Moves between core and floating point registers: VMOV in its forms, VMRS, VMSR (ARMv7-M A6.7,
// A6.8, A7.7).

#include "isa/fp_registers.h"
#include "isa/groups.h"

namespace vboard {
namespace {

using fpu::Fpscr;

VB_HANDLER(ToSingle) {
  core.fp.s[op->d] = core.r[op->n];
  VB_NEXT();
}

VB_HANDLER(FromSingle) {
  core.r[op->d] = core.fp.s[op->n];
  VB_NEXT();
}

// Two words: core registers `d` and `n`, floating point words `m` and `m` + 1.
VB_HANDLER(ToPair) {
  core.fp.s[op->m] = core.r[op->d];
  core.fp.s[op->m + 1] = core.r[op->n];
  VB_NEXT();
}

VB_HANDLER(FromPair) {
  core.r[op->d] = core.fp.s[op->m];
  core.r[op->n] = core.fp.s[op->m + 1];
  VB_NEXT();
}

VB_HANDLER(ReadFpscr) {
  core.r[op->d] = core.fp.fpscr.value;
  VB_NEXT();
}

VB_HANDLER(ReadConditions) {
  const uint32_t fpscr = core.fp.fpscr.value;
  nz = FlagsNz(fpscr);
  c = fpscr >> 29 & 1;
  v = fpscr << 3 & kXpsrN;
  VB_NEXT();
}

VB_HANDLER(WriteFpscr) {
  core.fp.fpscr.value = core.r[op->n] & Fpscr::kImplemented;
  VB_NEXT();
}

// -- decoding -----------------------------------------------------------------------------------

unsigned Rt(uint32_t word) { return Bits(word, 15, 12); }

// UNPREDICTABLE as a core register.
bool IsSpOrPc(unsigned t) { return t == kSp || t == kPc; }

// `to_core`: bit 20 of all these encodings.
Decoded EmitWord(Decoder& decoder, uint32_t word, unsigned single) {
  const unsigned t = Rt(word);
  if (IsSpOrPc(t)) return Decoded::kSeeOther;
  decoder.NeedFp();
  if (Bit(word, 20)) {
    decoder.Emit(FromSingle, t, single);
  } else {
    decoder.Emit(ToSingle, single, t);
  }
  return Decoded::kDone;
}

Decoded VmovSingle(Decoder& decoder, uint32_t word) {
  return EmitWord(decoder, word, Fn(word, false));
}

// A word of a double precision register, which every core with floating point can move.
Decoded VmovScalar(Decoder& decoder, uint32_t word) {
  const unsigned n = Fn(word, true);
  if (!Exists(n, true)) return Decoded::kSeeOther;
  return EmitWord(decoder, word, 2 * n + Bit(word, 21));
}

Decoded EmitPair(Decoder& decoder, uint32_t word, unsigned single) {
  const unsigned t = Rt(word), t2 = Bits(word, 19, 16);
  const bool to_core = Bit(word, 20) != 0;
  if (IsSpOrPc(t) || IsSpOrPc(t2) || (to_core && t == t2)) return Decoded::kSeeOther;
  decoder.NeedFp();
  decoder.Emit(to_core ? FromPair : ToPair, t, t2, single);
  return Decoded::kDone;
}

Decoded VmovTwoSingles(Decoder& decoder, uint32_t word) {
  const unsigned m = Fm(word, false);
  return m == 31 ? Decoded::kSeeOther : EmitPair(decoder, word, m);  // UNPREDICTABLE
}

Decoded VmovDouble(Decoder& decoder, uint32_t word) {
  const unsigned m = Fm(word, true);
  return Exists(m, true) ? EmitPair(decoder, word, 2 * m) : Decoded::kSeeOther;
}

Decoded VmsrT1(Decoder& decoder, uint32_t word) {
  if (IsSpOrPc(Rt(word))) return Decoded::kSeeOther;
  decoder.NeedFp();
  decoder.Emit(WriteFpscr, 0, Rt(word));
  return Decoded::kDone;
}

Decoded VmrsT1(Decoder& decoder, uint32_t word) {
  if (Rt(word) == kSp) return Decoded::kSeeOther;
  decoder.NeedFp();
  decoder.Emit(Rt(word) == kPc ? ReadConditions : ReadFpscr, Rt(word));
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"VMOV (core register and single precision) T1", "11101110000onnnn tttt1010n0010000", kFp,
     VmovSingle},
    {"VMOV (core register to scalar, scalar to core register) T1",
     "1110111000xonnnn tttt1011n0010000", kFp, VmovScalar},
    {"VMOV (two core registers and two single precision) T1", "11101100010ouuuu tttt101000m1mmmm",
     kFp, VmovTwoSingles},
    {"VMOV (two core registers and a double precision) T1", "11101100010ouuuu tttt101100m1mmmm",
     kFp, VmovDouble},
    {"VMSR T1", "1110111011100001 tttt101000010000", kFp, VmsrT1},
    {"VMRS T1", "1110111011110001 tttt101000010000", kFp, VmrsT1},
};

}  // namespace

EncodingTable FpMoveEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
