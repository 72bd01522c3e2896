// Branches to fixed addresses, alone and behind the instruction before them.

#ifndef VBOARD_NATIVE_ISA_BRANCH_STEPS_H_
#define VBOARD_NATIVE_ISA_BRANCH_STEPS_H_

#include "decode/flow.h"
#include "isa/step.h"

namespace vboard {

template <unsigned kCondition>
VB_HANDLER(BranchIf) {
  if (ConditionHolds(kCondition, nz, c, v)) VB_FOLLOW(LinkBehind(op, 1));
  VB_FOLLOW(LinkBehind(op, 2));
}

inline VB_HANDLER(Branch) { VB_FOLLOW(LinkBehind(op, 1)); }

template <class First, unsigned kCondition>
VB_HANDLER(ThenBranchIf) {
  static_assert(!First::kMayFail, "what is slow goes on with a handler of its own");
  uint32_t passed = 0;
  VB_RUN(First);
  if (ConditionHolds(kCondition, nz, c, v)) VB_FOLLOW(LinkBehind(op, 2));
  VB_FOLLOW(LinkBehind(op, 3));
}

template <class First>
VB_HANDLER(ThenBranch) {
  uint32_t passed = 0;
  VB_RUN(First);
  VB_FOLLOW(LinkBehind(op, 2));
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_BRANCH_STEPS_H_
