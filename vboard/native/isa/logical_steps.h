// Steps of AND, ORR, ORN, EOR, BIC, TST, TEQ, MOV and MVN.

#ifndef VBOARD_NATIVE_ISA_LOGICAL_STEPS_H_
#define VBOARD_NATIVE_ISA_LOGICAL_STEPS_H_

#include <cstdint>

#include "isa/operand.h"
#include "isa/step.h"

namespace vboard {

struct And {
  static uint32_t Of(uint32_t a, uint32_t b) { return a & b; }
};
struct Orr {
  static uint32_t Of(uint32_t a, uint32_t b) { return a | b; }
};
struct Orn {
  static uint32_t Of(uint32_t a, uint32_t b) { return a | ~b; }
};
struct Eor {
  static uint32_t Of(uint32_t a, uint32_t b) { return a ^ b; }
};
struct Bic {
  static uint32_t Of(uint32_t a, uint32_t b) { return a & ~b; }
};
struct Mov {
  static uint32_t Of(uint32_t, uint32_t b) { return b; }
};
struct Mvn {
  static uint32_t Of(uint32_t, uint32_t b) { return ~b; }
};

template <typename Operation, typename Source>
struct Logical {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    core.r[op->d] = Operation::Of(core.r[op->n], Source::Value(core, op, c));
    return true;
  }
};

template <typename Operation, typename Source>
struct LogicalFlags {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const uint32_t carry = Source::Carry(core, op, c);
    nz = core.r[op->d] = Operation::Of(core.r[op->n], Source::Value(core, op, c));
    c = carry;
    return true;
  }
};

template <typename Operation, typename Source>
struct Test {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const uint32_t carry = Source::Carry(core, op, c);
    nz = Operation::Of(core.r[op->n], Source::Value(core, op, c));
    c = carry;
    return true;
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_LOGICAL_STEPS_H_
