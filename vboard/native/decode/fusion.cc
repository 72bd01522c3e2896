#include "decode/fusion.h"

namespace vboard {

void Fuse(Op* ops, unsigned count, const Place* places) {
  // Handlers that execute from each operation to the end of the block.
  uint8_t left[kBlockOps + 2] = {};
  Handler* next = nullptr;  // of the operation behind, alone; nullptr for links and at the end
  for (unsigned i = count; i-- > 0;) {
    Handler* const alone = places[i].plain == nullptr ? nullptr : ops[i].handler;
    if (alone != nullptr) {
      left[i] = static_cast<uint8_t>(left[i + 1] + 1);
      Handler* const fused =
          next != nullptr && left[i + 2] < left[i + 1] ? FusedHandler(alone, next) : nullptr;
      if (fused != nullptr) {
        ops[i].handler = fused;
        left[i] = static_cast<uint8_t>(left[i + 2] + 1);
      }
    }
    next = alone;
  }
}

}  // namespace vboard
