// LDR, LDRB, LDRH, LDRSB, LDRSH, STR, STRB, STRH in all addressing modes, and the unprivileged
// ones; PLD, PLI (ARMv7-M A7.7.42 to A7.7.68, A7.7.94 to A7.7.97, A7.7.160 to A7.7.170).

#include "decode/decoder.h"
#include "isa/groups.h"
#include "isa/load_store_steps.h"
#include "isa/operand.h"

namespace vboard {
namespace {

// -- what is transferred
// ----------------------------------------------------------------------------

enum Mode : uint8_t {
  kOffset,
  kPreIndexed,
  kPostIndexed,
  kPreIndexedSp,
  kPostIndexedSp,
  kLiteral,
  kRegisterOffset,
  kUnprivilegedMode,
  kModes
};

struct Transfer {
  Handler* handler[kModes];
};

template <template <class, class> class Step, class T>
constexpr Transfer kTransferOf = {{One<Step<T, Offset>>, One<Step<T, PreIndexed<~0u>>>,
                                   One<Step<T, PostIndexed<~0u>>>, One<Step<T, PreIndexed<~3u>>>,
                                   One<Step<T, PostIndexed<~3u>>>, One<Step<T, Literal>>,
                                   One<Step<T, RegisterOffset>>, One<Step<T, Unprivileged>>}};
constexpr Transfer kLdr = kTransferOf<Load, uint32_t>;
constexpr Transfer kLdrb = kTransferOf<Load, uint8_t>;
constexpr Transfer kLdrh = kTransferOf<Load, uint16_t>;
constexpr Transfer kLdrsb = kTransferOf<Load, int8_t>;
constexpr Transfer kLdrsh = kTransferOf<Load, int16_t>;
constexpr Transfer kStr = kTransferOf<Store, uint32_t>;
constexpr Transfer kStrb = kTransferOf<Store, uint8_t>;
constexpr Transfer kStrh = kTransferOf<Store, uint16_t>;

// -- decoding
// ---------------------------------------------------------------------------------------

void EmitTransfer(Decoder& decoder, const Transfer& transfer, bool load, Mode mode, unsigned t,
                  unsigned n, unsigned m, uint32_t imm) {
  decoder.AccessesMemory();
  if (n == kSp && (mode == kPreIndexed || mode == kPostIndexed)) {
    decoder.CheckStackLimit(imm);
    mode = mode == kPreIndexed ? kPreIndexedSp : kPostIndexedSp;
  }
  if (load) {
    decoder.EmitResult(transfer.handler[mode], t, n, m, imm, true);
  } else {
    decoder.Emit(transfer.handler[mode], t, n, m, imm);
  }
}

template <const Transfer& kTransfer, bool kLoad, unsigned kScale>
Decoded Immediate5(Decoder& decoder, uint32_t word) {
  EmitTransfer(decoder, kTransfer, kLoad, kOffset, Bits(word, 2, 0), Bits(word, 5, 3), 0,
               Bits(word, 10, 6) << kScale);
  return Decoded::kDone;
}

template <const Transfer& kTransfer, bool kLoad>
Decoded ThreeRegisters(Decoder& decoder, uint32_t word) {
  EmitTransfer(decoder, kTransfer, kLoad, kRegisterOffset, Bits(word, 2, 0), Bits(word, 5, 3),
               Bits(word, 8, 6), 0);
  return Decoded::kDone;
}

template <const Transfer& kTransfer, bool kLoad>
Decoded SpRelative(Decoder& decoder, uint32_t word) {
  EmitTransfer(decoder, kTransfer, kLoad, kOffset, Bits(word, 10, 8), kSp, 0, 4 * Bits(word, 7, 0));
  return Decoded::kDone;
}

Decoded LdrLiteralT1(Decoder& decoder, uint32_t word) {
  EmitTransfer(decoder, kLdr, true, kLiteral, Bits(word, 10, 8), 0, 0,
               (decoder.pc_operand() & ~3u) + 4 * Bits(word, 7, 0));
  return Decoded::kDone;
}

unsigned Rt(uint32_t word) { return Bits(word, 15, 12); }
unsigned Rn(uint32_t word) { return Bits(word, 19, 16); }

// Loads into PC are branches, the last instruction of an IT block; only words may be loaded there.
bool MayLoadPc(const Decoder& decoder, const Transfer& transfer) {
  return &transfer == &kLdr && !(decoder.in_it() && !decoder.last_in_it());
}

// Rt 15 of a narrow load is a hint: PLD, PLI, or an unallocated one that does nothing.
Decoded Hint(Decoder& decoder) {
  decoder.Emit(Nothing);
  return Decoded::kDone;
}

template <const Transfer& kTransfer, bool kLoad>
Decoded Finish(Decoder& decoder, Mode mode, unsigned t, unsigned n, unsigned m, uint32_t imm) {
  if (!kLoad && (t == kPc || n == kPc)) return Decoded::kUndefined;
  if (kLoad && t == kPc && !MayLoadPc(decoder, kTransfer)) return Decoded::kUndefined;
  EmitTransfer(decoder, kTransfer, kLoad, mode, t, n, m, imm);
  return Decoded::kDone;
}

template <const Transfer& kTransfer, bool kLoad>
Decoded Immediate12(Decoder& decoder, uint32_t word) {
  if (Rn(word) == kPc) return Decoded::kSeeOther;
  if (kLoad && Rt(word) == kPc && &kTransfer != &kLdr) return Hint(decoder);
  return Finish<kTransfer, kLoad>(decoder, kOffset, Rt(word), Rn(word), 0, Bits(word, 11, 0));
}

// Offsets of 8 bits, indexing and write-back: P, U, W are bits 10 to 8.
template <const Transfer& kTransfer, bool kLoad>
Decoded Immediate8(Decoder& decoder, uint32_t word) {
  const bool p = Bit(word, 10), u = Bit(word, 9), w = Bit(word, 8);
  const uint32_t imm = u ? Bits(word, 7, 0) : 0 - Bits(word, 7, 0);
  const unsigned t = Rt(word), n = Rn(word);
  if (n == kPc) return Decoded::kSeeOther;
  if (!p && !w) return Decoded::kUndefined;
  if (p && u && !w) {  // LDRT and its like
    if (t == kPc) return Decoded::kUndefined;
    return Finish<kTransfer, kLoad>(decoder, kUnprivilegedMode, t, n, 0, imm);
  }
  if (kLoad && t == kPc && &kTransfer != &kLdr) {
    return p && !u && !w ? Hint(decoder) : Decoded::kUndefined;
  }
  if (w && n == t) return Decoded::kUndefined;  // UNPREDICTABLE
  return Finish<kTransfer, kLoad>(decoder,
                                  !p  ? kPostIndexed
                                  : w ? kPreIndexed
                                      : kOffset,
                                  t, n, 0, imm);
}

template <const Transfer& kTransfer, bool kLoad>
Decoded WideRegister(Decoder& decoder, uint32_t word) {
  if (Rn(word) == kPc) return Decoded::kSeeOther;
  if (Bits(word, 3, 0) == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  if (kLoad && Rt(word) == kPc && &kTransfer != &kLdr) return Hint(decoder);
  return Finish<kTransfer, kLoad>(decoder, kRegisterOffset, Rt(word), Rn(word), Bits(word, 3, 0),
                                  Bits(word, 5, 4));
}

template <const Transfer& kTransfer>
Decoded WideLiteral(Decoder& decoder, uint32_t word) {
  const uint32_t base = decoder.pc_operand() & ~3u, offset = Bits(word, 11, 0);
  if (Rt(word) == kPc && &kTransfer != &kLdr) return Hint(decoder);
  return Finish<kTransfer, true>(decoder, kLiteral, Rt(word), 0, 0,
                                 Bit(word, 23) ? base + offset : base - offset);
}

constexpr Encoding kEncodings[] = {
    {"LDR (literal) T1", "01001 ttt iiiiiiii", kV6M, LdrLiteralT1},
    {"STR (register) T1", "0101000 mmm nnn ttt", kV6M, ThreeRegisters<kStr, false>},
    {"STRH (register) T1", "0101001 mmm nnn ttt", kV6M, ThreeRegisters<kStrh, false>},
    {"STRB (register) T1", "0101010 mmm nnn ttt", kV6M, ThreeRegisters<kStrb, false>},
    {"LDRSB (register) T1", "0101011 mmm nnn ttt", kV6M, ThreeRegisters<kLdrsb, true>},
    {"LDR (register) T1", "0101100 mmm nnn ttt", kV6M, ThreeRegisters<kLdr, true>},
    {"LDRH (register) T1", "0101101 mmm nnn ttt", kV6M, ThreeRegisters<kLdrh, true>},
    {"LDRB (register) T1", "0101110 mmm nnn ttt", kV6M, ThreeRegisters<kLdrb, true>},
    {"LDRSH (register) T1", "0101111 mmm nnn ttt", kV6M, ThreeRegisters<kLdrsh, true>},
    {"STR (immediate) T1", "01100 iiiii nnn ttt", kV6M, Immediate5<kStr, false, 2>},
    {"LDR (immediate) T1", "01101 iiiii nnn ttt", kV6M, Immediate5<kLdr, true, 2>},
    {"STRB (immediate) T1", "01110 iiiii nnn ttt", kV6M, Immediate5<kStrb, false, 0>},
    {"LDRB (immediate) T1", "01111 iiiii nnn ttt", kV6M, Immediate5<kLdrb, true, 0>},
    {"STRH (immediate) T1", "10000 iiiii nnn ttt", kV6M, Immediate5<kStrh, false, 1>},
    {"LDRH (immediate) T1", "10001 iiiii nnn ttt", kV6M, Immediate5<kLdrh, true, 1>},
    {"STR (immediate) T2", "10010 ttt iiiiiiii", kV6M, SpRelative<kStr, false>},
    {"LDR (immediate) T2", "10011 ttt iiiiiiii", kV6M, SpRelative<kLdr, true>},

    {"STRB (immediate) T2", "111110001000nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kStrb, false>},
    {"STRH (immediate) T2", "111110001010nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kStrh, false>},
    {"STR (immediate) T3", "111110001100nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kStr, false>},
    {"LDRB (immediate) T2", "111110001001nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kLdrb, true>},
    {"LDRH (immediate) T2", "111110001011nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kLdrh, true>},
    {"LDR (immediate) T3", "111110001101nnnn ttttiiiiiiiiiiii", kMainline, Immediate12<kLdr, true>},
    {"LDRSB (immediate) T1", "111110011001nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kLdrsb, true>},
    {"LDRSH (immediate) T1", "111110011011nnnn ttttiiiiiiiiiiii", kMainline,
     Immediate12<kLdrsh, true>},
    {"STRB (immediate) T3, STRBT T1", "111110000000nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kStrb, false>},
    {"STRH (immediate) T3, STRHT T1", "111110000010nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kStrh, false>},
    {"STR (immediate) T4, STRT T1", "111110000100nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kStr, false>},
    {"LDRB (immediate) T3, LDRBT T1", "111110000001nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kLdrb, true>},
    {"LDRH (immediate) T3, LDRHT T1", "111110000011nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kLdrh, true>},
    {"LDR (immediate) T4, LDRT T1", "111110000101nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kLdr, true>},
    {"LDRSB (immediate) T2, LDRSBT T1", "111110010001nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kLdrsb, true>},
    {"LDRSH (immediate) T2, LDRSHT T1", "111110010011nnnn tttt1puwiiiiiiii", kMainline,
     Immediate8<kLdrsh, true>},
    {"STRB (register) T2", "111110000000nnnn tttt000000iimmmm", kMainline,
     WideRegister<kStrb, false>},
    {"STRH (register) T2", "111110000010nnnn tttt000000iimmmm", kMainline,
     WideRegister<kStrh, false>},
    {"STR (register) T2", "111110000100nnnn tttt000000iimmmm", kMainline,
     WideRegister<kStr, false>},
    {"LDRB (register) T2", "111110000001nnnn tttt000000iimmmm", kMainline,
     WideRegister<kLdrb, true>},
    {"LDRH (register) T2", "111110000011nnnn tttt000000iimmmm", kMainline,
     WideRegister<kLdrh, true>},
    {"LDR (register) T2", "111110000101nnnn tttt000000iimmmm", kMainline, WideRegister<kLdr, true>},
    {"LDRSB (register) T2", "111110010001nnnn tttt000000iimmmm", kMainline,
     WideRegister<kLdrsb, true>},
    {"LDRSH (register) T2", "111110010011nnnn tttt000000iimmmm", kMainline,
     WideRegister<kLdrsh, true>},
    {"LDRB (literal) T1", "11111000u0011111 ttttiiiiiiiiiiii", kMainline, WideLiteral<kLdrb>},
    {"LDRH (literal) T1", "11111000u0111111 ttttiiiiiiiiiiii", kMainline, WideLiteral<kLdrh>},
    {"LDR (literal) T2", "11111000u1011111 ttttiiiiiiiiiiii", kMainline, WideLiteral<kLdr>},
    {"LDRSB (literal) T1", "11111001u0011111 ttttiiiiiiiiiiii", kMainline, WideLiteral<kLdrsb>},
    {"LDRSH (literal) T1", "11111001u0111111 ttttiiiiiiiiiiii", kMainline, WideLiteral<kLdrsh>},
};

}  // namespace

EncodingTable LoadStoreEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
