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
  if (!core.system->strict()) {
    // Renode has nPRIV on every core, keeps what handlers write to SPSEL, and clears FPCA.
    writable = kControlNpriv | kControlSpsel | kControlFpca;
    value &= ~kControlFpca;
  }
  core.control = (core.control & ~writable) | (value & writable);
  if (!core.handler_mode()) core.SelectStack();
  core.UpdateStackLimit();
  core.fp_ready = false;  // the next instruction that needs it looks
  core.memory->PrivilegeChanged();
}

void WriteBasepri(Core& core, uint32_t value, bool only_raise) {
  value &= core.system->priority_mask();
  if (only_raise && (value == 0 || (core.basepri != 0 && value >= core.basepri))) return;
  const uint32_t before = core.basepri;
  core.basepri = value;
  core.system->MaskChanged(System::Mask::kBasepri, before);
}

}  // namespace

uint32_t ReadSpecial(const Core& core, uint32_t number) {
  if (number <= kXpsrRegisters) {
    uint32_t value = number & 1 ? core.exception : 0;
    if (!(number & 4)) value |= core.Apsr();
    // EPSR reads 0; Renode shows the T bit.
    if (number & 2 && !core.system->strict()) value |= kXpsrT;
    return value;
  }
  const bool mainline = core.model.Has(kMainline);
  if (number == kControl) return core.control;
  // Renode hides nothing from unprivileged code.
  if (!core.privileged() && core.system->strict()) return 0;
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
  // Renode ignores unprivileged writes to the APSR as well.
  if (!core.privileged() && (number >= 4 || !core.system->strict())) return true;
  if (number < 4) {
    WriteApsr(core, mask, value);
    return true;
  }
  const bool mainline = core.model.Has(kMainline), limits = mainline && core.model.v8();
  switch (number) {
    case kMsp:
      if (core.system->strict() && value < core.msplim) return false;
      core.set_msp(value);
      return true;
    case kPsp:
      if (core.system->strict() && value < core.psplim) return false;
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
    case kPrimask: {
      const uint32_t before = core.primask;
      core.primask = value & 1;
      core.system->MaskChanged(System::Mask::kPrimask, before);
      break;
    }
    case kBasepri:
      if (mainline) WriteBasepri(core, value, false);
      break;
    case kBasepriMax:
      if (mainline) WriteBasepri(core, value, true);
      break;
    case kFaultmask: {
      const uint32_t before = core.faultmask;
      // Not from a handler of priority -1 or above it.
      const bool allowed = !core.system->strict() || core.system->ExecutionPriority() > -1;
      if (mainline && (value & 1) == 0) core.faultmask = 0;
      if (mainline && (value & 1) != 0 && allowed) core.faultmask = 1;
      core.system->MaskChanged(System::Mask::kFaultmask, before);
      break;
    }
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
