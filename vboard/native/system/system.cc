// A system side that has no exceptions yet: it lets the core run, and stops it at the first one.

#include "system/system.h"

namespace vboard {

struct System::Impl {
  bool strict = false;
};

System::System(Core&) : impl_(new Impl) {}
System::~System() = default;

void System::SetStrict(bool strict) { impl_->strict = strict; }
bool System::strict() const { return impl_->strict; }
void System::SetPriorityMask(uint8_t) {}
void System::SetSysTickFrequency(uint64_t) {}
void System::SetMpuRegions(unsigned) {}

void System::Reset() {}
bool System::Deliver() { return false; }
bool System::WakesUp() { return false; }
void System::Supervisor(uint32_t) {}
void System::BreakpointInstruction(uint32_t) {}
void System::TakeFault(const Fault&) {}
bool System::ExceptionReturn(uint32_t) { return false; }
void System::FallsAsleep() {}

uint32_t System::priority_mask() const { return 0xFF; }
int System::ExecutionPriority() const { return 256; }
uint32_t System::TestTarget(uint32_t, bool) const { return 0; }
uint32_t System::Read(uint32_t, unsigned) { return 0; }
void System::Write(uint32_t, unsigned, uint32_t) {}
void System::SetLine(unsigned, bool) {}
void System::Pend(unsigned) {}

bool System::mpu_enabled() const { return false; }
bool System::RightsOf(uint32_t, uint32_t, bool, Rights& rights) const {
  rights = kAllRights;
  return true;
}

bool System::divide_by_zero_trap() const { return false; }
bool System::unaligned_trap() const { return false; }
bool System::PrepareFp() { return true; }

}  // namespace vboard
