#include "cpu/core.h"

#include "decode/block_cache.h"
#include "decode/flow.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {

Core::Core(const Model& core_model, Host& core_host, Clock& machine_clock)
    : jump_tables(new Link[kCodeDomains * kJumps]),
      jumps(jump_tables.get()),
      model(core_model),
      host(core_host),
      clock(machine_clock),
      memory(new MemoryMap(*this)),
      blocks(new BlockCache(*this)) {
  system.reset(new System(*this));
  ForgetJumps();
}

Core::~Core() = default;

// Renode 1.16.1 keeps the limits and does not enforce them.
void Core::UpdateStackLimit() {
  sp_limit = !system->strict() ? 0 : process_stack ? psplim : msplim;
}

void Core::ForgetJumps() {
  for (unsigned i = 0; i < kCodeDomains * kJumps; ++i) {
    jump_tables[i] = Link{nullptr, 1, kUnresolved};
  }
}

void Core::SetCodeDomain(uint8_t domain) {
  code_domain = domain;
  jumps = jump_tables.get() + domain * kJumps;
}

void Core::ResetCore() {
  State::Reset();
  system->Reset();
  deadline = 0;
  remaining = 0;
  started_ = 0;
  sleeping = sleeps_for_event = aborted = false;
  UpdateStackLimit();
  memory->PrivilegeChanged();
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

void Core::Execute(uint64_t limit) {
  deadline = Executed() + limit;
  remaining = static_cast<int64_t>(limit);
  stop = Stop::kNone;
  const Op* op = Start();
#if VB_TAIL_CALLS
  op->handler(*this, op, nz, c, v);
#else
  while (op != nullptr) op = op->handler(*this, op, nz, c, v);
#endif
}

}  // namespace vboard
