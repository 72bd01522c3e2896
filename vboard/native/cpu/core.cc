#include "cpu/core.h"

#include "decode/block_cache.h"
#include "decode/flow.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {

Core::Core(const Model& core_model, Host& core_host)
    : jumps(new Link[kJumps]),
      model(core_model),
      host(core_host),
      memory(new MemoryMap(*this)),
      blocks(new BlockCache(*this)) {
  system.reset(new System(*this));
  ForgetJumps();
}

Core::~Core() = default;

void Core::ForgetJumps() {
  for (unsigned i = 0; i < kJumps; ++i) jumps[i] = Link{nullptr, 1, kUnresolved};
}

void Core::ResetCore() {
  State::Reset();
  system->Reset();
  deadline = 0;
  remaining = 0;
  fp_ready = false;
  passed_breakpoint = 1;
  Notify(kCheckExceptions);
}

namespace {

// Where handlers start from: goes on at pc.
const Op* Start() {
  static const Op op{JumpSlowly, 0, 0, 0, 0, 0};
  return &op;
}

}  // namespace

void Core::Execute(int64_t budget) {
  deadline = Executed() + static_cast<uint64_t>(budget);
  remaining = budget;
  stop = Stop::kNone;
  const Op* op = Start();
#if VB_TAIL_CALLS
  op->handler(*this, op, n, z, c, v);
#else
  while (op != nullptr) op = op->handler(*this, op, n, z, c, v);
#endif
}

}  // namespace vboard
