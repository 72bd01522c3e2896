// The run loop of a core: virtual time, delivery of exceptions, sleep.

#include "cpu/core.h"
#include "cpu/host.h"
#include "decode/block_cache.h"
#include "system/system.h"

namespace vboard {
namespace {

// Most instructions of one run of handlers: bounds the time until the host is polled.
constexpr uint64_t kChunk = 500000;
constexpr Attention kLeaving = kLeave | kHostError;

}  // namespace

uint64_t Core::Now() const {
  const uint64_t done = Executed() - started_;
  return in_instruction ? time.After(done - 1) : time.After(done);
}

void Core::Shorten(uint64_t at) {
  if (at >= edge_) return;
  edge_ = at;
  Notify(kCheckTime);
}

void Core::Abort(const char* reason) {
  aborted = true;
  Notify(kLeave);
  host.Abort(reason);
}

void Core::RunUntil(uint64_t edge, uint64_t budget) {
  attention &= ~kLeave;
  edge_ = edge;
  const uint64_t last = budget == kNoBudget ? kNoBudget : Executed() + budget;
  uint64_t until_poll = kChunk;
  while (!(attention & kLeaving) && time.now() < edge_) {
    attention &= kLeaving;
    const bool entered = system->Deliver();
    if (attention & kLeaving) break;
    if (sleeping) {
      const bool woken =
          entered || (sleeps_for_event ? event || system->WakesFromEvent() : system->WakesUp());
      if (!woken) {
        time.JumpTo(edge_);
        break;
      }
      if (sleeps_for_event) event = false;
      sleeping = sleeps_for_event = false;
    }
    if (!thumb) {
      system->TakeFault(Fault{FaultKind::kInvalidState, pc});
      continue;
    }
    uint64_t limit = time.InstructionsTo(edge_);
    if (limit > until_poll) limit = until_poll;
    if (last != kNoBudget) {
      if (Executed() >= last) break;
      if (limit > last - Executed()) limit = last - Executed();
    }
    started_ = Executed();
    Execute(limit);
    const uint64_t done = Executed() - started_;
    time.Advance(done);
    started_ += done;
    HandleStop();
    until_poll -= done < until_poll ? done : until_poll;
    if (until_poll == 0) {
      host.Poll();
      until_poll = kChunk;
    }
  }
  attention &= ~kLeave;
  if (aborted) time.JumpTo(edge_);
}

void Core::HandleStop() {
  switch (stop) {
    case Stop::kNone:
      break;
    case Stop::kSvc:
      system->Supervisor(stop_value);
      break;
    case Stop::kBkpt:
      system->BreakpointInstruction(stop_value);
      break;
    case Stop::kFault:
      system->TakeFault(fault);
      break;
    case Stop::kExceptionReturn:
      sleeping = system->ExceptionReturn(stop_value);
      break;
    case Stop::kWfi:
      if (system->WakesUp()) break;
      sleeping = true;
      system->FallsAsleep();
      break;
    case Stop::kWfe:
      sleeping = sleeps_for_event = !event && !system->WakesFromEvent();
      event = false;
      break;
    case Stop::kBreakpoint:
      passed_breakpoint = pc;
      if (blocks->HasHostBreakpoint(pc)) host.AtBreakpoint(pc);
      system->InstructionMatch(pc);
      break;
  }
}

}  // namespace vboard
