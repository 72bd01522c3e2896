#include "io/alarm.h"

#include <utility>

namespace vboard {

void Alarm::Start(AlarmCycle cycle) {
  cycle_ = std::move(cycle);
  cycles_ = true;
}

// Whether the lines can follow the flags: tried out, for a line depends on all flags together.
bool Alarm::CanPass(const AlarmLeg& leg) const {
  bool can = true;
  for (const FlagSetting& flag : leg.flags) {
    if (!flag.Applies()) continue;
    const uint32_t before = flag.reg->value;
    flag.reg->value = before | flag.bits;
    can = can && flag.reg->CanSettle(clock().line_changes());
    flag.reg->value = before;
  }
  return can;
}

void Alarm::Pass() {
  AlarmCycle& cycle = cycle_;
  const AlarmLeg& leg = cycle.legs[cycle.next];
  clock().SomethingHappened();  // the counter goes on otherwise than it did
  cycle.origin = cycle.due;
  cycle.phase = leg.fresh ? 0 : cycle.phase_at_due;
  ++cycle.passed;
  for (const FlagSetting& flag : leg.flags) {
    if (!flag.Applies() || (flag.reg->value & flag.bits) == flag.bits) continue;
    flag.reg->value |= flag.bits;
    flag.reg->Settle(clock());
  }
  cycle.next = (cycle.next + 1) % cycle.legs.size();
  const uint64_t units = cycle.legs[cycle.next].units;
  const uint64_t span = (units - cycle.phase + cycle.rate - 1) / cycle.rate;
  cycle.due = cycle.origin + span;
  cycle.phase_at_due = span * cycle.rate + cycle.phase - units;
  clock().Schedule(*this, cycle.due);
}

void Alarm::Expire() {
  // A host that was busy may have planned for later than the alarm was set to.
  if (cycles_ && cycle_.due <= clock().now() && CanPass(cycle_.legs[cycle_.next])) {
    Pass();
  } else {
    cycles_ = false;
    Call();
  }
}

}  // namespace vboard
