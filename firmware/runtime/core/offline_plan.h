// Memory plans that a tool has put into a model: metadata "OfflineMemoryAllocation".
#ifndef RUNTIME_CORE_OFFLINE_PLAN_H_
#define RUNTIME_CORE_OFFLINE_PLAN_H_

#include "core/memory_planner.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

// The buffer of the metadata: int32 words version, number of subgraphs, number of tensors n, then n
// offsets in the head of the arena, one subgraph after another; -1 leaves a tensor to the runtime.
class OfflinePlan : public flatbuffers::Vector<uint8_t> {
 public:
  // The plan has a place for each of `tensors` tensors, and no more.
  bool IsOf(uint32_t tensors) const {
    return size() / 4 >= kHeaderWords + tensors && Word(kHeaderWords - 1) == tensors;
  }

  // Aligned as every planned buffer is, and small enough that place and size add up in 32 bits;
  // else kNotPlaced.
  uint32_t Place(uint32_t tensor) const {
    if (kHeaderWords + tensor >= size() / 4) return kNotPlaced;
    const uint32_t place = Word(kHeaderWords + tensor);
    return (place & 0xC000000F) == 0 ? place : kNotPlaced;
  }

 private:
  static constexpr uint32_t kHeaderWords = 3;
  uint32_t Word(uint32_t i) const { return flatbuffers::ReadScalar<uint32_t>(Data() + 4 * i); }
};

// Null when the model has none.
const OfflinePlan* FindOfflinePlan(const Model& model);

}  // namespace tflite

#endif  // RUNTIME_CORE_OFFLINE_PLAN_H_
