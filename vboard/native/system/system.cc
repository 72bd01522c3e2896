#include "system/system.h"

#include "system/parts.h"

namespace vboard {
namespace {

std::unique_ptr<Mpu> MakeMpu(Core& core) {
  if (core.model.v8()) return std::make_unique<MpuV8>(core);
  return std::make_unique<MpuV7>(core);
}

}  // namespace

System::Impl::Impl(Core& owner)
    : core(owner),
      priorities(owner),
      scb(owner, priorities),
      nvic(owner, priorities),
      mpu(MakeMpu(owner)),
      fp(owner, scb),
      systick(owner.clock, [this] { core.system->Pend(kSysTick); }),
      exceptions(owner, priorities, scb, *mpu, fp),
      dwt(owner, scb),
      itm(owner, scb) {}

System::System(Core& core) : impl_(new Impl(core)) {}
System::~System() = default;

// -- configuration ------------------------------------------------------------------------------

void System::SetStrict(bool strict) {
  Impl& parts = *impl_;
  if (parts.strict == strict) return;
  parts.strict = strict;
  parts.priorities.SetStrict(strict);
  parts.scb.SetStrict(strict);
  parts.mpu->SetStrict(strict);
  parts.fp.SetStrict(strict);
  parts.systick.SetStrict(strict);
  parts.exceptions.SetStrict(strict);
  parts.dwt.Update();
  parts.PriorityChanged();
  parts.core.UpdateStackLimit();
  parts.core.memory->ProtectionChanged();
  parts.core.Notify(kCheckExceptions);
}

bool System::strict() const { return impl_->strict; }
void System::SetPriorityMask(uint8_t mask) { impl_->priorities.SetMask(mask); }
void System::SetSysTickFrequency(uint64_t hertz) { impl_->systick.SetFrequency(hertz); }
uint64_t System::systick_frequency() const { return impl_->systick.frequency(); }
void System::SetMpuRegions(unsigned count) { impl_->mpu->SetRegions(count); }
unsigned System::mpu_regions() const { return impl_->mpu->region_count(); }
void System::SetHaltSysTickInDeepSleep(bool halt) { impl_->halt_systick_in_deep_sleep = halt; }

void System::Reset() {
  Impl& parts = *impl_;
  parts.priorities.Reset();
  parts.scb.Reset();
  parts.mpu->Reset();
  parts.fp.Reset();
  parts.systick.Reset();
  parts.dwt.Reset();
  parts.itm.Reset();
}

uint32_t System::vtor() const { return impl_->scb.vtor(); }
void System::SetVtor(uint32_t address) { impl_->scb.SetVtor(address & 0xFFFFFF80); }
bool System::vtor_was_set() const { return impl_->scb.vtor_was_set(); }
bool System::IsActive(unsigned exception) const { return impl_->priorities.IsActive(exception); }
bool System::IsPending(unsigned exception) const { return impl_->priorities.IsPending(exception); }

// -- delivery -----------------------------------------------------------------------------------

bool System::Deliver() { return impl_->Deliver(); }
bool System::ExceptionReturn(uint32_t value) { return impl_->Return(value); }
bool System::WakesUp() { return impl_->priorities.WakesUp(); }

bool System::WakesFromEvent() {
  const Impl& parts = *impl_;
  return !parts.strict && parts.scb.sev_on_pend() && parts.priorities.WakesUp();
}

void System::Supervisor(uint32_t) { impl_->CallSupervisor(); }
void System::BreakpointInstruction(uint32_t number) { impl_->Breakpoint(number); }
void System::TakeFault(const Fault& fault) { impl_->Take(fault); }

void System::FallsAsleep() {
  Impl& parts = *impl_;
  if (parts.scb.sleep_deep() && parts.halt_systick_in_deep_sleep && parts.systick.enabled()) {
    parts.systick.SetEnabled(false);
  }
}

void System::SetLine(unsigned line, bool level) {
  if (line >= kLines) return;
  Impl& parts = *impl_;
  const bool fresh = parts.priorities.SetLine(kFirstLine + line, level);
  if (!level) return;
  if (parts.priorities.Preempting() != 0 && !parts.systick.enabled() && !parts.strict) {
    parts.systick.SetEnabled(true);  // Renode's way out of deep sleep, asleep or not
  }
  if (fresh && parts.strict && parts.scb.sev_on_pend()) parts.core.event = true;
  parts.core.Notify(kCheckExceptions);
}

void System::Pend(unsigned exception) {
  if (exception == 0 || exception >= kExceptions) return;
  Impl& parts = *impl_;
  const bool fresh = parts.priorities.Pend(exception);
  if (fresh && parts.strict && parts.scb.sev_on_pend()) parts.core.event = true;
  parts.core.Notify(kCheckExceptions);
}

// -- special registers --------------------------------------------------------------------------

uint32_t System::priority_mask() const { return impl_->strict ? impl_->priorities.mask() : 0xFF; }
int System::ExecutionPriority() const { return impl_->priorities.ExecutionPriority(); }

void System::MaskChanged(Mask mask, uint32_t before) {
  Impl& parts = *impl_;
  const Core& core = parts.core;
  // Renode looks for an exception when these change, and not when FAULTMASK does.
  if (mask == Mask::kPrimask && core.primask == 0) parts.priorities.Look();
  if (mask == Mask::kBasepri && core.basepri != before) parts.priorities.Look();
  parts.PriorityChanged();
  parts.core.Notify(kCheckExceptions);
}

uint32_t System::TestTarget(uint32_t address, bool unprivileged) const {
  const Impl& parts = *impl_;
  const bool privileged = parts.core.privileged() && !unprivileged;
  Protection protection{kRead | kWrite, -1, 0};
  if (parts.mpu->enabled()) protection = parts.mpu->At(address, privileged);
  uint32_t answer = 0;
  // The number of the region is for privileged code (ARMv8-M C2.4 TT).
  if (protection.region >= 0 && parts.core.privileged()) {
    answer |= static_cast<uint32_t>(protection.region) | 1u << 16;
  }
  if (protection.rights & kRead) answer |= 1u << 18;
  if ((protection.rights & kRead) && (protection.rights & kWrite)) answer |= 1u << 19;
  return answer;
}

// -- debug units --------------------------------------------------------------------------------

Device* System::PrivatePeripheral(uint32_t address) {
  if (!impl_->strict) return nullptr;
  if (address >> 12 == 0xE0000) return &impl_->itm;
  return address >> 12 == 0xE0001 ? &impl_->dwt : nullptr;
}

bool System::WatchesInstruction(uint32_t address) const {
  return impl_->dwt.WatchesInstruction(address);
}

void System::InstructionMatch(uint32_t address) { impl_->dwt.InstructionMatch(address); }

void System::DebugEvent() {
  Impl& parts = *impl_;
  if (!(parts.scb.demcr() & kMonEn)) return;
  parts.scb.AddDebugFault(kDfsrDwttrap);
  Pend(kDebugMonitor);
}

// -- memory protection, traps, floating point ---------------------------------------------------

bool System::mpu_enabled() const { return impl_->mpu->enabled(); }
bool System::checks_fetches() const { return impl_->mpu->checks_fetches(); }
bool System::RightsOf(uint32_t address, uint32_t size, bool privileged, Rights& rights) const {
  return impl_->mpu->RightsOf(address, size, privileged, rights);
}

bool System::IgnoresBusFault(uint32_t address) {
  Impl& parts = *impl_;
  const bool ignored = parts.strict && (parts.scb.configuration() & kBfhfnmign) != 0 &&
                       parts.priorities.ExecutionPriority() < 0;
  if (ignored) {
    parts.scb.AddFault(kPreciserr | kBfarvalid);
    parts.scb.SetBfar(address);
  }
  return ignored;
}

bool System::divide_by_zero_trap() const {
  return impl_->strict && (impl_->scb.configuration() & kDiv0Trp) != 0;
}

bool System::unaligned_trap() const {
  return impl_->strict &&
         (!impl_->core.model.Has(kMainline) || (impl_->scb.configuration() & kUnalignTrp) != 0);
}

bool System::PrepareFp() {
  Impl& parts = *impl_;
  Fault failed;
  bool has_failed = false;
  if (!parts.fp.Prepare(failed, has_failed)) {
    parts.core.fault = Fault{FaultKind::kNoCoprocessor, 0};
    return false;
  }
  if (!has_failed) return true;
  parts.LazyStoreFailed(failed);
  parts.core.fault = Fault{FaultKind::kPended, 0};
  return parts.priorities.Due() == 0;
}

}  // namespace vboard
