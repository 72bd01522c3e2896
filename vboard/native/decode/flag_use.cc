#include "decode/flag_use.h"

namespace vboard {

void DropUnseenFlags(Op* ops, unsigned count, const Place* places) {
  uint8_t seen = kAllFlags;  // behind the operation
  for (unsigned i = count; i-- > 0;) {
    if (places[i].plain == nullptr) continue;  // a link
    const FlagUse use = FlagUseOf(ops[i].handler);
    if (use.silent != nullptr && !(use.writes & seen)) ops[i].handler = use.silent;
    if (use.carry != nullptr && (use.writes & seen) == kFlagC) ops[i].handler = use.carry;
    seen = static_cast<uint8_t>((seen & ~use.writes) | use.reads);
  }
}

}  // namespace vboard
