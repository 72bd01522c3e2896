// Exact virtual time of a core: instructions over MIPS, without rounding.

#ifndef VBOARD_NATIVE_CPU_CORE_TIME_H_
#define VBOARD_NATIVE_CPU_CORE_TIME_H_

#include <cstdint>

namespace vboard {

class CoreTime {
 public:
  // Whole nanoseconds at which the next instruction starts, rounded down.
  uint64_t now() const { return ns_; }
  // The same when `instructions` more have executed.
  uint64_t After(uint64_t instructions) const {
    return ns_ + (rest_ + kUnits * instructions) / mips_;
  }
  void Advance(uint64_t instructions) {
    const uint64_t units = rest_ + kUnits * instructions;
    ns_ += units / mips_;
    rest_ = units % mips_;
  }
  // Time passes asleep.
  void JumpTo(uint64_t time) {
    if (time <= ns_) return;
    ns_ = time;
    rest_ = 0;
  }
  // Instructions that start before `time`, as many as can be told apart from "very many".
  uint64_t InstructionsTo(uint64_t time) const {
    if (time <= ns_) return 0;
    const uint64_t span = time - ns_;
    if (span > kLongSpan) return kLongSpan;
    const uint64_t units = span * mips_;
    return units <= rest_ ? 0 : (units - rest_ + kUnits - 1) / kUnits;
  }

  uint32_t mips() const { return mips_; }
  // The remainder keeps its length as far as it can.
  void set_mips(uint32_t mips) {
    rest_ = rest_ * mips / mips_;
    mips_ = mips;
  }

 private:
  static constexpr uint64_t kUnits = 1000;  // nanoseconds of an instruction times MIPS
  static constexpr uint64_t kLongSpan = uint64_t{1} << 31;

  uint64_t ns_ = 0;
  uint64_t rest_ = 0;  // of a nanosecond, in units of 1/mips
  uint32_t mips_ = 100;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_CORE_TIME_H_
