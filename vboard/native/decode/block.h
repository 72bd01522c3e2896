// Decoded code: a basic block as an array of operations, and links to the blocks that follow.

#ifndef VBOARD_NATIVE_DECODE_BLOCK_H_
#define VBOARD_NATIVE_DECODE_BLOCK_H_

#include <cstddef>
#include <cstdint>

#include "cpu/op.h"

namespace vboard {

// Most instructions of a block, and most operations: links and checks count too.
constexpr unsigned kBlockInstructions = 64;
constexpr unsigned kBlockOps = 240;

// Where an operation comes from. An instruction may have several operations, and a fused operation
// executes several instructions: its place is that of the first.
struct Place {
  Handler* plain;  // the handler of this operation alone and whole: see fusion.h and flag_use.h
  uint8_t offset;  // halfwords from the start of the block
  uint8_t behind;  // instructions of the block behind this one
  uint8_t it;      // ITSTATE of the instruction
  bool starts;     // the first operation of its instruction
};

struct Block {
  uint32_t pc;        // of the first instruction
  uint32_t end;       // first address behind the code that was read
  uint16_t length;    // instructions
  uint16_t op_count;  // operations
  uint8_t it;         // ITSTATE at the start
  uint8_t domain;     // `Core::code_domain` of those who may execute it
  bool valid;         // false once its code was overwritten
  const Place* places;
  Block* next_same_hash;

  // Operations follow the structure.
  Op* ops() { return reinterpret_cast<Op*>(this + 1); }
  const Op* ops() const { return reinterpret_cast<const Op*>(this + 1); }

  // The block that an operation is of.
  static const Block& Of(const Op* op) {
    return *(reinterpret_cast<const Block*>(op - op->index) - 1);
  }
  const Place& PlaceOf(const Op* op) const { return places[op->index]; }
  uint32_t AddressOf(const Op* op) const { return pc + 2u * places[op->index].offset; }
};
static_assert(sizeof(Block) % alignof(Op) == 0, "operations follow the block");

// A way out of a block, in the place of an operation behind the branch that uses it.
struct Link {
  const Op* target;  // first operation of the following block
  uint32_t pc;       // its address
  int32_t length;    // its instructions, kUnresolved until it is known
};
static_assert(sizeof(Link) <= sizeof(Op), "a link takes the place of an operation");
constexpr int32_t kUnresolved = INT32_MAX;

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_BLOCK_H_
