// One caller-owned byte array, the arena, shared by everything that a model needs:
//
//   arena                                                              arena + size
//   | head: tensors, scratch  ->   temp (prepare only)  ->  free  <-  tail: persistent |
//
// The head is planned once all operators are prepared and lies over the temporary area. Head and
// tail may also have an arena each, for example a fast memory and a large one.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_MICRO_ALLOCATOR_H_

#include "tensorflow/lite/micro/arena_allocator/single_arena_buffer_allocator.h"
#include "tensorflow/lite/micro/compatibility.h"
#include "tensorflow/lite/micro/flatbuffer_vectors.h"
#include "tensorflow/lite/micro/memory_planner/micro_memory_planner.h"
#include "tensorflow/lite/micro/micro_common.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

struct PlannedBuffer;

// A buffer that a kernel asked for with RequestScratchBufferInArena.
struct ScratchBuffer {
  uint32_t bytes;
  uint16_t subgraph;
  uint16_t node;
  uint8_t* data;  // null until the head is planned
  ScratchBuffer* next;
};

// kLinear: no two tensors share memory, so all stay readable after an inference.
enum class MemoryPlannerType { kGreedy, kLinear };

class MicroAllocator {
 public:
  // The allocator itself lies at the end of the arena. Null when even that does not fit.
  static MicroAllocator* Create(uint8_t* tensor_arena, size_t arena_size);
  static MicroAllocator* Create(uint8_t* tensor_arena, size_t arena_size, MemoryPlannerType type) {
    return WithPlanner(Create(tensor_arena, arena_size), type);
  }

  // Tensors and scratch buffers lie in the second arena, everything else in the first.
  static MicroAllocator* Create(uint8_t* persistent_tensor_arena, size_t persistent_arena_size,
                                uint8_t* non_persistent_tensor_arena,
                                size_t non_persistent_arena_size,
                                MemoryPlannerType type = MemoryPlannerType::kGreedy);

  // Buffers go where `memory_planner`, which must outlive the allocator, puts them. It gets tensors
  // without contents in the file in their order, then scratch buffers in the order of the requests.
  static MicroAllocator* Create(uint8_t* tensor_arena, size_t arena_size,
                                MicroMemoryPlanner* memory_planner);
  // In all that is left of the arena of `memory_allocator`.
  static MicroAllocator* Create(SingleArenaBufferAllocator* memory_allocator,
                                MicroMemoryPlanner* memory_planner);

  // Bytes that the allocator itself takes, alignment not counted.
  static size_t GetDefaultTailUsage(bool is_memory_planner_given);

  bool preserves_all_tensor() const { return preserve_; }
  void set_preserves_all_tensor(bool preserve) { preserve_ = preserve; }

  // Head and tail of all models on this arena, in bytes: an arena of this size and of the same
  // alignment is enough.
  size_t used_bytes() const;

  size_t head_bytes() const { return head_bytes_; }
  size_t tail_bytes() const { return static_cast<size_t>(end_ - tail_); }

  // `align` is a power of two up to 16. Null when it does not fit; then overflowed() is true.
  void* AllocatePersistent(size_t bytes, size_t align);

  // Lives until FreeTemps; null when it does not fit.
  void* AllocateTemp(size_t bytes, size_t align);
  void FreeTemps() { temp_ = temp_base_; }

  // --- For the interpreter.

  // In persistent memory or in the head of a model.
  bool Owns(const void* p) const;
  bool overflowed() const { return overflowed_; }

  // Places buffers that are recorded in the temporary area, and returns the bytes of the head.
  uint32_t Plan(PlannedBuffer* buffers, unsigned count);
  MicroMemoryPlanner* planner() const { return planner_; }
  size_t free_bytes() const { return static_cast<size_t>(HeadLimit() - temp_); }

  // Starts a model: its temporaries lie over the planned part of earlier models.
  void StartModel();

  // Measuring: when persistent memory ran out, each operator is prepared on the same bytes below
  // `mark`, only to learn how much it wants. `before` is the tail before the operator that failed.
  uint8_t* Mark() const { return tail_; }
  void BeginMeasuring(uint8_t* mark, const uint8_t* before);
  void NextMeasurement();
  bool measuring() const { return measuring_; }

  // Makes `bytes` at the start of the arena the head; kTfLiteError and a message with the bytes
  // needed in all when it does not fit, or when measuring.
  TfLiteStatus CommitHead(size_t bytes);
  void ReportNeed(const char* how_sure, size_t head_bytes);
  uint8_t* head() { return begin_; }

  TfLiteStatus RequestScratch(size_t bytes, unsigned subgraph, unsigned node, int* index);
  uint8_t* Scratch(int index) const;
  ScratchBuffer* scratch_list() { return scratch_; }

 private:
  using PlanFunction = uint32_t (*)(MicroAllocator* allocator, PlannedBuffer* buffers,
                                    unsigned count);

  static MicroAllocator* WithPlanner(MicroAllocator* allocator, MemoryPlannerType type) {
    if (allocator != nullptr) allocator->preserve_ = type == MemoryPlannerType::kLinear;
    return allocator;
  }
  void RewindToMark();
  // Where temporaries and persistent memory end.
  uint8_t* HeadLimit() const { return head_end_ != nullptr ? head_end_ : tail_; }
  uint8_t* TailLimit() const { return head_end_ != nullptr ? tail_begin_ : temp_; }

  uint8_t* begin_;       // aligned to 16
  uint8_t* end_;         // aligned to 16
  uint8_t* tail_;        // persistent memory is [tail_, end_)
  uint8_t* head_end_;    // null when head and tail share an arena
  uint8_t* tail_begin_;  // otherwise
  uint8_t* temp_base_;
  uint8_t* temp_;
  uint8_t* mark_;
  uint8_t* from_;           // where the measurement in progress started
  size_t arena_bytes_;      // as given
  size_t lost_;             // before begin_
  size_t head_bytes_;       // largest of the models so far
  size_t measured_;         // persistent bytes when measuring
  size_t failed_bytes_;     // of the request that did not fit
  ScratchBuffer* scratch_;  // of the model in preparation, newest first
  PlanFunction plan_;       // null: PlanGreedily
  MicroMemoryPlanner* planner_;
  bool overflowed_;
  bool measuring_;
  bool preserve_;
};

namespace micro {
using tflite::MemoryPlannerType;
using tflite::MicroAllocator;
}  // namespace micro

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_ALLOCATOR_H_
