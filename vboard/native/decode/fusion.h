// Fusion: one handler does what two or three operations that follow each other do.
//
// The operations stay where they are: what jumps to a later one, is slow in one, or executes a
// part of a block finds it. `Place::plain` is the handler of an operation alone.

#ifndef VBOARD_NATIVE_DECODE_FUSION_H_
#define VBOARD_NATIVE_DECODE_FUSION_H_

#include "decode/block.h"

namespace vboard {

// Handlers of operations that follow each other.
struct Sequence {
  Handler* parts[3];  // the third is nullptr for a pair
  bool passes;        // the second's Rm is the first's Rd
};

// The handler for a sequence, nullptr where there is none (isa/fused.cc).
Handler* FusedHandler(const Sequence& sequence);

// The handler of an operation whose Rd and Rn are one register, where there is a better one.
Handler* InPlaceHandler(Handler* handler);

// Gives operations fused handlers, so that a block takes as few as can be.
void Fuse(Op* ops, unsigned count, const Place* places);

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_FUSION_H_
