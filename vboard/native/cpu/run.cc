// The run loop of a core: virtual time, delivery of exceptions, sleep.

#include "cpu/core.h"
#include "cpu/host.h"
#include "decode/block_cache.h"
#include "system/system.h"

namespace vboard {
namespace {

// Most instructions of one run of handlers, and those between two polls of the host.
constexpr uint64_t kChunk = 500000;
// What a turn of the run loop counts for in it, besides its instructions.
constexpr uint64_t kTurn = 100;
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
  stops_in_it = budget != kNoBudget;
  const uint64_t last = budget == kNoBudget ? kNoBudget : Executed() + budget;
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
      if (tells_sleep) host.SleepChanged(false);
    }
    if (!thumb) {
      system->TakeFault(Fault{FaultKind::kInvalidState, pc});
      CountToPoll(kTurn);
      continue;
    }
    uint64_t limit = time.InstructionsTo(edge_);
    if (limit > until_poll_) limit = until_poll_;
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
    CountToPoll(done + kTurn);
  }
  attention &= ~kLeave;
  if (!blocks->trace().empty()) host.Traced();
  if (aborted) time.JumpTo(edge_);
}

void Core::CountToPoll(uint64_t instructions) {
  if (until_poll_ > instructions) {
    until_poll_ -= instructions;
  } else {
    host.Poll();
    if (!blocks->trace().empty()) host.Traced();
    until_poll_ = kChunk;
  }
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
      if (wfi_as_nop || system->WakesUp()) break;
      sleeping = true;
      if (tells_sleep) host.SleepChanged(true);
      system->FallsAsleep();
      break;
    case Stop::kWfe:
      if (wfe_as_nop) break;
      sleeping = sleeps_for_event = !event && !system->WakesFromEvent();
      event = false;
      if (sleeping && tells_sleep) host.SleepChanged(true);
      break;
    case Stop::kBreakpoint:
      passed_breakpoint = pc;
      if (blocks->HasHostBreakpoint(pc)) host.AtBreakpoint(pc);
      system->InstructionMatch(pc);
      break;
  }
}

}  // namespace vboard
