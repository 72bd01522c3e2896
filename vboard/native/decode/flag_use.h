// What operations do with the condition flags, so that flags that nobody sees need not be computed.

#ifndef VBOARD_NATIVE_DECODE_FLAG_USE_H_
#define VBOARD_NATIVE_DECODE_FLAG_USE_H_

#include <cstdint>

#include "decode/block.h"

namespace vboard {

constexpr uint8_t kFlagsNz = 1, kFlagC = 2, kFlagV = 4, kAllFlags = 7;

struct FlagUse {
  uint8_t reads = kAllFlags;  // also where the handler may leave the block
  uint8_t writes = 0;         // always, and whole
  Handler* silent = nullptr;  // does the same but for the flags
  Handler* carry = nullptr;   // the same, of the flags C alone
};

// Of an operation alone (isa/flag_use.cc). What is not known reads all.
FlagUse FlagUseOf(Handler* handler);

// Gives operations whose flags are written again before anything sees them their silent handlers,
// and those of which nothing but C is seen the handlers that write C alone.
void DropUnseenFlags(Op* ops, unsigned count, const Place* places);

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_FLAG_USE_H_
