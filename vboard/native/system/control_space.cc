// Registers of the System Control Space: each access goes to the part that has the register.

#include "system/control_space.h"

#include "cpu/host.h"
#include "system/parts.h"

namespace vboard {
namespace {

constexpr uint32_t kCpacr = 0xD88, kDemcr = 0xDFC, kTrigger = 0xF00;
constexpr uint32_t kSysTickLoad = 0x014;

bool IsSysTick(uint32_t offset) { return offset >= 0x010 && offset <= 0x01C; }
bool IsMpu(uint32_t offset) { return offset >= 0xD90 && offset < 0xDC8; }
// Size of caches and control of tightly coupled memory (Cortex-M7): nothing to read.
bool IsIgnored(uint32_t offset) {
  return offset == 0xD80 || offset == 0xD84 || offset == 0xF90 || offset == 0xF94;
}

}  // namespace

uint32_t System::Impl::ReadWord(uint32_t offset) {
  uint32_t value = 0;
  if (IsSysTick(offset)) return systick.Read(offset);
  if (nvic.Read(offset, value) || scb.Read(offset, value) || fp.Read(offset, value)) return value;
  if (IsMpu(offset)) return mpu->Read(offset);
  if (IsIgnored(offset)) return 0;
  if (!strict) core.host.ReadNothing(offset);
  return 0;
}

// What Renode logs when firmware starts or stops the timer.
void System::Impl::TellOfSysTick() {
  if (systick.enabled() && systick.Read(kSysTickLoad) == 0) {
    core.host.LogController(LogLevel::kDebug,
                            "Systick_NS enabled but it won't be started as long as the reload "
                            "value is zero");
    return;
  }
  core.host.LogController(LogLevel::kNoisy,
                          systick.enabled() ? "Systick_NS enabled" : "Systick_NS disabled");
}

void System::Impl::WriteWord(uint32_t offset, uint32_t value) {
  if (IsSysTick(offset) && offset != 0x01C) {
    const bool was_enabled = systick.enabled();
    systick.Write(offset, value);
    if (!strict && systick.enabled() != was_enabled) TellOfSysTick();
  } else if (nvic.Write(offset, value) || scb.Write(offset, value) || fp.Write(offset, value)) {
    if (offset == kCpacr) core.fp_ready = false;
    if (offset == kDemcr) dwt.Update();
  } else if (IsMpu(offset)) {
    mpu->Write(offset, value);
  } else if (!strict) {
    core.host.WroteNothing(offset, value);
  }
  PriorityChanged();
  core.Notify(kCheckExceptions);
}

uint32_t System::Read(uint32_t offset, unsigned width) {
  const uint32_t word = impl_->ReadWord(offset & ~3u);
  if (width == 4) return word;
  return word >> 8 * (offset & 3) & ((1u << 8 * width) - 1);
}

void System::Write(uint32_t offset, unsigned width, uint32_t value) {
  Impl& parts = *impl_;
  const uint32_t word = offset & ~3u;
  if (width != 4) {  // made of a read and a write of the word, as in Renode
    const unsigned shift = 8 * (offset & 3);
    const uint32_t mask = ((1u << 8 * width) - 1) << shift;
    const bool ones = parts.strict && (Scb::ActsOnOnes(word) || Nvic::ActsOnOnes(word));
    const uint32_t rest = ones ? 0 : parts.ReadWord(word) & ~mask;
    value = rest | (value << shift & mask);
  }
  parts.WriteWord(word, value);
}

bool System::Accessible(uint32_t offset, bool write, bool privileged) const {
  const Impl& parts = *impl_;
  if (!parts.strict || privileged) return true;
  // ARMv7-M B3.1.1: unprivileged code reaches STIR alone, and only if CCR.USERSETMPEND is set.
  return write && offset == kTrigger && (parts.scb.configuration() & kUsersetmpend) != 0;
}

}  // namespace vboard
