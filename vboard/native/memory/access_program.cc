#include "memory/access_program.h"

#include <algorithm>
#include <array>

#include "memory/register_read.h"

namespace vboard {
namespace {

constexpr size_t kUnreached = ~size_t{0};

bool IsBinary(AccessOp op) { return op >= AccessOp::kAnd && op <= AccessOp::kGreaterEqual; }

int64_t Combine(AccessOp op, int64_t left, int64_t right) {
  switch (op) {
    case AccessOp::kAnd:
      return left & right;
    case AccessOp::kOr:
      return left | right;
    case AccessOp::kXor:
      return left ^ right;
    case AccessOp::kAdd:
      return left + right;
    case AccessOp::kSubtract:
      return left - right;
    case AccessOp::kMultiply:
      return left * right;
    case AccessOp::kEqual:
      return left == right;
    case AccessOp::kNotEqual:
      return left != right;
    case AccessOp::kLess:
      return left < right;
    case AccessOp::kLessEqual:
      return left <= right;
    case AccessOp::kGreater:
      return left > right;
    default:
      return left >= right;
  }
}

}  // namespace

bool AccessProgram::IsSound() {
  if (all_ > kMostVariables || kept_ >= all_) return false;
  std::vector<size_t> depths(steps_.size() + 1, kUnreached);
  depths[0] = 0;
  acting_ = kUnreached;
  const auto reach = [&depths](size_t step, size_t depth) {
    if (depths[step] == kUnreached) depths[step] = depth;
    return depths[step] == depth;
  };
  for (size_t i = 0; i < steps_.size(); ++i) {
    const size_t depth = depths[i];
    if (depth == kUnreached) return false;
    const auto [op, argument] = steps_[i];
    const auto index = static_cast<uint64_t>(argument);
    size_t pops = 0, pushes = 0;
    bool goes_on = true, sound = true;
    if (IsBinary(op)) {
      pops = 2, pushes = 1;
    } else if (op == AccessOp::kConstant || op == AccessOp::kLoad || op == AccessOp::kRead) {
      pushes = 1;
      if (op == AccessOp::kLoad) sound = index < all_;
      if (op == AccessOp::kRead) {
        sound = index < registers_.size();
        acting_ = i;
      }
    } else if (op == AccessOp::kStore || op == AccessOp::kStoreTruth) {
      pops = 1;
      sound = index < all_;
    } else if (op == AccessOp::kShiftLeft || op == AccessOp::kShiftRight) {
      pops = pushes = 1;
      sound = index < 64;
    } else if (op == AccessOp::kNot || op == AccessOp::kTruth) {
      pops = pushes = 1;
    } else if (op == AccessOp::kLeave) {
      goes_on = false;
      acting_ = kUnreached;
    } else {
      pops = op == AccessOp::kJump ? 0 : 1;
      goes_on = op != AccessOp::kJump;
      const bool keeps = op == AccessOp::kKeepIfFalse || op == AccessOp::kKeepIfTrue;
      sound = index > i && index <= steps_.size() && depth >= pops &&
              reach(index, depth - (keeps ? 0 : pops));
    }
    if (!sound || depth < pops || depth - pops + pushes > kDeepestStack) return false;
    if (goes_on && !reach(i + 1, depth - pops + pushes)) return false;
  }
  return depths[steps_.size()] == 0 || depths[steps_.size()] == kUnreached;
}

bool AccessProgram::Run(Clock& clock, uint32_t value, uint32_t& result) {
  std::array<int64_t, kMostVariables> variables;
  std::array<AccessOp, kMostVariables> kinds;
  std::fill_n(variables.begin(), all_, 0);
  std::fill_n(kinds.begin(), all_, AccessOp::kLoad);
  variables[0] = value;
  if (kept_ != 0 && !variables_->Load(&variables[1])) return false;
  std::array<int64_t, kDeepestStack> stack;
  size_t depth = 0;
  bool acted = false;
  for (size_t next = 0; next < steps_.size();) {
    const size_t here = next++;
    const auto [op, argument] = steps_[here];
    switch (op) {
      case AccessOp::kConstant:
        stack[depth++] = argument;
        break;
      case AccessOp::kLoad:
        stack[depth++] = variables[static_cast<size_t>(argument)];
        break;
      case AccessOp::kStore:
      case AccessOp::kStoreTruth:
        variables[static_cast<size_t>(argument)] = stack[--depth];
        kinds[static_cast<size_t>(argument)] = op;
        break;
      case AccessOp::kRead: {
        DeviceRegister& reg = *registers_[static_cast<size_t>(argument)];
        uint32_t seen = 0;
        if (!Peek(reg, clock, seen)) {
          if (here != acting_ || !ReadAndAct(reg, clock, seen)) return false;
          acted = true;
        }
        stack[depth++] = seen;
        break;
      }
      case AccessOp::kShiftLeft:
        stack[depth - 1] =
            static_cast<int64_t>(static_cast<uint64_t>(stack[depth - 1]) << argument);
        break;
      case AccessOp::kShiftRight:
        stack[depth - 1] >>= argument;
        break;
      case AccessOp::kNot:
        stack[depth - 1] = stack[depth - 1] == 0;
        break;
      case AccessOp::kTruth:
        stack[depth - 1] = stack[depth - 1] != 0;
        break;
      case AccessOp::kJump:
        next = static_cast<size_t>(argument);
        break;
      case AccessOp::kJumpIfFalse:
        if (stack[--depth] == 0) next = static_cast<size_t>(argument);
        break;
      case AccessOp::kKeepIfFalse:
      case AccessOp::kKeepIfTrue:
        if ((stack[depth - 1] == 0) == (op == AccessOp::kKeepIfFalse)) {
          next = static_cast<size_t>(argument);
        } else {
          --depth;
        }
        break;
      case AccessOp::kLeave:
        return false;
      default:
        --depth;
        stack[depth - 1] = Combine(op, stack[depth - 1], stack[depth]);
    }
  }
  const bool stored = std::any_of(kinds.begin() + 1, kinds.begin() + 1 + kept_,
                                  [](AccessOp kind) { return kind != AccessOp::kLoad; });
  if (stored) {
    variables_->Store(&variables[1], &kinds[1]);
    clock.SomethingHappened();
  }
  changes_ += stored || acted;
  result = static_cast<uint32_t>(variables[0]);
  return true;
}

}  // namespace vboard
