// Pending and active exceptions, their priorities, and which one preempts (ARMv7-M B1.5.4).

#ifndef VBOARD_NATIVE_SYSTEM_PRIORITIES_H_
#define VBOARD_NATIVE_SYSTEM_PRIORITIES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cpu/state.h"
#include "system/exception_numbers.h"

namespace vboard {

// Priority of code that nothing has interrupted: below every exception.
constexpr int kThreadPriority = 256;

// Two sets of rules.
//
// The architecture's (`strict`): Reset, NMI and HardFault have the priorities -3, -2, -1; the
// execution priority is the highest of the active exceptions, raised by BASEPRI, PRIMASK and
// FAULTMASK; what is pending is compared with it at any time.
//
// Renode 1.16.1's: Reset, NMI and HardFault have priority 0 like any other; the last exception
// entered decides what preempts; BASEPRI is compared with raw priorities. The controller looks for
// an exception to take when something pends, when one is enabled, cleared, entered or left, when
// BASEPRI changes, when PRIMASK is cleared; not when priorities change, nor when FAULTMASK is
// cleared. If it finds one that PRIMASK and FAULTMASK let through (PRIMASK lets HardFault through,
// FAULTMASK NMI alone) it makes a request, which stands until it is taken; while PRIMASK is set the
// core takes none.
class Priorities {
 public:
  explicit Priorities(const State& state) : state_(state) { Reset(); }

  // After reset; the lines keep their level.
  void Reset();
  void SetStrict(bool strict);
  bool strict() const { return strict_; }
  void SetMask(uint8_t mask) { mask_ = mask; }
  uint8_t mask() const { return mask_; }

  // -- state ----------------------------------------------------------------------------------

  bool IsPending(unsigned number) const { return pending_.Has(number); }
  bool IsActive(unsigned number) const { return active_.Has(number); }
  bool IsHigh(unsigned number) const { return level_.Has(number); }
  const ExceptionSet& pending() const { return pending_; }
  const ExceptionSet& enabled() const { return enabled_; }
  const ExceptionSet& active() const { return active_; }
  size_t active_count() const { return stack_.size(); }
  // The exception that was entered last and not left, or 0.
  unsigned current() const { return stack_.empty() ? 0 : stack_.back(); }

  // Returns whether it was not pending before.
  bool Pend(unsigned number);
  // Renode keeps an exception pending whose line is high.
  void Unpend(unsigned number);
  // An external line changed. A rising or high one pends.
  bool SetLine(unsigned number, bool level);
  void Enable(unsigned word, uint32_t lines);
  void Disable(unsigned word, uint32_t lines);
  void Enter(unsigned number);
  // A line that is still high pends again.
  void Leave(unsigned number);
  // SHCSR writes active bits.
  void SetActive(unsigned number, bool active);

  uint8_t raw(unsigned number) const { return priority_[number]; }
  void SetRaw(unsigned number, uint8_t priority) { priority_[number] = priority; }
  unsigned prigroup() const { return prigroup_; }
  void SetPrigroup(unsigned value) { prigroup_ = value & 7; }

  // -- decisions ------------------------------------------------------------------------------

  // Renode's look for an exception to take; nothing to do with the architecture's rules.
  void Look();
  // The exception to take now, or 0.
  unsigned Due() const;
  // It is going to be entered: the request is over.
  void Acknowledge() { request_ = false; }
  // What would be taken were PRIMASK 0: it ends WFI.
  unsigned Preempting() const;
  bool WakesUp() const { return strict_ ? Preempting() != 0 : wakes_; }
  // The pending and enabled exception of the highest priority that BASEPRI and FAULTMASK let
  // through, whatever is active, or 0 (ICSR.VECTPENDING, ARMv7-M B3.2.4).
  unsigned VectPending() const;
  // Some external interrupt is pending, enabled or not (ICSR.ISRPENDING).
  bool AnyLinePending() const;

  // A priority as the rules have it, and the part of it that decides preemption.
  int PriorityOf(unsigned number) const;
  int GroupOf(int priority) const;
  // Priority of the active exceptions, without masks.
  int ActivePriority() const;
  // Priority of the code that executes (the architecture's rules).
  int ExecutionPriority() const;

 private:
  unsigned Best(unsigned basepri) const;
  int Boosted(int priority, bool with_primask) const;

  const State& state_;
  bool strict_ = false;
  uint8_t mask_ = 0xFF;
  unsigned prigroup_ = 0;
  ExceptionSet pending_, enabled_, active_, level_;
  std::vector<unsigned> stack_;
  uint8_t priority_[kExceptions] = {};
  bool request_ = false, wakes_ = false;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_PRIORITIES_H_
