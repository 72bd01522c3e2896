// Reception by a peripheral's own DMA: bytes go from a queue into a buffer in memory.

#ifndef VBOARD_NATIVE_MEMORY_BUFFER_RECEIVER_H_
#define VBOARD_NATIVE_MEMORY_BUFFER_RECEIVER_H_

#include <cstdint>
#include <vector>

#include "memory/byte_queue.h"

namespace vboard {

class Clock;
class MemoryMap;
struct DeviceRegister;

// Registers are those of the peripheral and outlive the receiver, as the queue does.
struct BufferReceiver {
  ByteQueue* queue = nullptr;
  DeviceRegister* address = nullptr;  // of the buffer
  DeviceRegister* size = nullptr;     // of the buffer, in bytes
  DeviceRegister* amount = nullptr;   // bytes that were stored
  DeviceRegister* started = nullptr;  // event: 1 when reception has started
  DeviceRegister* ended = nullptr;    // event: 1 when the buffer is full
  // While one of these is not 0 the host receives: what it does follows from the events.
  std::vector<const DeviceRegister*> gates;

  bool receiving = false;
  uint32_t filled = 0;  // bytes of the buffer

  // Starts reception into a new buffer and stores the bytes that wait. False: nothing happened,
  // it needs the host. `start` is the register whose write starts; its interrupt lines follow.
  bool Start(const DeviceRegister& start, MemoryMap& memory, Clock& clock);
  // Whether a byte waits that the host would store now.
  bool HasWork() const { return receiving && queue != nullptr && queue->size() != 0; }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_BUFFER_RECEIVER_H_
