// Steps of MLA, SMLAL and SMLAD, and what other multiplications share with them.

#ifndef VBOARD_NATIVE_ISA_MULTIPLY_STEPS_H_
#define VBOARD_NATIVE_ISA_MULTIPLY_STEPS_H_

#include <cstdint>

#include "isa/pure.h"
#include "isa/step.h"

namespace vboard {

inline int64_t Signed(uint32_t x) { return static_cast<int32_t>(x); }
inline int64_t Half(uint32_t x, bool top) { return static_cast<int16_t>(top ? x >> 16 : x); }
inline uint32_t Exchanged(uint32_t x, bool exchange) { return exchange ? x >> 16 | x << 16 : x; }

// A sum that wraps, and whether it did: Q.
inline Sticky Accumulated(int64_t exact) {
  return {static_cast<uint32_t>(exact), exact != static_cast<int32_t>(exact)};
}

// Sum (or difference) of the products of both halves.
template <bool kX, bool kSubtract>
int64_t Dual(uint32_t n, uint32_t m) {
  const uint32_t second = Exchanged(m, kX);
  const int64_t low = Half(n, false) * Half(second, false),
                high = Half(n, true) * Half(second, true);
  return kSubtract ? low - high : low + high;
}
// Rd := Ra + Rn * Rm; the number of Ra is in imm
struct MultiplyAdd {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    core.r[op->d] = core.r[op->imm] + core.r[op->n] * core.r[op->m];
    return true;
  }
};

// RdHi:RdLo := RdHi:RdLo + Rn * Rm, signed; RdLo is d, the number of RdHi in imm
struct MultiplyAddLong {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const uint64_t accumulator = uint64_t{core.r[op->imm]} << 32 | core.r[op->d];
    const int64_t product = Signed(core.r[op->n]) * Signed(core.r[op->m]);
    const uint64_t sum = accumulator + static_cast<uint64_t>(product);
    core.r[op->d] = static_cast<uint32_t>(sum);
    core.r[op->imm] = static_cast<uint32_t>(sum >> 32);
    return true;
  }
};

// Rd := Ra + products of both halves of Rn and Rm; the number of Ra is in imm
struct MultiplyAddDual {
  static constexpr bool kMayFail = false;
  VB_STEP(VB_STEP_STATE) {
    const int64_t products = Dual<false, false>(core.r[op->n], core.r[op->m]);
    const Sticky sum = Accumulated(products + Signed(core.r[op->imm]));
    core.q |= sum.q;
    core.r[op->d] = sum.value;
    return true;
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_MULTIPLY_STEPS_H_
