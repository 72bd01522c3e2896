#include "isa/special_registers.h"

#include "cpu/core.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {
namespace {

void WriteApsr(Core& core, uint32_t mask, uint32_t value) {
  uint32_t writable = mask & 2 ? kXpsrN | kXpsrZ | kXpsrC | kXpsrV | kXpsrQ : 0;
  if (mask & 1 && core.model.Has(kDsp)) writable |= kXpsrGe;
  if (!core.model.Has(kMainline)) writable &= ~kXpsrQ;
  core.SetApsr((core.Apsr() & ~writable) | (value & writable));
}

void WriteControl(Core& core, uint32_t value) {
  uint32_t writable = core.model.Has(kUnprivileged) ? kControlNpriv : 0;
  if (!core.handler_mode()) writable |= kControlSpsel;
  if (core.model.Has(kFp)) writable |= kControlFpca;
  core.control = (core.control & ~writable) | (value & writable);
  core.SelectStack();
  core.UpdateStackLimit();
  core.fp_ready = false;  // the next instruction that needs it looks
  core.memory->PrivilegeChanged();
}

void WriteBasepri(Core& core, uint32_t value, bool only_raise) {
  value &= core.system->priority_mask();
  if (only_raise && (value == 0 || (core.basepri != 0 && value >= core.basepri))) return;
  core.basepri = value;
}

}  // namespace

uint32_t ReadSpecial(const Core& core, uint32_t number) {
  if (number <= kXpsrRegisters) {  // EPSR reads 0
    uint32_t value = number & 1 ? core.exception : 0;
    if (!(number & 4)) value |= core.Apsr();
    return value;
  }
  const bool mainline = core.model.Has(kMainline);
  if (number == kControl) return core.control;
  if (!core.privileged()) return 0;
  switch (number) {
    case kMsp:
      return core.msp();
    case kPsp:
      return core.psp();
    case kMsplim:
      return mainline && core.model.v8() ? core.msplim : 0;
    case kPsplim:
      return mainline && core.model.v8() ? core.psplim : 0;
    case kPrimask:
      return core.primask;
    case kBasepri:
    case kBasepriMax:
      return core.basepri;
    case kFaultmask:
      return core.faultmask;
    default:
      return 0;
  }
}

bool WriteSpecial(Core& core, uint32_t number, uint32_t mask, uint32_t value) {
  if (number < 4) {
    WriteApsr(core, mask, value);
    return true;
  }
  if (!core.privileged()) return true;
  const bool mainline = core.model.Has(kMainline), limits = mainline && core.model.v8();
  switch (number) {
    case kMsp:
      if (value < core.msplim) return false;
      core.set_msp(value);
      return true;
    case kPsp:
      if (value < core.psplim) return false;
      core.set_psp(value);
      return true;
    case kMsplim:
      if (limits) core.msplim = value & ~7u;
      core.UpdateStackLimit();
      return true;
    case kPsplim:
      if (limits) core.psplim = value & ~7u;
      core.UpdateStackLimit();
      return true;
    case kPrimask:
      core.primask = value & 1;
      break;
    case kBasepri:
      if (mainline) WriteBasepri(core, value, false);
      break;
    case kBasepriMax:
      if (mainline) WriteBasepri(core, value, true);
      break;
    case kFaultmask:
      // Not from a handler of priority -1 or above it.
      if (mainline && (value & 1) == 0) core.faultmask = 0;
      if (mainline && value & 1 && core.system->ExecutionPriority() > -1) core.faultmask = 1;
      break;
    case kControl:
      WriteControl(core, value);
      break;
    default:
      return true;
  }
  core.Notify(kCheckExceptions);
  return true;
}

}  // namespace vboard
