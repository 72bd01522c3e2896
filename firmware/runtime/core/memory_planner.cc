#include "core/memory_planner.h"

namespace tflite {
namespace {

bool GoesBefore(const PlannedBuffer& a, const PlannedBuffer& b) {
  const bool a_fixed = a.offset != kNotPlaced;
  const bool b_fixed = b.offset != kNotPlaced;
  if (a_fixed != b_fixed) return a_fixed;
  return !a_fixed && a.bytes >= b.bytes;
}

// Insertion sort: counts are small, and `a later one goes before its equals` falls out of >=.
void SortForPlacing(PlannedBuffer* buffers, unsigned count) {
  for (unsigned i = 1; i < count; ++i) {
    const PlannedBuffer moved = buffers[i];
    unsigned j = i;
    for (; j > 0 && GoesBefore(moved, buffers[j - 1]); --j) buffers[j] = buffers[j - 1];
    buffers[j] = moved;
  }
}

// The lowest offset at which `buffer` meets none of the `count` placed ones. A placed buffer that
// is in the way rules out every offset up to its end, so each step is to the end of one.
uint32_t LowestPlace(const PlannedBuffer* placed, unsigned count, const PlannedBuffer& buffer) {
  uint32_t offset = 0;
  for (unsigned i = 0; i < count;) {
    const PlannedBuffer& other = placed[i++];
    const bool same_time = other.first <= buffer.last && buffer.first <= other.last;
    const bool same_place =
        offset < other.offset + other.bytes && other.offset < offset + buffer.bytes;
    if (same_time && same_place) {
      offset = other.offset + other.bytes;
      i = 0;
    }
  }
  return offset;
}

}  // namespace

uint32_t PlanGreedily(PlannedBuffer* buffers, unsigned count) {
  SortForPlacing(buffers, count);
  uint32_t total = 0;
  for (unsigned i = 0; i < count; ++i) {
    PlannedBuffer& buffer = buffers[i];
    if (buffer.offset == kNotPlaced) buffer.offset = LowestPlace(buffers, i, buffer);
    const uint32_t end = buffer.offset + buffer.bytes;
    if (end > total) total = end;
  }
  return total;
}

}  // namespace tflite
