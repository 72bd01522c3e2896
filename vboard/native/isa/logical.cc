// AND, ORR, ORN, EOR, BIC, TST, TEQ, MOV, MVN, MOVW, MOVT (ARMv7-M A7.7.8 to A7.7.15, A7.7.35,
// A7.7.76 to A7.7.79, A7.7.85 to A7.7.92, A7.7.186 to A7.7.189). Shifts by a constant are MOV with
// a shifted register.

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/logical_steps.h"
#include "isa/operand.h"

namespace vboard {
namespace {

VB_HANDLER(MoveTop) {
  core.r[op->d] = (core.r[op->d] & 0xFFFF) | op->imm << 16;
  VB_NEXT();
}

#define VB_FOR_OPERANDS(form, operation)                                                   \
  OperandHandlers {                                                                        \
    {                                                                                      \
      One<form<operation, ImmediateOperand>>, One<form<operation, ImmediateCarryOperand>>, \
          One<form<operation, RegisterOperand>>, One<form<operation, LslOperand>>,         \
          One<form<operation, LsrOperand>>, One<form<operation, AsrOperand>>,              \
          One<form<operation, RorOperand>>, One<form<operation, RrxOperand>>               \
    }                                                                                      \
  }

struct Handlers {
  OperandHandlers keep_flags, set_flags;
};
#define VB_BOTH(operation) \
  { VB_FOR_OPERANDS(Logical, operation), VB_FOR_OPERANDS(LogicalFlags, operation) }
constexpr Handlers kAnd = VB_BOTH(And);
constexpr Handlers kOrr = VB_BOTH(Orr);
constexpr Handlers kOrn = VB_BOTH(Orn);
constexpr Handlers kEor = VB_BOTH(Eor);
constexpr Handlers kBic = VB_BOTH(Bic);
constexpr Handlers kMov = VB_BOTH(Mov);
constexpr Handlers kMvn = VB_BOTH(Mvn);
constexpr OperandHandlers kTst = VB_FOR_OPERANDS(Test, And);
constexpr OperandHandlers kTeq = VB_FOR_OPERANDS(Test, Eor);

Decoded Emit(Decoder& decoder, const Handlers& handlers, bool set_flags, unsigned d, unsigned n,
             const Operand& operand) {
  const OperandHandlers& forms = set_flags ? handlers.set_flags : handlers.keep_flags;
  decoder.EmitResult(forms.handler[operand.kind], d, n, operand.m, operand.imm);
  return Decoded::kDone;
}

// -- 16-bit encodings
// -------------------------------------------------------------------------------

template <const Handlers& kHandlers>
Decoded TwoRegisters(Decoder& decoder, uint32_t word) {  // Rdn := Rdn op Rm
  const unsigned d = Bits(word, 2, 0);
  return Emit(decoder, kHandlers, decoder.sets_flags(), d, d, {kRegister, Bits(word, 5, 3), 0});
}

Decoded TstT1(Decoder& decoder, uint32_t word) {
  decoder.Emit(kTst.handler[kRegister], 0, Bits(word, 2, 0), Bits(word, 5, 3));
  return Decoded::kDone;
}

Decoded MovImmediateT1(Decoder& decoder, uint32_t word) {
  return Emit(decoder, kMov, decoder.sets_flags(), Bits(word, 10, 8), 0,
              {kImmediate, 0, Bits(word, 7, 0)});
}

Decoded MovRegisterT1(Decoder& decoder, uint32_t word) {
  const unsigned d = Bit(word, 7) << 3 | Bits(word, 2, 0), m = Bits(word, 6, 3);
  if (d == kPc && decoder.in_it() && !decoder.last_in_it()) return Decoded::kUndefined;
  if (m == kPc) return Emit(decoder, kMov, false, d, 0, {kImmediate, 0, decoder.pc_operand()});
  return Emit(decoder, kMov, false, d, 0, {kRegister, m, 0});
}

// LSL, LSR, ASR by a constant; LSL #0 is MOVS of a register.
Decoded ShiftImmediateT1(Decoder& decoder, uint32_t word) {
  const Operand operand = ShiftedRegister(Bits(word, 5, 3), Bits(word, 12, 11), Bits(word, 10, 6));
  return Emit(decoder, kMov, decoder.sets_flags(), Bits(word, 2, 0), 0, operand);
}

// -- 32-bit encodings
// -------------------------------------------------------------------------------

unsigned Rd(uint32_t word) { return Bits(word, 11, 8); }
unsigned Rn(uint32_t word) { return Bits(word, 19, 16); }

// `kTestForm`: the operation that only sets flags, when Rd is 15. `kMoveForm`: the one without Rn,
// when Rn is 15.
template <const Handlers& kHandlers, const OperandHandlers* kTestForm, const Handlers* kMoveForm>
Decoded Wide(Decoder& decoder, uint32_t word, const Operand& operand) {
  const bool set_flags = Bit(word, 20);
  if (Rd(word) == kPc) {
    if (kTestForm == nullptr || !set_flags || Rn(word) == kPc) return Decoded::kUndefined;
    decoder.Emit(kTestForm->handler[operand.kind], 0, Rn(word), operand.m, operand.imm);
    return Decoded::kDone;
  }
  if (Rn(word) == kPc) {
    if (kMoveForm == nullptr) return Decoded::kUndefined;
    return Emit(decoder, *kMoveForm, set_flags, Rd(word), 0, operand);
  }
  return Emit(decoder, kHandlers, set_flags, Rd(word), Rn(word), operand);
}

template <const Handlers& kHandlers, const OperandHandlers* kTestForm = nullptr,
          const Handlers* kMoveForm = nullptr>
Decoded WideImmediate(Decoder& decoder, uint32_t word) {
  return Wide<kHandlers, kTestForm, kMoveForm>(decoder, word, ExpandImmediate(ImmediateBits(word)));
}

template <const Handlers& kHandlers, const OperandHandlers* kTestForm = nullptr,
          const Handlers* kMoveForm = nullptr>
Decoded WideRegister(Decoder& decoder, uint32_t word) {
  const Operand operand = ShiftedRegisterOf(word);
  if (operand.m == kPc) return Decoded::kUndefined;
  return Wide<kHandlers, kTestForm, kMoveForm>(decoder, word, operand);
}

uint32_t Immediate16(uint32_t word) { return Bits(word, 19, 16) << 12 | ImmediateBits(word); }

Decoded MovImmediateT3(Decoder& decoder, uint32_t word) {
  if (Rd(word) == kPc) return Decoded::kUndefined;
  return Emit(decoder, kMov, false, Rd(word), 0, {kImmediate, 0, Immediate16(word)});
}

Decoded MovtT1(Decoder& decoder, uint32_t word) {
  if (Rd(word) == kPc || Rd(word) == kSp) return Decoded::kUndefined;
  decoder.Emit(MoveTop, Rd(word), 0, 0, Immediate16(word));
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"LSL (immediate) T1, MOV (register) T2", "00000 iiiii mmm ddd", kV6M, ShiftImmediateT1},
    {"LSR (immediate) T1", "00001 iiiii mmm ddd", kV6M, ShiftImmediateT1},
    {"ASR (immediate) T1", "00010 iiiii mmm ddd", kV6M, ShiftImmediateT1},
    {"MOV (immediate) T1", "00100 ddd iiiiiiii", kV6M, MovImmediateT1},
    {"AND (register) T1", "010000 0000 mmm ddd", kV6M, TwoRegisters<kAnd>},
    {"EOR (register) T1", "010000 0001 mmm ddd", kV6M, TwoRegisters<kEor>},
    {"TST (register) T1", "010000 1000 mmm nnn", kV6M, TstT1},
    {"ORR (register) T1", "010000 1100 mmm ddd", kV6M, TwoRegisters<kOrr>},
    {"BIC (register) T1", "010000 1110 mmm ddd", kV6M, TwoRegisters<kBic>},
    {"MVN (register) T1", "010000 1111 mmm ddd", kV6M, TwoRegisters<kMvn>},
    {"MOV (register) T1", "01000110 d mmmm ddd", kV6M, MovRegisterT1},

    {"AND (immediate) T1, TST", "11110i00000Snnnn 0iiiddddiiiiiiii", kMainline,
     WideImmediate<kAnd, &kTst>},
    {"BIC (immediate) T1", "11110i00001Snnnn 0iiiddddiiiiiiii", kMainline, WideImmediate<kBic>},
    {"ORR (immediate) T1, MOV T2", "11110i00010Snnnn 0iiiddddiiiiiiii", kMainline,
     WideImmediate<kOrr, nullptr, &kMov>},
    {"ORN (immediate) T1, MVN", "11110i00011Snnnn 0iiiddddiiiiiiii", kMainline,
     WideImmediate<kOrn, nullptr, &kMvn>},
    {"EOR (immediate) T1, TEQ", "11110i00100Snnnn 0iiiddddiiiiiiii", kMainline,
     WideImmediate<kEor, &kTeq>},
    {"MOV (immediate) T3, MOVW", "11110i100100iiii 0iiiddddiiiiiiii", kWide, MovImmediateT3},
    {"MOVT T1", "11110i101100iiii 0iiiddddiiiiiiii", kWide, MovtT1},
    {"AND (register) T2, TST", "11101010000Snnnn 0iiiddddiittmmmm", kMainline,
     WideRegister<kAnd, &kTst>},
    {"BIC (register) T2", "11101010001Snnnn 0iiiddddiittmmmm", kMainline, WideRegister<kBic>},
    {"ORR (register) T2, MOV T3, LSL T2, LSR T2, ASR T2, ROR T1, RRX",
     "11101010010Snnnn 0iiiddddiittmmmm", kMainline, WideRegister<kOrr, nullptr, &kMov>},
    {"ORN (register) T1, MVN", "11101010011Snnnn 0iiiddddiittmmmm", kMainline,
     WideRegister<kOrn, nullptr, &kMvn>},
    {"EOR (register) T2, TEQ", "11101010100Snnnn 0iiiddddiittmmmm", kMainline,
     WideRegister<kEor, &kTeq>},
};

}  // namespace

EncodingTable LogicalEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
