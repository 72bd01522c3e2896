// Second operands of data processing: an immediate, a register, a shifted register (ARMv7-M A5.3.2,
// A7.4).
//
// Each kind is a type with `Value`, and `Carry`, the carry out of the shifter, which logical
// operations that set flags put into C. Handlers are instantiated for the kinds and collected in a
// table that decoding picks from.

#ifndef VBOARD_NATIVE_ISA_OPERAND_H_
#define VBOARD_NATIVE_ISA_OPERAND_H_

#include <cstdint>

#include "cpu/core.h"
#include "decode/decoder.h"
#include "decode/encoding.h"

namespace vboard {

enum ShiftType : uint8_t { kLsl, kLsr, kAsr, kRor, kRrx };

enum OperandKind : uint8_t {
  kImmediate,       // imm; C stays
  kImmediateCarry,  // imm; C becomes its bit 31: a constant that was rotated
  kRegister,        // Rm; C stays
  kShiftLsl,        // Rm shifted by imm, 1 to 31; 32 for LSR and ASR
  kShiftLsr,
  kShiftAsr,
  kShiftRor,
  kShiftRrx,
  kOperandKinds
};

struct Operand {
  OperandKind kind;
  unsigned m;
  uint32_t imm;
};

// The kind that a shift of a register is; `imm` of 0 means 32 for LSR and ASR, RRX for ROR
// (DecodeImmShift).
inline Operand ShiftedRegister(unsigned m, unsigned type, unsigned imm) {
  switch (type) {
    case kLsl:
      return imm == 0 ? Operand{kRegister, m, 0} : Operand{kShiftLsl, m, imm};
    case kLsr:
      return Operand{kShiftLsr, m, imm == 0 ? 32 : imm};
    case kAsr:
      return Operand{kShiftAsr, m, imm == 0 ? 32 : imm};
    default:
      return imm == 0 ? Operand{kShiftRrx, m, 0} : Operand{kShiftRor, m, imm};
  }
}

// A constant of the T32 encodings, i:imm3:imm8 (ThumbExpandImm_C).
inline Operand ExpandImmediate(uint32_t i_imm3_imm8) {
  const uint32_t byte = i_imm3_imm8 & 0xFF;
  switch (i_imm3_imm8 >> 8) {
    case 0:
      return {kImmediate, 0, byte};
    case 1:
      return {kImmediate, 0, byte << 16 | byte};
    case 2:
      return {kImmediate, 0, byte << 24 | byte << 8};
    case 3:
      return {kImmediate, 0, byte * 0x01010101u};
    default:
      break;
  }
  const unsigned rotation = i_imm3_imm8 >> 7;
  const uint32_t unrotated = 0x80 | (i_imm3_imm8 & 0x7F);
  return {kImmediateCarry, 0, unrotated >> rotation | unrotated << (32 - rotation)};
}

// i:imm3:imm8 of a T32 word.
constexpr uint32_t ImmediateBits(uint32_t word) {
  return Bit(word, 26) << 11 | Bits(word, 14, 12) << 8 | Bits(word, 7, 0);
}

// The shifted register of a T32 word with imm3:imm2, type and Rm.
inline Operand ShiftedRegisterOf(uint32_t word) {
  return ShiftedRegister(Bits(word, 3, 0), Bits(word, 5, 4),
                         Bits(word, 14, 12) << 2 | Bits(word, 7, 6));
}

struct ImmediateOperand {
  static uint32_t Value(const Core&, const Op* op, uint32_t) { return op->imm; }
  static uint32_t Carry(const Core&, const Op*, uint32_t c) { return c; }
};
struct ImmediateCarryOperand {
  static uint32_t Value(const Core&, const Op* op, uint32_t) { return op->imm; }
  static uint32_t Carry(const Core&, const Op* op, uint32_t) { return op->imm >> 31; }
};
struct RegisterOperand {
  static uint32_t Value(const Core& core, const Op* op, uint32_t) { return core.r[op->m]; }
  static uint32_t Carry(const Core&, const Op*, uint32_t c) { return c; }
};
struct LslOperand {
  static uint32_t Value(const Core& core, const Op* op, uint32_t) {
    return core.r[op->m] << (op->imm & 31);
  }
  static uint32_t Carry(const Core& core, const Op* op, uint32_t) {
    return core.r[op->m] >> ((32 - op->imm) & 31) & 1;
  }
};
struct LsrOperand {
  static uint32_t Value(const Core& core, const Op* op, uint32_t) {
    return static_cast<uint32_t>(uint64_t{core.r[op->m]} >> op->imm);
  }
  static uint32_t Carry(const Core& core, const Op* op, uint32_t) {
    return core.r[op->m] >> (op->imm - 1) & 1;
  }
};
struct AsrOperand {
  static uint32_t Value(const Core& core, const Op* op, uint32_t) {
    return static_cast<uint32_t>(int64_t{static_cast<int32_t>(core.r[op->m])} >> op->imm);
  }
  static uint32_t Carry(const Core& core, const Op* op, uint32_t) {
    return core.r[op->m] >> (op->imm - 1) & 1;
  }
};
struct RorOperand {
  static uint32_t Value(const Core& core, const Op* op, uint32_t) {
    const uint32_t x = core.r[op->m];
    return x >> (op->imm & 31) | x << ((32 - op->imm) & 31);
  }
  static uint32_t Carry(const Core& core, const Op* op, uint32_t) {
    return core.r[op->m] >> ((op->imm - 1) & 31) & 1;
  }
};
struct RrxOperand {
  static uint32_t Value(const Core& core, const Op* op, uint32_t c) {
    return core.r[op->m] >> 1 | c << 31;
  }
  static uint32_t Carry(const Core& core, const Op* op, uint32_t) { return core.r[op->m] & 1; }
};

// The handlers of one operation for all kinds of operands, in the order of OperandKind.
struct OperandHandlers {
  Handler* handler[kOperandKinds];
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_OPERAND_H_
