// Steps of LDR, LDRB, LDRH, LDRSB, LDRSH, STR, STRB and STRH.

#ifndef VBOARD_NATIVE_ISA_LOAD_STORE_STEPS_H_
#define VBOARD_NATIVE_ISA_LOAD_STORE_STEPS_H_

#include <cstdint>

#include "isa/access.h"
#include "isa/step.h"

namespace vboard {

// Addressing modes. `Address` is that of the access, `Base` what Rn becomes.
struct Offset {
  static constexpr bool kWriteBack = false, kPrivilege = true;
  static uint32_t Address(const Core& core, const Op* op) { return core.r[op->n] + op->imm; }
  static uint32_t Base(const Core&, const Op*) { return 0; }
};
// A stack pointer keeps its low bits clear: `kMask` is ~3 for it, ~0 for other registers.
template <uint32_t kMask>
struct PreIndexed {
  static constexpr bool kWriteBack = true, kPrivilege = true;
  static uint32_t Address(const Core& core, const Op* op) { return core.r[op->n] + op->imm; }
  static uint32_t Base(const Core& core, const Op* op) { return (core.r[op->n] + op->imm) & kMask; }
};
template <uint32_t kMask>
struct PostIndexed {
  static constexpr bool kWriteBack = true, kPrivilege = true;
  static uint32_t Address(const Core& core, const Op* op) { return core.r[op->n]; }
  static uint32_t Base(const Core& core, const Op* op) { return (core.r[op->n] + op->imm) & kMask; }
};
struct Literal {
  static constexpr bool kWriteBack = false, kPrivilege = true;
  static uint32_t Address(const Core&, const Op* op) { return op->imm; }
  static uint32_t Base(const Core&, const Op*) { return 0; }
};
struct RegisterOffset {
  static constexpr bool kWriteBack = false, kPrivilege = true;
  static uint32_t Address(const Core& core, const Op* op) {
    return core.r[op->n] + (core.r[op->m] << op->imm);
  }
  static uint32_t Base(const Core&, const Op*) { return 0; }
};
// LDRT and its like: the access has no privilege, and never takes the direct way.
struct Unprivileged {
  static constexpr bool kWriteBack = false, kPrivilege = false;
  static uint32_t Address(const Core& core, const Op* op) { return core.r[op->n] + op->imm; }
  static uint32_t Base(const Core&, const Op*) { return 0; }
};

template <typename T, typename Mode>
VB_SLOW_HANDLER(LoadSlowly) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = Mode::Address(core, op);
  {
    SlowAccess access(core, op);
    uint32_t value = 0;
    if (!access.AlignedIfTrapped(address, sizeof(T)) ||
        !access.Load(address, sizeof(T), value, Mode::kPrivilege && core.privileged())) {
      goto failed;
    }
    if (Mode::kWriteBack) core.r[op->n] = Mode::Base(core, op);
    core.r[op->d] = Extend<T>(value);
  }
  VB_NEXT_WITH_CHECK();
failed:
  VB_ACCESS_FAULT();
}

template <typename T, typename Mode>
struct Load {
  static constexpr bool kMayFail = true;
  static constexpr Handler* kSlowly = LoadSlowly<T, Mode>;
  VB_STEP(VB_STEP_STATE) {
    const uint32_t address = Mode::Address(core, op);
    uintptr_t base = 0;
    if (VB_UNLIKELY(!Mode::kPrivilege || !Readable<T>(core, address, base))) return false;
    const uint32_t value = Extend<T>(LoadHost<T>(base, address));
    if (Mode::kWriteBack) core.r[op->n] = Mode::Base(core, op);
    core.r[op->d] = passed = value;
    return true;
  }
};

template <typename T, typename Mode>
VB_SLOW_HANDLER(StoreSlowly) {
  core.StoreFlags(nz, c, v);
  const uint32_t address = Mode::Address(core, op);
  {
    SlowAccess access(core, op);
    if (!access.AlignedIfTrapped(address, sizeof(T)) ||
        !access.Store(address, sizeof(T), core.r[op->d], Mode::kPrivilege && core.privileged())) {
      goto failed;
    }
    if (Mode::kWriteBack) core.r[op->n] = Mode::Base(core, op);
  }
  VB_NEXT_WITH_CHECK();
failed:
  VB_ACCESS_FAULT();
}

template <typename T, typename Mode>
struct Store {
  static constexpr bool kMayFail = true;
  static constexpr Handler* kSlowly = StoreSlowly<T, Mode>;
  VB_STEP(VB_STEP_STATE) {
    const uint32_t address = Mode::Address(core, op);
    uintptr_t base = 0;
    if (VB_UNLIKELY(!Mode::kPrivilege || !Writable<T>(core, address, base))) return false;
    StoreHost<T>(base, address, static_cast<T>(core.r[op->d]));
    if (Mode::kWriteBack) core.r[op->n] = Mode::Base(core, op);
    return true;
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_LOAD_STORE_STEPS_H_
