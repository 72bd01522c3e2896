#include "system/systick.h"

#include <utility>

namespace vboard {
namespace {

constexpr uint32_t kControl = 0x010, kLoad = 0x014, kValue = 0x018, kCalibration = 0x01C;
constexpr uint32_t kEnable = 1u << 0, kTickint = 1u << 1, kClksource = 1u << 2,
                   kCountflag = 1u << 16;
constexpr uint32_t kMaximum = 0xFFFFFF;
constexpr uint64_t kNanoseconds = 1000000000;

// Ticks of `span` ns and a residue of a tick, and the residue that is left.
struct Ticks {
  uint64_t whole, residue;
};
Ticks TicksIn(uint64_t span, uint64_t residue, uint64_t frequency) {
  const uint64_t seconds = span / kNanoseconds;
  const uint64_t units = span % kNanoseconds * frequency + residue;
  return {seconds * frequency + units / kNanoseconds, units % kNanoseconds};
}

// The first whole ns by which `ticks` have passed, less a residue.
uint64_t SpanOf(uint64_t ticks, uint64_t residue, uint64_t frequency) {
  const uint64_t units = ticks * kNanoseconds - residue;
  return (units + frequency - 1) / frequency;
}

}  // namespace

SysTickTimer::SysTickTimer(Clock& clock, std::function<void()> pend)
    : Timer(clock), pend_(std::move(pend)) {
  Reset();
}

void SysTickTimer::Reset() {
  clock().Cancel(*this);
  enabled_ = interrupt_ = counting_ = count_flag_ = false;
  clock_source_ = true;
  load_ = 0;
  value_ = strict_ ? 0 : kMaximum;
  origin_ = clock().now();
  residue_ = 0;
}

void SysTickTimer::SetStrict(bool strict) {
  Advance();
  if (strict && !enabled_ && value_ == kMaximum) value_ = 0;
  if (!strict && value_ == 0) value_ = load_ != 0 ? load_ : kMaximum;
  strict_ = strict;
  Schedule();
}

void SysTickTimer::SetFrequency(uint64_t hertz) {
  Advance();
  frequency_ = hertz == 0 ? 1 : hertz;
  residue_ = 0;
  Schedule();
}

// The counter got to 0.
void SysTickTimer::Reached() {
  count_flag_ = true;
  if (interrupt_) pend_();
}

// Brings the counter up to the present.
void SysTickTimer::Advance() {
  const uint64_t now = clock().now();
  if (counting_ && now > origin_) {
    if (strict_) {
      CountExactly(now - origin_);
    } else {
      CountAsRenode(now);
    }
  }
  origin_ = now;
}

// The counter's sequence is VAL .. 1 0 LOAD .. 1 0 LOAD ...
void SysTickTimer::CountExactly(uint64_t span) {
  const Ticks ticks = TicksIn(span, residue_, frequency_);
  residue_ = ticks.residue;
  const bool reached = value_ != 0 ? ticks.whole >= value_ : ticks.whole > load_ && load_ != 0;
  if (ticks.whole < value_) {
    value_ -= static_cast<uint32_t>(ticks.whole);
  } else {
    const uint64_t behind_zero = (ticks.whole - value_) % (uint64_t{load_} + 1);
    value_ = behind_zero == 0 ? 0 : load_ - static_cast<uint32_t>(behind_zero - 1);
  }
  if (reached) Reached();
  if (value_ == 0 && load_ == 0) counting_ = false;
}

void SysTickTimer::CountAsRenode(uint64_t now) {
  const uint64_t to_zero = SpanOf(value_, residue_, frequency_);
  if (now - origin_ >= to_zero) {
    origin_ += to_zero;
    residue_ = 0;
    value_ = load_ != 0 ? load_ : kMaximum;
    counting_ = load_ != 0;
    Reached();
    if (!counting_) return;
    const uint64_t period = SpanOf(load_, 0, frequency_);
    origin_ += (now - origin_) / period * period;
  }
  const Ticks ticks = TicksIn(now - origin_, residue_, frequency_);
  value_ -= static_cast<uint32_t>(ticks.whole);
  residue_ = ticks.residue;
}

void SysTickTimer::Schedule() {
  clock().Cancel(*this);
  if (!counting_ || !interrupt_ || (value_ == 0 && load_ == 0)) return;
  const uint64_t ticks = strict_ && value_ == 0 ? uint64_t{load_} + 1 : value_;
  clock().Schedule(*this, origin_ + SpanOf(ticks, residue_, frequency_));
}

void SysTickTimer::Expire() {
  Advance();
  Schedule();
}

void SysTickTimer::SetEnabled(bool enabled) {
  Advance();
  enabled_ = enabled;
  counting_ = enabled && (load_ != 0 || counting_);
  Schedule();
}

uint32_t SysTickTimer::Calibration() const {
  const uint32_t skew = frequency_ % 100 != 0 ? 1u << 30 : 0;
  return 1u << 31 | skew | (static_cast<uint32_t>(frequency_ / 100) & kMaximum);
}

uint32_t SysTickTimer::Read(uint32_t offset) {
  switch (offset) {
    case kControl: {
      Advance();
      const uint32_t value = (enabled_ ? kEnable : 0) | (interrupt_ ? kTickint : 0) |
                             (clock_source_ ? kClksource : 0) | (count_flag_ ? kCountflag : 0);
      count_flag_ = false;
      Schedule();
      return value;
    }
    case kLoad:
      return load_;
    case kValue:
      Advance();
      Schedule();
      return value_ & kMaximum;
    case kCalibration:
      return Calibration();
    default:
      return 0;
  }
}

void SysTickTimer::Write(uint32_t offset, uint32_t value) {
  Advance();
  switch (offset) {
    case kControl:
      interrupt_ = (value & kTickint) != 0;
      if (strict_) clock_source_ = (value & kClksource) != 0;
      if (enabled_ != ((value & kEnable) != 0)) SetEnabled(!enabled_);
      break;
    case kLoad: {
      value &= kMaximum;
      // A counter that LOAD 0 held starts with the value written.
      const bool held = enabled_ && load_ == 0 && !counting_;
      load_ = value;
      if (held && value != 0) {
        counting_ = true;
        if (!strict_) value_ = value;
      }
      break;
    }
    case kValue:
      if (strict_) {
        value_ = 0;
      } else if (load_ != 0) {
        value_ = load_;
      }
      count_flag_ = false;
      break;
    default:
      return;
  }
  Schedule();
}

}  // namespace vboard
