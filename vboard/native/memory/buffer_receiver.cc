#include "memory/buffer_receiver.h"

#include <algorithm>

#include "memory/device_register.h"
#include "memory/memory_map.h"
#include "time/clock.h"

namespace vboard {

bool BufferReceiver::Start(const DeviceRegister& start, MemoryMap& memory, Clock& clock) {
  if (queue == nullptr || size->value == 0) return false;
  for (const DeviceRegister* gate : gates) {
    if (gate->value != 0) return false;
  }
  const uint32_t count = static_cast<uint32_t>(std::min<size_t>(queue->size(), size->value));
  uint8_t* bytes = count == 0 ? nullptr : memory.BytesAt(address->value, count);
  if (count != 0 && bytes == nullptr) return false;
  const uint32_t started_before = started->value, ended_before = ended->value;
  started->value = 1;
  if (count == size->value) ended->value = 1;
  if (!start.CanSettle(clock.line_changes())) {
    started->value = started_before;
    ended->value = ended_before;
    return false;
  }
  for (uint32_t i = 0; i < count; ++i) bytes[i] = queue->Take();
  if (count != 0) memory.BytesWritten(address->value, count);
  amount->value = filled = count;
  receiving = count < size->value;
  start.Settle(clock);
  clock.SomethingHappened();
  return true;
}

}  // namespace vboard
