#include "decode/fusion.h"

namespace vboard {
namespace {

Handler* Fused(const Op& first, const Op& second, Handler* const* alone, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    if (alone[i] == nullptr) return nullptr;
  }
  Sequence sequence{{alone[0], alone[1], count == 3 ? alone[2] : nullptr}, first.d == second.m};
  Handler* fused = FusedHandler(sequence);
  if (fused != nullptr || !sequence.passes) return fused;
  sequence.passes = false;
  return FusedHandler(sequence);
}

}  // namespace

void Fuse(Op* ops, unsigned count, const Place* places) {
  // Handlers of single operations, nullptr for links and at the end; handlers that execute from
  // each operation to the end of the block.
  Handler* alone[kBlockOps + 16] = {};
  uint8_t left[kBlockOps + 16] = {};
  for (unsigned i = count; i-- > 0;) {
    if (places[i].plain == nullptr) continue;
    if (ops[i].d == ops[i].n) ops[i].handler = InPlaceHandler(ops[i].handler);
    alone[i] = ops[i].handler;
    left[i] = static_cast<uint8_t>(left[i + 1] + 1);
    for (unsigned length = 2; length <= 3; ++length) {
      if (left[i + length] + 1 >= left[i]) continue;
      Handler* const fused = Fused(ops[i], ops[i + 1], alone + i, length);
      if (fused == nullptr) continue;
      ops[i].handler = fused;
      left[i] = static_cast<uint8_t>(left[i + length] + 1);
    }
  }
}

}  // namespace vboard
