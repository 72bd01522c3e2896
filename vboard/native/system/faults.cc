// Faults, SVC and BKPT become exceptions: status, escalation, lockup (ARMv7-M B1.5.4, B1.5.14,
// B1.5.15).
//
// Renode 1.16.1 takes configurable faults whether SHCSR enables them or not, and makes them pending
// like any other exception. An instruction whose fault cannot be taken is executed again without
// time passing, so that a run never ends; here the core stops, and the log says which rule the
// architecture has for it.

#include <cstdio>

#include "cpu/host.h"
#include "memory/memory_map.h"
#include "system/parts.h"

namespace vboard {
namespace {

constexpr uint32_t kSemihosting = 0xAB;

struct Meaning {
  unsigned number;
  uint32_t status;
};

Meaning MeaningOf(FaultKind kind) {
  switch (kind) {
    case FaultKind::kUndefined:
      return {kUsageFault, kUndefinstr};
    case FaultKind::kInvalidState:
      return {kUsageFault, kInvstate};
    case FaultKind::kInvalidPc:
      return {kUsageFault, kInvpc};
    case FaultKind::kNoCoprocessor:
      return {kUsageFault, kNocp};
    case FaultKind::kUnaligned:
      return {kUsageFault, kUnaligned};
    case FaultKind::kDivideByZero:
      return {kUsageFault, kDivbyzero};
    case FaultKind::kStackOverflow:
      return {kUsageFault, kStkof};
    case FaultKind::kDataBus:
      return {kBusFault, kPreciserr | kBfarvalid};
    case FaultKind::kInstructionBus:
      return {kBusFault, kIbuserr};
    case FaultKind::kDataProtection:
      return {kMemManage, kDaccviol | kMmarvalid};
    case FaultKind::kInstructionProtection:
      return {kMemManage, kIaccviol};
    case FaultKind::kPended:
      break;
  }
  return {0, 0};
}

const char* NameOf(unsigned number) {
  switch (number) {
    case kHardFault:
      return "HardFault";
    case kMemManage:
      return "MemManage fault";
    case kBusFault:
      return "BusFault";
    case kUsageFault:
      return "UsageFault";
    case kSvCall:
      return "SVC";
    case kDebugMonitor:
      return "DebugMonitor exception of BKPT";
    default:
      return "exception";
  }
}

}  // namespace

void System::Impl::Take(const Fault& fault) {
  if (fault.kind == FaultKind::kPended) return;
  if (fault.kind == FaultKind::kInstructionBus && !strict) {
    char text[112];
    std::snprintf(text, sizeof text,
                  "CPU abort [PC=0x%X]: Trying to execute code outside RAM or ROM at 0x%08X.",
                  static_cast<unsigned>(fault.address), static_cast<unsigned>(fault.address));
    core.Abort(text);
    return;
  }
  const Meaning meaning = MeaningOf(fault.kind);
  if (meaning.status & kMmarvalid) scb.SetMmfar(fault.address);
  if (meaning.status & kBfarvalid) scb.SetBfar(fault.address);
  scb.AddFault(meaning.status);
  if (strict) {
    TakeSynchronous(meaning.number, core.model.Has(kMainline) && scb.FaultEnabled(meaning.number));
  } else {
    PendSynchronous(meaning.number);
  }
}

void System::Impl::PendSynchronous(unsigned number) {
  priorities.Pend(number);
  core.Notify(kCheckExceptions);
  if (priorities.Due() != 0) return;
  const char* why = core.primask != 0     ? "PRIMASK is set"
                    : core.faultmask != 0 ? "FAULTMASK is set"
                    : core.basepri != 0   ? "BASEPRI masks it, or its priority does not preempt"
                                          : "its priority does not preempt";
  char text[320];
  std::snprintf(text, sizeof text,
                "CPU lockup [PC=0x%X]: %s (CFSR 0x%08X) cannot be taken: %s. The instruction would "
                "repeat for ever; the architecture escalates it to HardFault, or locks up at "
                "priority -1 (ARMv7-M B1.5.4, B1.5.15; StrictFaults does)",
                static_cast<unsigned>(core.pc), NameOf(number), static_cast<unsigned>(scb.cfsr()),
                why);
  core.Abort(text);
}

void System::Impl::Lockup(unsigned number, int priority) {
  char text[160];
  std::snprintf(text, sizeof text,
                "CPU lockup [PC=0x%X]: exception %u at priority %d, CFSR 0x%08X, HFSR 0x%08X "
                "(ARMv7-M B1.5.15)",
                static_cast<unsigned>(core.pc), number, priority, static_cast<unsigned>(scb.cfsr()),
                static_cast<unsigned>(scb.hfsr()));
  core.Abort(text);
}

void System::Impl::TakeSynchronous(unsigned number, bool enabled) {
  const int priority = priorities.ExecutionPriority();
  if (enabled && priorities.GroupOf(priorities.PriorityOf(number)) < priority) {
    Enter(number);
    return;
  }
  if (priority <= -1) {
    Lockup(number, priority);
    return;
  }
  scb.AddHardFault(kForced);
  Enter(kHardFault);
}

// What cannot be taken now is a HardFault that pends, where the priority allows one at all.
void System::Impl::PendFault(unsigned number) {
  const bool enabled =
      number == kHardFault || (core.model.Has(kMainline) && scb.FaultEnabled(number));
  if (enabled) {
    priorities.Pend(number);
    return;
  }
  scb.AddHardFault(kForced);
  priorities.Pend(kHardFault);
}

// B1.5.11: a fault of exception entry is taken before the handler's first instruction if its
// priority is higher than that of the exception, and pends otherwise.
void System::Impl::TakeDerived(const Derived& derived) {
  scb.AddFault(derived.status);
  if (derived.status & kMstkerr) scb.SetMmfar(derived.address);
  const int priority = priorities.ExecutionPriority();
  const bool configurable = derived.number != kHardFault;
  const bool enabled =
      configurable && core.model.Has(kMainline) && scb.FaultEnabled(derived.number);
  if (configurable && enabled) {
    priorities.Pend(derived.number);
    return;
  }
  if (priority <= -1) {
    Lockup(derived.number, priority);
    return;
  }
  if (configurable) scb.AddHardFault(kForced);
  priorities.Pend(kHardFault);
}

// TakePreserveFPException (B1.5.7): what was possible when the state was left decides.
void System::Impl::LazyStoreFailed(const Fault& fault) {
  const bool bus = fault.kind == FaultKind::kDataBus;
  scb.AddFault(bus ? kLsperr : kMlsperr);
  if ((fp.control() & (bus ? kBfrdy : kMmrdy)) != 0) {
    priorities.Pend(bus ? kBusFault : kMemManage);
  } else if ((fp.control() & kHfrdy) != 0) {
    scb.AddHardFault(kForced);
    priorities.Pend(kHardFault);
  } else {
    Lockup(bus ? kBusFault : kMemManage, priorities.ExecutionPriority());
  }
}

void System::Impl::CallSupervisor() {
  if (strict) {
    TakeSynchronous(kSvCall, true);
    return;
  }
  priorities.Pend(kSvCall);
  core.Notify(kCheckExceptions);
}

void System::Impl::Breakpoint(uint32_t number) {
  if (number == kSemihosting && (core.host.Semihosting() || !strict)) {
    core.pc += 2;
    return;
  }
  if (!strict) {
    PendSynchronous(kDebugMonitor);
    return;
  }
  // Without a debugger: DebugMonitor where it is enabled and its priority suffices, else HardFault.
  const int priority = priorities.ExecutionPriority();
  const bool monitor = core.model.Has(kMainline) && (scb.demcr() & kMonEn) != 0 &&
                       priorities.GroupOf(priorities.PriorityOf(kDebugMonitor)) < priority;
  if (monitor) {
    scb.AddDebugFault(kDfsrBkpt);
    Enter(kDebugMonitor);
    return;
  }
  if (priority <= -1) {
    Lockup(kHardFault, priority);
    return;
  }
  scb.AddHardFault(kDebugevt);
  Enter(kHardFault);
}

}  // namespace vboard
