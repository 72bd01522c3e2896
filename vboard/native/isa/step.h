// Steps: what an instruction does, as a type, so that a handler can be made of one instruction or
// of two (decode/fusion.h).
//
//   static bool Run(VB_STEP_STATE)      false: nothing was changed, and kSlowly has to do it
//   static constexpr bool kMayFail      whether Run returns false at times
//   static constexpr Handler* kSlowly   where it does

#ifndef VBOARD_NATIVE_ISA_STEP_H_
#define VBOARD_NATIVE_ISA_STEP_H_

#include <cstdint>

#include "cpu/core.h"
#include "cpu/op.h"

namespace vboard {

// Flags are changed in the handler's arguments: Run is part of the handler and no call.
#if defined(__GNUC__) || defined(__clang__)
#define VB_STEP static inline __attribute__((always_inline)) bool Run
#else
#define VB_STEP static inline bool Run
#endif
#define VB_STEP_STATE                                                             \
  [[maybe_unused]] ::vboard::Core &core, [[maybe_unused]] const ::vboard::Op *op, \
      [[maybe_unused]] uint64_t &nz, [[maybe_unused]] uint32_t &c, [[maybe_unused]] uint32_t &v

template <class Step>
VB_HANDLER(One) {
  if constexpr (Step::kMayFail) {
    if (VB_UNLIKELY(!Step::Run(core, op, nz, c, v))) VB_CONTINUE(Step::kSlowly);
  } else {
    Step::Run(core, op, nz, c, v);
  }
  VB_NEXT();
}

// The operation and the one behind it. What is slow goes the way of a single one.
template <class First, class Second>
VB_HANDLER(Two) {
  if constexpr (First::kMayFail) {
    if (VB_UNLIKELY(!First::Run(core, op, nz, c, v))) VB_CONTINUE(First::kSlowly);
  } else {
    First::Run(core, op, nz, c, v);
  }
  ++op;
  if constexpr (Second::kMayFail) {
    if (VB_UNLIKELY(!Second::Run(core, op, nz, c, v))) VB_CONTINUE(Second::kSlowly);
  } else {
    Second::Run(core, op, nz, c, v);
  }
  VB_NEXT();
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_STEP_H_
