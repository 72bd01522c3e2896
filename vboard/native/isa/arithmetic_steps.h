// Steps of ADD, ADC, SUB, SBC, RSB, CMP and CMN.

#ifndef VBOARD_NATIVE_ISA_ARITHMETIC_STEPS_H_
#define VBOARD_NATIVE_ISA_ARITHMETIC_STEPS_H_

#include <cstdint>
#include <type_traits>

#include "isa/operand.h"
#include "isa/step.h"

namespace vboard {

// Sum and difference with carry, as AddWithCarry has them (ARMv7-M A2.2.1).
struct Sum {
  uint32_t value, c, v;
};

struct Add {
  static Sum Of(uint32_t a, uint32_t b, uint32_t) {
    const uint32_t x = a + b;
    return {x, x < a, (a ^ x) & (b ^ x)};
  }
};
struct Adc {
  static Sum Of(uint32_t a, uint32_t b, uint32_t c) {
    const uint64_t wide = uint64_t{a} + b + c;
    const auto x = static_cast<uint32_t>(wide);
    return {x, static_cast<uint32_t>(wide >> 32), (a ^ x) & (b ^ x)};
  }
};
struct Sub {
  static Sum Of(uint32_t a, uint32_t b, uint32_t) {
    const uint32_t x = a - b;
    return {x, a >= b, (a ^ b) & (a ^ x)};
  }
};
struct Sbc {
  static Sum Of(uint32_t a, uint32_t b, uint32_t c) { return Adc::Of(a, ~b, c); }
};
struct Rsb {
  static Sum Of(uint32_t a, uint32_t b, uint32_t c) { return Sub::Of(b, a, c); }
};

// The first operand: Rn, or Rd where that is the same register and takes the result.
struct FromRn {
  static uint32_t Value(const Core& core, const Op* op) { return core.r[op->n]; }
};
struct FromRd {
  static uint32_t Value(const Core& core, const Op* op) { return core.r[op->d]; }
};

// The second operand where it is Rm, which the load before has just written.
struct PassedOperand {};

template <typename Source>
inline uint32_t SecondOperand(const Core& core, const Op* op, uint32_t c, uint32_t passed) {
  if constexpr (std::is_same_v<Source, PassedOperand>) {
    return passed;
  } else {
    return Source::Value(core, op, c);
  }
}

template <typename Operation, typename Source, typename First = FromRn>
struct Arithmetic {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const uint32_t second = SecondOperand<Source>(core, op, c, passed);
    core.r[op->d] = Operation::Of(First::Value(core, op), second, c).value;
    return true;
  }
};

template <typename Operation, typename Source, typename First = FromRn>
struct ArithmeticFlags {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const Sum sum = Operation::Of(First::Value(core, op), Source::Value(core, op, c), c);
    nz = core.r[op->d] = sum.value;
    c = sum.c;
    v = sum.v;
    return true;
  }
};

// The same where C alone is seen.
template <typename Operation, typename Source, typename First = FromRn>
struct ArithmeticCarry {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const Sum sum = Operation::Of(First::Value(core, op), Source::Value(core, op, c), c);
    core.r[op->d] = sum.value;
    c = sum.c;
    return true;
  }
};

template <typename Operation, typename Source>
struct Compare {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const Sum sum = Operation::Of(core.r[op->n], Source::Value(core, op, c), c);
    nz = sum.value;
    c = sum.c;
    v = sum.v;
    return true;
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_ARITHMETIC_STEPS_H_
