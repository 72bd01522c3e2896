// Handlers of instructions that are a function of registers: each is written as that function.

#ifndef VBOARD_NATIVE_ISA_PURE_H_
#define VBOARD_NATIVE_ISA_PURE_H_

#include <cstdint>

#include "cpu/core.h"
#include "decode/decoder.h"
#include "decode/encoding.h"

namespace vboard {

// Rd := f(Rm, constant)
template <uint32_t (*kFunction)(uint32_t m, uint32_t imm)>
VB_HANDLER(Unary) {
  core.r[op->d] = kFunction(core.r[op->m], op->imm);
  VB_NEXT();
}

// Rd := f(Rn, Rm, constant)
template <uint32_t (*kFunction)(uint32_t n, uint32_t m, uint32_t imm)>
VB_HANDLER(Binary) {
  core.r[op->d] = kFunction(core.r[op->n], core.r[op->m], op->imm);
  VB_NEXT();
}

// Rd := f(Rn, Rm, Ra); the number of Ra is in imm
template <uint32_t (*kFunction)(uint32_t n, uint32_t m, uint32_t a)>
VB_HANDLER(Ternary) {
  core.r[op->d] = kFunction(core.r[op->n], core.r[op->m], core.r[op->imm]);
  VB_NEXT();
}

// RdHi:RdLo := f(Rn, Rm, RdHi:RdLo); RdLo is d, the number of RdHi in imm
template <uint64_t (*kFunction)(uint32_t n, uint32_t m, uint64_t accumulator)>
VB_HANDLER(Long) {
  const uint64_t accumulator = uint64_t{core.r[op->imm]} << 32 | core.r[op->d];
  const uint64_t result = kFunction(core.r[op->n], core.r[op->m], accumulator);
  core.r[op->d] = static_cast<uint32_t>(result);
  core.r[op->imm] = static_cast<uint32_t>(result >> 32);
  VB_NEXT();
}

// A result and what it does to APSR.Q, which is sticky.
struct Sticky {
  uint32_t value;
  bool q;
};

template <Sticky (*kFunction)(uint32_t n, uint32_t m, uint32_t a)>
VB_HANDLER(StickyTernary) {
  const Sticky result = kFunction(core.r[op->n], core.r[op->m], core.r[op->imm]);
  core.q |= result.q;
  core.r[op->d] = result.value;
  VB_NEXT();
}

template <Sticky (*kFunction)(uint32_t n, uint32_t m, uint32_t imm)>
VB_HANDLER(StickyBinary) {
  const Sticky result = kFunction(core.r[op->n], core.r[op->m], op->imm);
  core.q |= result.q;
  core.r[op->d] = result.value;
  VB_NEXT();
}

// Fields of the 32-bit data processing encodings with three or four registers.
constexpr unsigned FieldN(uint32_t word) { return Bits(word, 19, 16); }
constexpr unsigned FieldA(uint32_t word) { return Bits(word, 15, 12); }
constexpr unsigned FieldD(uint32_t word) { return Bits(word, 11, 8); }
constexpr unsigned FieldM(uint32_t word) { return Bits(word, 3, 0); }

// Decode functions: registers of these fields, none of them PC.
template <Handler* kHandler>
Decoded DecodeNM(Decoder& decoder, uint32_t word) {
  if (FieldD(word) == kPc || FieldN(word) == kPc || FieldM(word) == kPc) return Decoded::kUndefined;
  decoder.EmitResult(kHandler, FieldD(word), FieldN(word), FieldM(word));
  return Decoded::kDone;
}

template <Handler* kHandler>
Decoded DecodeNMA(Decoder& decoder, uint32_t word) {
  if (FieldD(word) == kPc || FieldN(word) == kPc || FieldM(word) == kPc) return Decoded::kUndefined;
  if (FieldA(word) == kPc) return Decoded::kSeeOther;
  decoder.EmitResult(kHandler, FieldD(word), FieldN(word), FieldM(word), FieldA(word));
  return Decoded::kDone;
}

// Long multiplication: RdLo is field A, RdHi field D.
template <Handler* kHandler>
Decoded DecodeLong(Decoder& decoder, uint32_t word) {
  const unsigned low = FieldA(word), high = FieldD(word);
  if (low == kPc || high == kPc || FieldN(word) == kPc || FieldM(word) == kPc)
    return Decoded::kUndefined;
  if (low == kSp || high == kSp || low == high) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.Emit(kHandler, low, FieldN(word), FieldM(word), high);
  return Decoded::kDone;
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_PURE_H_
