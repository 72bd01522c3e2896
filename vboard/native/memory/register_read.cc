#include "memory/register_read.h"

namespace vboard {
namespace {

constexpr uint64_t kSecond = 1000000000;  // ns

bool TakeByte(DeviceRegister& reg, Clock& clock, uint32_t& value) {
  ByteQueue& queue = *reg.queue;
  if (reg.empty_is_host && queue.size() == 0) return false;
  const ByteQueue::Before before = queue.Remember();
  const uint8_t byte = queue.Take();
  if (!reg.CanSettle(clock.line_changes())) {
    queue.Undo(before, byte);
    return false;
  }
  clock.SomethingHappened();
  reg.Settle(clock);
  reg.value = (reg.value & ~reg.queue_mask) | (uint32_t{byte} << reg.queue_bit & reg.queue_mask);
  value = reg.value & reg.readable;
  return true;
}

}  // namespace

uint64_t Count::At(uint64_t now) const {
  if (rate == 0 || now <= origin) return start;
  const uint64_t seconds = (now - origin) / kSecond, rest = (now - origin) % kSecond;
  const uint64_t steps = seconds * rate + (rest * rate + phase) / kSecond;
  const uint64_t reached = down ? start - steps : start + steps;
  return modulus == 0 ? reached : reached % modulus;
}

bool Peek(DeviceRegister& reg, const Clock& clock, uint32_t& value) {
  if (reg.absent || reg.host_reads || reg.queue != nullptr || (reg.value & reg.read_clears)) {
    return false;
  }
  if (reg.shown != nullptr) reg.ShowLatch();
  if (reg.computed) {
    if (reg.computed_at != clock.happened()) return false;
    if (reg.count_mask != 0) reg.CountTo(clock.now());
  }
  value = reg.value & reg.readable;
  return true;
}

bool ReadAndAct(DeviceRegister& reg, Clock& clock, uint32_t& value) {
  if (reg.absent || reg.host_reads) return false;
  if (reg.queue != nullptr) return TakeByte(reg, clock, value);
  if (reg.computed) return false;
  const uint32_t before = reg.value, seen = reg.Read();
  if (!reg.CanSettle(clock.line_changes())) {
    reg.value = before;
    return false;
  }
  clock.SomethingHappened();
  reg.Settle(clock);
  value = seen;
  return true;
}

}  // namespace vboard
