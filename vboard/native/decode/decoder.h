// Decodes a basic block: decode functions of instruction groups emit operations through this.

#ifndef VBOARD_NATIVE_DECODE_DECODER_H_
#define VBOARD_NATIVE_DECODE_DECODER_H_

#include <cstdint>

#include "cpu/core.h"
#include "decode/block.h"
#include "decode/encoding.h"

namespace vboard {

// Conditions of the condition field (ARMv7-M A7.3).
enum Condition : uint8_t {
  kEq,
  kNe,
  kCs,
  kCc,
  kMi,
  kPl,
  kVs,
  kVc,
  kHi,
  kLs,
  kGe,
  kLt,
  kGt,
  kLe,
  kAl
};

class Decoder {
 public:
  explicit Decoder(Core& core) : core_(core) {}

  // -- the instruction that is being decoded ---------------------------------------------------

  const Model& model() const { return core_.model; }
  // Whether each instruction is recorded.
  bool traced() const;
  uint32_t pc() const { return pc_; }              // its address
  uint32_t pc_operand() const { return pc_ + 4; }  // PC as an operand
  bool wide() const { return wide_; }              // 32 bits
  bool in_it() const { return it_ & 0xF; }
  bool last_in_it() const { return (it_ & 0xF) == 8; }
  // Whether an instruction of 16 bits sets the flags that it sets outside of an IT block.
  bool sets_flags() const { return !in_it(); }

  // -- what it becomes -------------------------------------------------------------------------

  // Adds an operation.
  Op& Emit(Handler* handler, unsigned d = 0, unsigned n = 0, unsigned m = 0, uint32_t imm = 0);
  // Adds an operation that writes register `d`: R13 keeps its low bits clear, R15 is a branch to
  // the result, an interworking one (`bx`) or not.
  Op& EmitResult(Handler* handler, unsigned d, unsigned n = 0, unsigned m = 0, uint32_t imm = 0,
                 bool bx = false);
  // Adds a branch to the address in a register, as BX has it.
  void EmitBranchTo(unsigned reg);
  // Adds a check that `delta` more does not bring the stack pointer in use below its limit
  // (ARMv8-M).
  void CheckStackLimit(uint32_t delta);
  bool has_stack_limits() const { return model().v8() && model().Has(kMainline); }
  // Adds a way to another block; goes behind the operation that uses it, in the order that it
  // expects.
  void EmitLink(uint32_t target);
  // Sets ITSTATE for the instructions that follow.
  void StartIt(uint8_t itstate) { next_it_ = itstate; }
  // No instruction behind this one belongs to the block. Its last operation has to leave the block.
  void EndBlock() { ended_ = true; }
  // Ends the block behind this instruction with a look at what wants attention: it changed masks or
  // the like.
  void EndBlockWithCheck();
  // The instruction executes whatever the condition of its IT block says.
  void Unconditional() { unconditional_ = true; }
  // The instruction accesses memory: a device may want attention behind its IT block, which is not
  // left early.
  void AccessesMemory() { it_accesses_ = it_accesses_ || in_it(); }
  bool it_accesses() const { return it_accesses_; }
  // The block uses floating point: the first such instruction checks whether it may.
  void NeedFp();

  // -- the block -------------------------------------------------------------------------------

  // Decodes from `pc` with ITSTATE `it`, at most `limit` instructions, up to the next breakpoint.
  // The result is valid until the next call.
  void Decode(uint32_t pc, uint8_t it, unsigned limit);

  const Op* ops() const { return ops_; }
  const Place* places() const { return places_; }
  unsigned op_count() const { return op_count_; }
  unsigned length() const { return length_; }
  uint32_t end() const { return end_; }

 private:
  bool DecodeInstruction(bool& open);
  Decoded DecodeWord(uint32_t word, unsigned body);
  void EmitTerminator(Handler* handler);

  Core& core_;
  Op ops_[256];
  Place places_[256];
  unsigned op_count_ = 0, first_op_ = 0;
  unsigned length_ = 0;
  uint32_t start_ = 0, pc_ = 0, end_ = 0;
  uint8_t it_ = 0, next_it_ = 0;
  bool wide_ = false, ended_ = false, check_ = false, fp_checked_ = false;
  bool unconditional_ = false, it_accesses_ = false;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_DECODER_H_
