// Virtual time: a clock of nanoseconds with the timers that wait for it. Nothing here reads the
// host's clock.

#ifndef VBOARD_NATIVE_TIME_CLOCK_H_
#define VBOARD_NATIVE_TIME_CLOCK_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "io/line.h"
#include "memory/access_reports.h"

namespace vboard {

class Clock;

// Something that happens at a time. A timer is scheduled once at most; it leaves its clock when it
// is destroyed.
class Timer {
 public:
  explicit Timer(Clock& clock) : clock_(clock) {}
  virtual ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // The clock has reached the timer's time. The timer is not scheduled any more.
  virtual void Expire() = 0;

  bool scheduled() const { return place_ != kNowhere; }
  uint64_t at() const { return at_; }  // meaningful while scheduled
  Clock& clock() const { return clock_; }

 private:
  friend class Clock;
  static constexpr size_t kNowhere = ~size_t{0};

  Clock& clock_;
  uint64_t at_ = 0;
  uint64_t order_ = 0;
  size_t place_ = kNowhere;
};

// Who moves a clock while it executes: tells the exact time of the instruction in progress, and is
// told when a timer was set for a time that may be earlier than the one it runs to.
class TimeSource {
 public:
  virtual ~TimeSource() = default;
  virtual uint64_t Now() const = 0;
  virtual void Shorten(uint64_t at) = 0;
  virtual void Leave() = 0;
};

class Clock {
 public:
  // Nanoseconds since the start, exact to the instruction in progress.
  uint64_t now() const {
    if (source_ == nullptr) return now_;
    const uint64_t exact = source_->Now();
    return exact > now_ ? exact : now_;
  }

  // Sets a timer, or sets it anew; the past means as soon as possible. Timers of the same time
  // expire in the order in which they were set.
  void Schedule(Timer& timer, uint64_t at);
  void Cancel(Timer& timer);

  static constexpr uint64_t kNever = ~uint64_t{0};
  // Time of the earliest timer, kNever without one.
  uint64_t next() const { return heap_.empty() ? kNever : heap_[0]->at_; }

  // Moves to `time`; timers that are due expire each at its own time. Does not get there when one
  // of them fails.
  void AdvanceTo(uint64_t time);

  void set_source(TimeSource* source) { source_ = source; }
  TimeSource* source() const { return source_; }
  // The run in progress ends: behind the timer that expires, or with the instruction in progress.
  void Stop() {
    stopped_ = true;
    if (source_ != nullptr) source_->Leave();
  }
  void Resume() { stopped_ = failed_ = false; }
  bool stopped() const { return stopped_; }

  // Counts what may have changed the state of something on the machine: calls of the host, writes
  // of the core to registers. While it stays, what the host computed from such state is right.
  uint64_t happened() const { return happened_; }
  void SomethingHappened() { ++happened_; }
  // The call that was counted last changed nothing.
  void NothingHappened() { --happened_; }

  // Of lines of the machines that keep this time.
  LineChanges& line_changes() { return line_changes_; }
  // Of the cores that keep this time.
  AccessReports& access_reports() { return access_reports_; }

  // The same, and nothing else happens before the host has seen to it: an action of it failed.
  void Fail() {
    failed_ = true;
    Stop();
  }

 private:
  static bool Before(const Timer* left, const Timer* right) {
    return left->at_ != right->at_ ? left->at_ < right->at_ : left->order_ < right->order_;
  }
  void Put(size_t place, Timer* timer) {
    heap_[place] = timer;
    timer->place_ = place;
  }
  void MoveUp(size_t place);
  void MoveDown(size_t place);

  uint64_t now_ = 0;
  uint64_t order_ = 0;
  uint64_t happened_ = 1;
  LineChanges line_changes_;
  AccessReports access_reports_;
  std::vector<Timer*> heap_;
  TimeSource* source_ = nullptr;
  bool stopped_ = false;
  bool failed_ = false;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_TIME_CLOCK_H_
