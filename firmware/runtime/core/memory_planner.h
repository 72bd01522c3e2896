// Places buffers with known lifetimes in the head of the arena.
#ifndef RUNTIME_CORE_MEMORY_PLANNER_H_
#define RUNTIME_CORE_MEMORY_PLANNER_H_

#include <stdint.h>

namespace tflite {

struct PlannedBuffer {
  uint32_t bytes;
  uint16_t first;   // time of its producer
  uint16_t last;    // time of its last consumer, inclusive
  uint32_t offset;  // result; or given, for a buffer with a fixed place
  uint8_t** data;   // where the address goes
};

constexpr uint32_t kNotPlaced = UINT32_MAX;

// Sets `offset` of each buffer such that buffers that live at the same time do not overlap, and
// returns the bytes of all. Buffers with a fixed place first, then by size, largest first (of equal
// sizes the later one first), each at the lowest place where it fits. Reorders the buffers.
uint32_t PlanGreedily(PlannedBuffer* buffers, unsigned count);

}  // namespace tflite

#endif  // RUNTIME_CORE_MEMORY_PLANNER_H_
