#include "system/priorities.h"

#include <algorithm>

namespace vboard {
namespace {

unsigned LowestBit(uint32_t word) {
#if defined(__GNUC__) || defined(__clang__)
  return static_cast<unsigned>(__builtin_ctz(word));
#else
  unsigned bit = 0;
  while (!(word >> bit & 1)) ++bit;
  return bit;
#endif
}

}  // namespace

void Priorities::Reset() {
  pending_.Clear();
  active_.Clear();
  enabled_.Clear();
  enabled_.system() = 0xFFFF;
  stack_.clear();
  std::fill(std::begin(priority_), std::end(priority_), uint8_t{0});
  prigroup_ = 0;
  request_ = wakes_ = false;
}

void Priorities::SetStrict(bool strict) {
  strict_ = strict;
  if (!strict_) Look();
}

bool Priorities::Pend(unsigned number) {
  const bool fresh = !pending_.Has(number);
  pending_.Add(number);
  Look();
  return fresh;
}

void Priorities::Unpend(unsigned number) {
  if (!strict_ && level_.Has(number)) return;
  pending_.Remove(number);
}

bool Priorities::SetLine(unsigned number, bool level) {
  bool fresh = false;
  if (level) {
    // The architecture pends at the edge, and again at the end of the handler while the line is
    // high.
    if (!strict_ || !level_.Has(number)) {
      fresh = !pending_.Has(number);
      pending_.Add(number);
    }
    level_.Add(number);
  } else {
    level_.Remove(number);
  }
  Look();
  return fresh;
}

void Priorities::Enable(unsigned word, uint32_t lines) {
  enabled_.lines(word) |= lines;
  Look();
}

void Priorities::Disable(unsigned word, uint32_t lines) {
  enabled_.lines(word) &= ~lines;
  Look();
}

void Priorities::Enter(unsigned number) {
  pending_.Remove(number);
  active_.Add(number);
  stack_.push_back(number);
  request_ = false;
  // Renode looks again before the handler's first instruction, unless PRIMASK is set.
  if (state_.primask == 0) Look();
}

void Priorities::Leave(unsigned number) {
  active_.Remove(number);
  const auto entered = std::find(stack_.rbegin(), stack_.rend(), number);
  if (entered != stack_.rend()) stack_.erase(std::next(entered).base());
  if (level_.Has(number)) pending_.Add(number);
  Look();
}

void Priorities::SetActive(unsigned number, bool active) {
  if (active == active_.Has(number)) return;
  if (active) {
    active_.Add(number);
    stack_.push_back(number);
  } else {
    active_.Remove(number);
    stack_.erase(std::remove(stack_.begin(), stack_.end(), number), stack_.end());
  }
}

int Priorities::PriorityOf(unsigned number) const {
  if (strict_ && number >= kReset && number <= kHardFault) return static_cast<int>(number) - 4;
  return priority_[number];
}

int Priorities::GroupOf(int priority) const {
  return priority < 0 ? priority : priority & -(2 << prigroup_) & 0xFF;
}

unsigned Priorities::Best(unsigned basepri) const {
  unsigned best = 0;
  int best_priority = basepri != 0 ? static_cast<int>(basepri) : kThreadPriority;
  for (unsigned i = 0; i < ExceptionSet::kWords; ++i) {
    uint32_t candidates = pending_.word(i) & enabled_.word(i) & ~active_.word(i);
    for (; candidates != 0; candidates &= candidates - 1) {
      const unsigned number = ExceptionSet::NumberOf(i, LowestBit(candidates));
      // Group and sub-priority in order are the raw priority itself; the lowest number wins a tie.
      if (PriorityOf(number) < best_priority) {
        best = number;
        best_priority = PriorityOf(number);
      }
    }
  }
  return best;
}

int Priorities::ActivePriority() const {
  if (stack_.empty()) return kThreadPriority;
  if (!strict_) return GroupOf(priority_[stack_.back()]);
  int highest = kThreadPriority;
  for (const unsigned number : stack_) highest = std::min(highest, GroupOf(PriorityOf(number)));
  return highest;
}

int Priorities::Boosted(int priority, bool with_primask) const {
  const uint32_t basepri = state_.basepri & mask_;
  if (basepri != 0) priority = std::min(priority, GroupOf(static_cast<int>(basepri)));
  if (with_primask && state_.primask != 0) priority = std::min(priority, 0);
  return state_.faultmask != 0 ? std::min(priority, -1) : priority;
}

int Priorities::ExecutionPriority() const { return Boosted(ActivePriority(), true); }

unsigned Priorities::Preempting() const {
  if (strict_) {
    const unsigned number = Best(0);
    const bool preempts =
        number != 0 && GroupOf(PriorityOf(number)) < Boosted(ActivePriority(), false);
    return preempts ? number : 0;
  }
  const unsigned number = Best(state_.basepri);
  return number != 0 && GroupOf(priority_[number]) < ActivePriority() ? number : 0;
}

unsigned Priorities::VectPending() const {
  const unsigned number = Best(0);
  if (number == kNmi) return number;
  const bool passes = number != 0 && GroupOf(PriorityOf(number)) < Boosted(kThreadPriority, false);
  return passes ? number : 0;
}

bool Priorities::AnyLinePending() const {
  for (unsigned i = 0; i < kLines / 32; ++i) {
    if (pending_.lines(i) != 0) return true;
  }
  return false;
}

void Priorities::Look() {
  if (strict_) return;
  const unsigned number = Preempting();
  wakes_ = number != 0;
  if (!wakes_) return;
  const bool let_through =
      number == kNmi || (state_.faultmask == 0 && (state_.primask == 0 || number == kHardFault));
  if (let_through) request_ = true;
}

unsigned Priorities::Due() const {
  if (!strict_) return request_ && state_.primask == 0 ? Preempting() : 0;
  const unsigned number = Best(0);
  return number != 0 && GroupOf(PriorityOf(number)) < ExecutionPriority() ? number : 0;
}

}  // namespace vboard
