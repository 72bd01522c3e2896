// Fusion: one handler does what two operations that follow each other do.
//
// The operations stay where they are: what jumps to the second, is slow in the first, or executes a
// part of a block finds it. `Place::plain` is the handler of an operation alone.

#ifndef VBOARD_NATIVE_DECODE_FUSION_H_
#define VBOARD_NATIVE_DECODE_FUSION_H_

#include "decode/block.h"

namespace vboard {

// The handler for an operation and the one behind it, nullptr where there is none (isa/fused.cc).
Handler* FusedHandler(Handler* first, Handler* second);

// Gives operations fused handlers, so that a block takes as few as can be.
void Fuse(Op* ops, unsigned count, const Place* places);

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_FUSION_H_
