// Conversions: VCVT between floating point, integers and fixed point, VCVTB, VCVTT; FPv5: VRINT,
// VCVTA, VCVTN, VCVTP, VCVTM (ARMv7-M A7.7, ARMv8-M C2.4).

#include "isa/fp_registers.h"
#include "isa/groups.h"

namespace vboard {
namespace {

using fpu::Double;
using fpu::FpBits;
using fpu::Fpscr;
using fpu::Half;
using fpu::Rounding;
using fpu::Single;

// A rounding mode in an operation: one of `Rounding`, or that of FPSCR.
constexpr uint32_t kFromFpscr = 7;

Rounding RoundingOf(uint32_t code, const Fpscr& fpscr) {
  return code == kFromFpscr ? fpscr.rounding() : static_cast<Rounding>(code);
}

// -- integers: `imm` is the rounding mode, and from bit 8 on whether the integer is unsigned
// ---------

constexpr uint32_t kUnsigned = 1u << 8;

template <class F>
VB_HANDLER(ToInteger) {
  Fpscr& fpscr = core.fp.fpscr;
  core.fp.s[op->d] = fpu::ToFixed<F>(ReadFp<F>(core, op->m), 32, 0, (op->imm & kUnsigned) != 0,
                                     RoundingOf(op->imm & 0xFF, fpscr), fpscr);
  VB_NEXT();
}

template <class F>
VB_HANDLER(FromInteger) {
  Fpscr& fpscr = core.fp.fpscr;
  const uint32_t bits = core.fp.s[op->m];
  const int64_t value = op->imm & kUnsigned ? int64_t{bits} : int64_t{static_cast<int32_t>(bits)};
  WriteFp<F>(core, op->d, fpu::FromFixed<F>(value, 0, fpscr.rounding(), fpscr));
  VB_NEXT();
}

// -- fixed point, in place: `imm` is the fraction bits, `kUnsigned`, and from bit 16 on the width
// ----

template <class F>
VB_HANDLER(ToFixed) {
  const bool is_unsigned = (op->imm & kUnsigned) != 0;
  const unsigned width = op->imm >> 16;
  const uint32_t fixed = fpu::ToFixed<F>(ReadFp<F>(core, op->d), static_cast<int>(width),
                                         static_cast<int>(op->imm & 0xFF), is_unsigned,
                                         Rounding::kZero, core.fp.fpscr);
  // The register takes the number extended to its own width.
  const uint32_t extended = is_unsigned ? fixed : SignExtend(fixed, width);
  const uint32_t high = is_unsigned || !(extended >> 31) ? 0 : ~0u;
  WriteFp<F>(core, op->d, static_cast<FpBits<F>>(static_cast<uint64_t>(high) << 32 | extended));
  VB_NEXT();
}

template <class F>
VB_HANDLER(FromFixed) {
  const unsigned width = op->imm >> 16;
  const uint32_t bits = static_cast<uint32_t>(ReadFp<F>(core, op->d)) & (~0u >> (32 - width));
  const int64_t value =
      op->imm & kUnsigned ? int64_t{bits} : int64_t{static_cast<int32_t>(SignExtend(bits, width))};
  WriteFp<F>(core, op->d,
             fpu::FromFixed<F>(value, static_cast<int>(op->imm & 0xFF), Rounding::kNearest,
                               core.fp.fpscr));
  VB_NEXT();
}

// -- floating point
// ---------------------------------------------------------------------------------

// VRINT: `imm` is the rounding mode; `n` whether an inexact result is reported.
template <class F>
VB_HANDLER(RoundToIntegral) {
  Fpscr& fpscr = core.fp.fpscr;
  WriteFp<F>(
      core, op->d,
      fpu::RoundInt<F>(ReadFp<F>(core, op->m), RoundingOf(op->imm, fpscr), op->n != 0, fpscr));
  VB_NEXT();
}

template <class To, class From>
VB_HANDLER(ChangePrecision) {
  WriteFp<To>(core, op->d, fpu::Convert<To, From>(ReadFp<From>(core, op->m), core.fp.fpscr));
  VB_NEXT();
}

// VCVTB and VCVTT: the half is the lower or upper one of a single precision register; `imm` is its
// place. The other half stays.
template <class F>
VB_HANDLER(FromHalf) {
  const FpBits<Half> half = static_cast<FpBits<Half>>(core.fp.s[op->m] >> op->imm);
  WriteFp<F>(core, op->d, fpu::Convert<F, Half>(half, core.fp.fpscr));
  VB_NEXT();
}

template <class F>
VB_HANDLER(ToHalf) {
  const uint32_t half = fpu::Convert<Half, F>(ReadFp<F>(core, op->m), core.fp.fpscr);
  core.fp.s[op->d] = (core.fp.s[op->d] & ~(0xFFFFu << op->imm)) | half << op->imm;
  VB_NEXT();
}

// -- decoding -----------------------------------------------------------------------------------

#define VB_BOTH(form) \
  FpHandlers { form<Single>, form<Double> }

constexpr FpHandlers kToInteger = VB_BOTH(ToInteger), kFromInteger = VB_BOTH(FromInteger),
                     kToFixed = VB_BOTH(ToFixed), kFromFixed = VB_BOTH(FromFixed),
                     kRound = VB_BOTH(RoundToIntegral), kFromHalf = VB_BOTH(FromHalf),
                     kToHalf = VB_BOTH(ToHalf);

// A, N, P, M in bits 17 and 16 of the FPv5 encodings.
constexpr Rounding kDirected[] = {Rounding::kTieAway, Rounding::kNearest, Rounding::kPlus,
                                  Rounding::kMinus};

// Emits a conversion between a register of either precision and a single one.
Decoded EmitMixed(Decoder& decoder, const FpHandlers& handlers, bool is_double, unsigned wide,
                  unsigned d, unsigned m, uint32_t imm) {
  if (!HasPrecision(decoder, is_double) || !Exists(wide, is_double)) return Decoded::kSeeOther;
  decoder.NeedFp();
  decoder.Emit(handlers.Of(is_double), d, 0, m, imm);
  return Decoded::kDone;
}

Decoded EmitToInteger(Decoder& decoder, uint32_t word, bool is_unsigned, uint32_t rounding) {
  const bool twice = IsDouble(word);
  const unsigned m = Fm(word, twice);
  return EmitMixed(decoder, kToInteger, twice, m, Fd(word, false), m,
                   rounding | (is_unsigned ? kUnsigned : 0));
}

Decoded VcvtFromInteger(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  const unsigned d = Fd(word, twice);
  return EmitMixed(decoder, kFromInteger, twice, d, d, Fm(word, false),
                   Bit(word, 7) ? 0 : kUnsigned);
}

Decoded VcvtToInteger(Decoder& decoder, uint32_t word) {
  const uint32_t rounding = Bit(word, 7) ? static_cast<uint32_t>(Rounding::kZero) : kFromFpscr;
  return EmitToInteger(decoder, word, !Bit(word, 16), rounding);
}

Decoded VcvtDirected(Decoder& decoder, uint32_t word) {
  return EmitToInteger(decoder, word, !Bit(word, 7),
                       static_cast<uint32_t>(kDirected[Bits(word, 17, 16)]));
}

Decoded VcvtFixed(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  const unsigned width = Bit(word, 7) ? 32 : 16;
  const unsigned imm5 = Bits(word, 3, 0) << 1 | Bit(word, 5);
  if (imm5 > width) return Decoded::kSeeOther;  // UNPREDICTABLE: negative fraction bits
  const uint32_t imm = (width - imm5) | (Bit(word, 16) ? kUnsigned : 0) | width << 16;
  const FpHandlers& handlers = Bit(word, 18) ? kToFixed : kFromFixed;
  return EmitFp(decoder, handlers, twice, Fd(word, twice), 0, 0, imm);
}

Decoded EmitRound(Decoder& decoder, uint32_t word, uint32_t rounding, bool exact) {
  const bool twice = IsDouble(word);
  return EmitFp(decoder, kRound, twice, Fd(word, twice), exact ? 1 : 0, Fm(word, twice), rounding);
}

Decoded VrintrVrintz(Decoder& decoder, uint32_t word) {
  return EmitRound(decoder, word,
                   Bit(word, 7) ? static_cast<uint32_t>(Rounding::kZero) : kFromFpscr, false);
}

Decoded Vrintx(Decoder& decoder, uint32_t word) {
  return EmitRound(decoder, word, kFromFpscr, true);
}

Decoded VrintDirected(Decoder& decoder, uint32_t word) {
  return EmitRound(decoder, word, static_cast<uint32_t>(kDirected[Bits(word, 17, 16)]), false);
}

Decoded VcvtPrecision(Decoder& decoder, uint32_t word) {
  const bool from_double = IsDouble(word);
  const unsigned d = Fd(word, !from_double);
  const unsigned m = Fm(word, from_double);
  if (!decoder.model().Has(kFpDouble) || !Exists(from_double ? m : d, true)) {
    return Decoded::kSeeOther;
  }
  decoder.NeedFp();
  decoder.Emit(from_double ? ChangePrecision<Single, Double> : ChangePrecision<Double, Single>, d,
               0, m);
  return Decoded::kDone;
}

Decoded VcvtbVcvtt(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  const bool from_half = !Bit(word, 16);
  const unsigned d = Fd(word, twice && from_half);
  const unsigned m = Fm(word, twice && !from_half);
  return EmitMixed(decoder, from_half ? kFromHalf : kToHalf, twice, from_half ? d : m, d, m,
                   Bit(word, 7) * 16);
}

constexpr Encoding kEncodings[] = {
    {"VCVTB, VCVTT T1", "111011101d11001o dddd101st1m0mmmm", kFp, VcvtbVcvtt},
    {"VCVT (between double and single precision) T1", "111011101d110111 dddd101s11m0mmmm", kFp,
     VcvtPrecision},
    {"VCVT (integer to floating-point) T1", "111011101d111000 dddd101so1m0mmmm", kFp,
     VcvtFromInteger},
    {"VCVT, VCVTR (floating-point to integer) T1", "111011101d11110o dddd101so1m0mmmm", kFp,
     VcvtToInteger},
    {"VCVT (between floating-point and fixed-point) T1", "111011101d111o1u dddd101sx1i0iiii", kFp,
     VcvtFixed},

    {"VRINTR, VRINTZ T1", "111011101d110110 dddd101so1m0mmmm", kFpV5, VrintrVrintz},
    {"VRINTX T1", "111011101d110111 dddd101s01m0mmmm", kFpV5, Vrintx},
    {"VRINTA, VRINTN, VRINTP, VRINTM T1", "111111101d1110rr dddd101s01m0mmmm", kFpV5,
     VrintDirected},
    {"VCVTA, VCVTN, VCVTP, VCVTM T1", "111111101d1111rr dddd101so1m0mmmm", kFpV5, VcvtDirected},
};

}  // namespace

EncodingTable FpConvertEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
