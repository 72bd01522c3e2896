// Steps: what an instruction does, as a type, so that a handler can be made of one instruction or
// of several (decode/fusion.h).
//
//   static bool Run(VB_STEP_STATE)      false: nothing was changed, and kSlowly has to do it;
//                                       a load leaves in `passed` what it loaded, for the step
//                                       behind it
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
#define VB_STEP_STATE                                                                            \
  [[maybe_unused]] ::vboard::Core &core, [[maybe_unused]] const ::vboard::Op *op,                \
      [[maybe_unused]] uint64_t &nz, [[maybe_unused]] uint32_t &c, [[maybe_unused]] uint32_t &v, \
      [[maybe_unused]] uint32_t &passed

// Executes the step of the operation at `op`. What is slow goes the way of a single one.
#define VB_RUN(Step)                                                                       \
  do {                                                                                     \
    if constexpr (Step::kMayFail) {                                                        \
      if (VB_UNLIKELY(!Step::Run(core, op, nz, c, v, passed))) VB_CONTINUE(Step::kSlowly); \
    } else {                                                                               \
      Step::Run(core, op, nz, c, v, passed);                                               \
    }                                                                                      \
  } while (0)

template <class Step>
VB_HANDLER(One) {
  uint32_t passed = 0;
  VB_RUN(Step);
  VB_NEXT();
}

// The operation and the one behind it.
template <class First, class Second>
VB_HANDLER(Two) {
  uint32_t passed = 0;
  VB_RUN(First);
  ++op;
  VB_RUN(Second);
  VB_NEXT();
}

// The operation and the two behind it.
template <class First, class Second, class Third>
VB_HANDLER(Three) {
  uint32_t passed = 0;
  VB_RUN(First);
  ++op;
  VB_RUN(Second);
  ++op;
  VB_RUN(Third);
  VB_NEXT();
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_STEP_H_
