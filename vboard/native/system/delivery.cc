// Exceptions are taken when they are due, and left by EXC_RETURN (ARMv7-M B1.5.4, B1.5.8).

#include <cstdio>

#include "system/parts.h"

namespace vboard {
namespace {

constexpr int kStackingAttempts = 64;
constexpr uint32_t kToThread = 1u << 3;

}  // namespace

void System::Impl::PriorityChanged() {
  if (strict) mpu->SetNegativePriority(priorities.ExecutionPriority() < 0);
}

void System::Impl::Enter(unsigned number) {
  const Derived derived = exceptions.Enter(number);
  PriorityChanged();
  if (derived.number == 0) return;
  if (strict) {
    TakeDerived(derived);
    return;
  }
  // Renode leaves the handler at once, and the fault is pending.
  exceptions.Abandon(number);
  scb.SetMmfar(derived.address);
  scb.AddFault(derived.status | kDaccviol | kMmarvalid);
  priorities.Pend(derived.number);
}

bool System::Impl::Deliver() {
  bool entered = false;
  for (int i = 0; i < kStackingAttempts; ++i) {
    const unsigned number = priorities.Due();
    if (number == 0 || core.aborted) return entered;
    priorities.Acknowledge();
    Enter(number);
    entered = true;
  }
  char text[96];
  std::snprintf(text, sizeof text, "CPU lockup [PC=0x%X]: the MPU denies each stacking",
                static_cast<unsigned>(core.pc));
  core.Abort(text);
  return entered;
}

bool System::Impl::Return(uint32_t value) {
  if (strict) return ReturnStrictly(value);
  if (value < Exceptions::kFirstReturn) {
    core.pc = value & ~1u;
    core.thumb = (value & 1) != 0;
    return false;
  }
  if (core.exception != kThread) exceptions.Deactivate();
  exceptions.Unstack(value);
  return (value & kToThread) != 0 && scb.sleep_on_exit();
}

// UsageFault INVPC, with the value that failed in LR (B1.5.8).
void System::Impl::ReturnFailed(uint32_t value) {
  scb.AddFault(kInvpc);
  const int priority = priorities.ExecutionPriority();
  const bool taken = core.model.Has(kMainline) && scb.FaultEnabled(kUsageFault) &&
                     priorities.GroupOf(priorities.PriorityOf(kUsageFault)) < priority;
  if (!taken && priority <= -1) {
    Lockup(kUsageFault, priority);
    return;
  }
  if (!taken) scb.AddHardFault(kForced);
  exceptions.TailChain(taken ? kUsageFault : kHardFault, 0xF0000000 | value);
  PriorityChanged();
}

bool System::Impl::ReturnStrictly(uint32_t value) {
  const bool consistent = exceptions.Consistent(value);
  exceptions.Deactivate();
  PriorityChanged();
  if (!consistent) {
    ReturnFailed(value);
    return false;
  }
  if (const unsigned next = priorities.Due()) {
    exceptions.TailChain(next, value);
    PriorityChanged();
    return false;
  }
  const Derived derived = exceptions.Unstack(value);
  const bool thread = (value & kToThread) != 0;
  PriorityChanged();
  if (derived.number != 0) {
    // The frame stays where it is: the fault's handler returns to the same context (B1.5.12).
    exceptions.Restack(value);
    scb.AddFault(derived.status);
    PendFault(derived.number);
    if (const unsigned next = priorities.Due()) exceptions.TailChain(next, value);
    PriorityChanged();
    return false;
  }
  if (thread != (core.exception == kThread)) {
    exceptions.Restack(value);
    ReturnFailed(value);
    return false;
  }
  return thread && scb.sleep_on_exit() && priorities.active_count() == 0;
}

}  // namespace vboard
