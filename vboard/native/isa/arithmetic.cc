// ADD, ADC, SUB, SBC, RSB, CMP, CMN, ADR (ARMv7-M A7.7.1 to A7.7.7, A7.7.27 to A7.7.28, A7.7.119 to
// A7.7.120, A7.7.125, A7.7.171 to A7.7.174).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/arithmetic_steps.h"
#include "isa/groups.h"
#include "isa/operand.h"

namespace vboard {
namespace {

VB_HANDLER(LoadConstant) {
  core.r[op->d] = op->imm;
  VB_NEXT();
}

// Handlers for all operands; arithmetic does not look at the shifter's carry.
#define VB_FOR_OPERANDS(form, operation)                                              \
  OperandHandlers {                                                                   \
    {                                                                                 \
      One<form<operation, ImmediateOperand>>, One<form<operation, ImmediateOperand>>, \
          One<form<operation, RegisterOperand>>, One<form<operation, LslOperand>>,    \
          One<form<operation, LsrOperand>>, One<form<operation, AsrOperand>>,         \
          One<form<operation, RorOperand>>, One<form<operation, RrxOperand>>          \
    }                                                                                 \
  }

struct Handlers {
  OperandHandlers keep_flags, set_flags;
};
constexpr Handlers kAdd = {VB_FOR_OPERANDS(Arithmetic, Add), VB_FOR_OPERANDS(ArithmeticFlags, Add)};
constexpr Handlers kAdc = {VB_FOR_OPERANDS(Arithmetic, Adc), VB_FOR_OPERANDS(ArithmeticFlags, Adc)};
constexpr Handlers kSub = {VB_FOR_OPERANDS(Arithmetic, Sub), VB_FOR_OPERANDS(ArithmeticFlags, Sub)};
constexpr Handlers kSbc = {VB_FOR_OPERANDS(Arithmetic, Sbc), VB_FOR_OPERANDS(ArithmeticFlags, Sbc)};
constexpr Handlers kRsb = {VB_FOR_OPERANDS(Arithmetic, Rsb), VB_FOR_OPERANDS(ArithmeticFlags, Rsb)};
constexpr OperandHandlers kCmp = VB_FOR_OPERANDS(Compare, Sub);
constexpr OperandHandlers kCmn = VB_FOR_OPERANDS(Compare, Add);

Decoded Emit(Decoder& decoder, const Handlers& handlers, bool set_flags, unsigned d, unsigned n,
             const Operand& operand) {
  const OperandHandlers& forms = set_flags ? handlers.set_flags : handlers.keep_flags;
  const bool stays_aligned = operand.kind == kImmediate && operand.imm % 4 == 0;
  const bool moves_sp = (&handlers == &kAdd || &handlers == &kSub) && d == kSp && n == kSp;
  if (moves_sp && stays_aligned && !decoder.has_stack_limits()) {
    decoder.Emit(forms.handler[operand.kind], d, n, 0, operand.imm);
    return Decoded::kDone;
  }
  decoder.EmitResult(forms.handler[operand.kind], d, n, operand.m, operand.imm);
  return Decoded::kDone;
}

Decoded EmitCompare(Decoder& decoder, const OperandHandlers& handlers, unsigned n,
                    const Operand& operand) {
  decoder.Emit(handlers.handler[operand.kind], 0, n, operand.m, operand.imm);
  return Decoded::kDone;
}

Operand Immediate(uint32_t value) { return {kImmediate, 0, value}; }
Operand Register(unsigned m) { return {kRegister, m, 0}; }

// -- 16-bit encodings
// -------------------------------------------------------------------------------

template <const Handlers& kHandlers>
Decoded ThreeRegisters(Decoder& decoder, uint32_t word) {  // Rm, Rn, Rd of 3 bits
  return Emit(decoder, kHandlers, decoder.sets_flags(), Bits(word, 2, 0), Bits(word, 5, 3),
              Register(Bits(word, 8, 6)));
}

template <const Handlers& kHandlers>
Decoded Immediate3(Decoder& decoder, uint32_t word) {
  return Emit(decoder, kHandlers, decoder.sets_flags(), Bits(word, 2, 0), Bits(word, 5, 3),
              Immediate(Bits(word, 8, 6)));
}

template <const Handlers& kHandlers>
Decoded Immediate8(Decoder& decoder, uint32_t word) {
  const unsigned d = Bits(word, 10, 8);
  return Emit(decoder, kHandlers, decoder.sets_flags(), d, d, Immediate(Bits(word, 7, 0)));
}

template <const Handlers& kHandlers>
Decoded TwoRegisters(Decoder& decoder, uint32_t word) {  // Rdn := Rdn op Rm
  const unsigned d = Bits(word, 2, 0);
  return Emit(decoder, kHandlers, decoder.sets_flags(), d, d, Register(Bits(word, 5, 3)));
}

Decoded RsbT1(Decoder& decoder, uint32_t word) {
  return Emit(decoder, kRsb, decoder.sets_flags(), Bits(word, 2, 0), Bits(word, 5, 3),
              Immediate(0));
}

Decoded CmpImmediateT1(Decoder& decoder, uint32_t word) {
  return EmitCompare(decoder, kCmp, Bits(word, 10, 8), Immediate(Bits(word, 7, 0)));
}

template <const OperandHandlers& kHandlers>
Decoded CompareRegistersT1(Decoder& decoder, uint32_t word) {
  return EmitCompare(decoder, kHandlers, Bits(word, 2, 0), Register(Bits(word, 5, 3)));
}

Decoded CmpRegisterT2(Decoder& decoder, uint32_t word) {
  const unsigned n = Bit(word, 7) << 3 | Bits(word, 2, 0), m = Bits(word, 6, 3);
  if (n == kPc || m == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  return EmitCompare(decoder, kCmp, n, Register(m));
}

// ADD (register) T2, and ADD (SP plus register) T1 and T2, which are this one with Rm or Rdn 13.
Decoded AddRegisterT2(Decoder& decoder, uint32_t word) {
  const unsigned d = Bit(word, 7) << 3 | Bits(word, 2, 0), m = Bits(word, 6, 3);
  if (d == kPc && m == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  if (d == kPc && decoder.in_it() && !decoder.last_in_it()) return Decoded::kUndefined;
  if (m == kPc) return Emit(decoder, kAdd, false, d, d, Immediate(decoder.pc_operand()));
  if (d == kPc) return Emit(decoder, kAdd, false, d, m, Immediate(decoder.pc_operand()));
  return Emit(decoder, kAdd, false, d, d, Register(m));
}

Decoded AdrT1(Decoder& decoder, uint32_t word) {
  const uint32_t address = (decoder.pc_operand() & ~3u) + 4 * Bits(word, 7, 0);
  decoder.Emit(LoadConstant, Bits(word, 10, 8), 0, 0, address);
  return Decoded::kDone;
}

Decoded AddSpImmediateT1(Decoder& decoder, uint32_t word) {
  return Emit(decoder, kAdd, false, Bits(word, 10, 8), kSp, Immediate(4 * Bits(word, 7, 0)));
}

Decoded AddSpImmediateT2(Decoder& decoder, uint32_t word) {
  return Emit(decoder, kAdd, false, kSp, kSp, Immediate(4 * Bits(word, 6, 0)));
}

Decoded SubSpImmediateT1(Decoder& decoder, uint32_t word) {
  return Emit(decoder, kSub, false, kSp, kSp, Immediate(4 * Bits(word, 6, 0)));
}

// -- 32-bit encodings
// -------------------------------------------------------------------------------

unsigned Rd(uint32_t word) { return Bits(word, 11, 8); }
unsigned Rn(uint32_t word) { return Bits(word, 19, 16); }

// With S and Rd 15, ADD and SUB are CMN and CMP.
template <const Handlers& kHandlers, const OperandHandlers* kCompare>
Decoded Wide(Decoder& decoder, uint32_t word, const Operand& operand) {
  const bool set_flags = Bit(word, 20);
  if (Rn(word) == kPc) return Decoded::kUndefined;
  if (Rd(word) == kPc) {
    if (kCompare == nullptr || !set_flags) return Decoded::kUndefined;
    return EmitCompare(decoder, *kCompare, Rn(word), operand);
  }
  return Emit(decoder, kHandlers, set_flags, Rd(word), Rn(word), operand);
}

template <const Handlers& kHandlers, const OperandHandlers* kCompare = nullptr>
Decoded WideImmediate(Decoder& decoder, uint32_t word) {
  return Wide<kHandlers, kCompare>(decoder, word, ExpandImmediate(ImmediateBits(word)));
}

template <const Handlers& kHandlers, const OperandHandlers* kCompare = nullptr>
Decoded WideRegister(Decoder& decoder, uint32_t word) {
  const Operand operand = ShiftedRegisterOf(word);
  if (operand.m == kPc) return Decoded::kUndefined;
  return Wide<kHandlers, kCompare>(decoder, word, operand);
}

// ADDW and SUBW with a constant of 12 bits; with Rn 15 they are ADR T3 and T2.
template <bool kSubtract>
Decoded PlainImmediate(Decoder& decoder, uint32_t word) {
  const uint32_t constant = ImmediateBits(word);
  if (Rd(word) == kPc) return Decoded::kUndefined;
  if (Rn(word) == kPc) {
    const uint32_t base = decoder.pc_operand() & ~3u;
    decoder.EmitResult(LoadConstant, Rd(word), 0, 0, kSubtract ? base - constant : base + constant);
    return Decoded::kDone;
  }
  return Emit(decoder, kSubtract ? kSub : kAdd, false, Rd(word), Rn(word), Immediate(constant));
}

constexpr Encoding kEncodings[] = {
    {"ADD (register) T1", "0001100 mmm nnn ddd", kV6M, ThreeRegisters<kAdd>},
    {"SUB (register) T1", "0001101 mmm nnn ddd", kV6M, ThreeRegisters<kSub>},
    {"ADD (immediate) T1", "0001110 iii nnn ddd", kV6M, Immediate3<kAdd>},
    {"SUB (immediate) T1", "0001111 iii nnn ddd", kV6M, Immediate3<kSub>},
    {"CMP (immediate) T1", "00101 nnn iiiiiiii", kV6M, CmpImmediateT1},
    {"ADD (immediate) T2", "00110 ddd iiiiiiii", kV6M, Immediate8<kAdd>},
    {"SUB (immediate) T2", "00111 ddd iiiiiiii", kV6M, Immediate8<kSub>},
    {"ADC (register) T1", "010000 0101 mmm ddd", kV6M, TwoRegisters<kAdc>},
    {"SBC (register) T1", "010000 0110 mmm ddd", kV6M, TwoRegisters<kSbc>},
    {"RSB (immediate) T1", "010000 1001 nnn ddd", kV6M, RsbT1},
    {"CMP (register) T1", "010000 1010 mmm nnn", kV6M, CompareRegistersT1<kCmp>},
    {"CMN (register) T1", "010000 1011 mmm nnn", kV6M, CompareRegistersT1<kCmn>},
    {"ADD (register) T2", "01000100 d mmmm ddd", kV6M, AddRegisterT2},
    {"CMP (register) T2", "01000101 n mmmm nnn", kV6M, CmpRegisterT2},
    {"ADR T1", "10100 ddd iiiiiiii", kV6M, AdrT1},
    {"ADD (SP plus immediate) T1", "10101 ddd iiiiiiii", kV6M, AddSpImmediateT1},
    {"ADD (SP plus immediate) T2", "101100000 iiiiiii", kV6M, AddSpImmediateT2},
    {"SUB (SP minus immediate) T1", "101100001 iiiiiii", kV6M, SubSpImmediateT1},

    {"ADD (immediate) T3", "11110i01000Snnnn 0iiiddddiiiiiiii", kMainline,
     WideImmediate<kAdd, &kCmn>},
    {"ADC (immediate) T1", "11110i01010Snnnn 0iiiddddiiiiiiii", kMainline, WideImmediate<kAdc>},
    {"SBC (immediate) T1", "11110i01011Snnnn 0iiiddddiiiiiiii", kMainline, WideImmediate<kSbc>},
    {"SUB (immediate) T3", "11110i01101Snnnn 0iiiddddiiiiiiii", kMainline,
     WideImmediate<kSub, &kCmp>},
    {"RSB (immediate) T2", "11110i01110Snnnn 0iiiddddiiiiiiii", kMainline, WideImmediate<kRsb>},
    {"ADD (immediate) T4", "11110i100000nnnn 0iiiddddiiiiiiii", kMainline, PlainImmediate<false>},
    {"SUB (immediate) T4", "11110i101010nnnn 0iiiddddiiiiiiii", kMainline, PlainImmediate<true>},
    {"ADD (register) T3", "11101011000Snnnn 0iiiddddiittmmmm", kMainline,
     WideRegister<kAdd, &kCmn>},
    {"ADC (register) T2", "11101011010Snnnn 0iiiddddiittmmmm", kMainline, WideRegister<kAdc>},
    {"SBC (register) T2", "11101011011Snnnn 0iiiddddiittmmmm", kMainline, WideRegister<kSbc>},
    {"SUB (register) T2", "11101011101Snnnn 0iiiddddiittmmmm", kMainline,
     WideRegister<kSub, &kCmp>},
    {"RSB (register) T1", "11101011110Snnnn 0iiiddddiittmmmm", kMainline, WideRegister<kRsb>},
};

}  // namespace

EncodingTable ArithmeticEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
