// Planners as objects, and an allocator that asks one.
#include "core/memory_planner.h"
#include "tensorflow/lite/micro/memory_planner/greedy_memory_planner.h"
#include "tensorflow/lite/micro/memory_planner/linear_memory_planner.h"
#include "tensorflow/lite/micro/memory_planner/non_persistent_buffer_planner_shim.h"
#include "tensorflow/lite/micro/micro_allocator.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

TfLiteStatus NoSuchBuffer(int index, int count) {
  MicroPrintf("buffer %d: the plan has %d", index, count);
  return kTfLiteError;
}

// PlanGreedily reorders: the field for the address of a buffer's pointer holds its number here, and
// whether its place was given.
uint8_t** Label(int index, bool given) {
  return reinterpret_cast<uint8_t**>(static_cast<uintptr_t>(index) * 2 + (given ? 1 : 0));
}
uintptr_t LabelOf(const PlannedBuffer& buffer) { return reinterpret_cast<uintptr_t>(buffer.data); }

}  // namespace

size_t GreedyMemoryPlanner::per_buffer_size() { return sizeof(PlannedBuffer); }

TfLiteStatus GreedyMemoryPlanner::Init(unsigned char* scratch_buffer, int scratch_buffer_size) {
  const size_t padding =
      (0 - reinterpret_cast<uintptr_t>(scratch_buffer)) & (alignof(PlannedBuffer) - 1);
  const size_t bytes = scratch_buffer_size > 0 ? static_cast<size_t>(scratch_buffer_size) : 0;
  buffers_ = reinterpret_cast<PlannedBuffer*>(scratch_buffer + padding);
  capacity_ = bytes > padding ? static_cast<int>((bytes - padding) / sizeof(PlannedBuffer)) : 0;
  count_ = 0;
  placed_ = false;
  return kTfLiteOk;
}

TfLiteStatus GreedyMemoryPlanner::AddBuffer(int size, int first_time_used, int last_time_used) {
  return AddBuffer(size, first_time_used, last_time_used, kOnlinePlannedBuffer);
}

TfLiteStatus GreedyMemoryPlanner::AddBuffer(int size, int first_time_used, int last_time_used,
                                            int offline_offset) {
  if (count_ >= capacity_ || size < 0 || first_time_used < 0 || last_time_used > UINT16_MAX) {
    MicroPrintf("buffer %d: no working memory, or a size or time out of range", count_);
    return kTfLiteError;
  }
  const bool given = offline_offset != kOnlinePlannedBuffer;
  buffers_[count_] = {static_cast<uint32_t>(size), static_cast<uint16_t>(first_time_used),
                      static_cast<uint16_t>(last_time_used), static_cast<uint32_t>(offline_offset),
                      Label(count_, given)};
  ++count_;
  placed_ = false;
  return kTfLiteOk;
}

void GreedyMemoryPlanner::Place() {
  if (placed_) return;
  for (int i = 0; i < count_; ++i) {
    if (LabelOf(buffers_[i]) % 2 == 0) buffers_[i].offset = kNotPlaced;
  }
  // In the order in which they were added: of equal sizes the later one goes first.
  for (int i = 0; i < count_; ++i) {
    while (LabelOf(buffers_[i]) / 2 != static_cast<uintptr_t>(i)) {
      PlannedBuffer* const its_place = &buffers_[LabelOf(buffers_[i]) / 2];
      const PlannedBuffer moved = buffers_[i];
      buffers_[i] = *its_place;
      *its_place = moved;
    }
  }
  bytes_ = PlanGreedily(buffers_, static_cast<unsigned>(count_));
  placed_ = true;
}

size_t GreedyMemoryPlanner::GetMaximumMemorySize() {
  Place();
  return count_ != 0 ? bytes_ : 0;
}

TfLiteStatus GreedyMemoryPlanner::GetOffsetForBuffer(int buffer_index, int* offset) {
  Place();
  for (int i = 0; i < count_; ++i) {
    if (LabelOf(buffers_[i]) / 2 != static_cast<uintptr_t>(buffer_index)) continue;
    *offset = static_cast<int>(buffers_[i].offset);
    return kTfLiteOk;
  }
  return NoSuchBuffer(buffer_index, count_);
}

void GreedyMemoryPlanner::PrintMemoryPlan() {
  Place();
  for (int i = 0; i < count_; ++i) {
    MicroPrintf("buffer %u: %u bytes at %u, times %u to %u",
                static_cast<unsigned>(LabelOf(buffers_[i]) / 2),
                static_cast<unsigned>(buffers_[i].bytes), static_cast<unsigned>(buffers_[i].offset),
                buffers_[i].first, buffers_[i].last);
  }
}

bool GreedyMemoryPlanner::DoAnyBuffersOverlap() {
  Place();
  for (int i = 0; i < count_; ++i) {
    for (int k = 0; k < i; ++k) {
      const PlannedBuffer& a = buffers_[i];
      const PlannedBuffer& b = buffers_[k];
      const bool same_time = a.first <= b.last && b.first <= a.last;
      if (same_time && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes) return true;
    }
  }
  return false;
}

TfLiteStatus LinearMemoryPlanner::AddBuffer(int size, int, int) {
  if (count_ >= kMaxBuffers || size < 0) {
    MicroPrintf("buffer %d: at most %d, of sizes that are not negative", count_, kMaxBuffers);
    return kTfLiteError;
  }
  offsets_[count_++] = next_;
  next_ += static_cast<size_t>(size);
  return kTfLiteOk;
}

TfLiteStatus LinearMemoryPlanner::GetOffsetForBuffer(int buffer_index, int* offset) {
  if (buffer_index < 0 || buffer_index >= count_) return NoSuchBuffer(buffer_index, count_);
  *offset = static_cast<int>(offsets_[buffer_index]);
  return kTfLiteOk;
}

TfLiteStatus NonPersistentMemoryPlannerShim::AddBuffer(int size, int, int) {
  int offset = 0;
  TF_LITE_ENSURE_STATUS(GetOffsetForBuffer(count_, &offset));
  const size_t end = static_cast<size_t>(offset) + static_cast<size_t>(size);
  if (end > bytes_) bytes_ = end;
  ++count_;
  return kTfLiteOk;
}

TfLiteStatus NonPersistentMemoryPlannerShim::GetOffsetForBuffer(int buffer_index, int* offset) {
  if (buffer_index < 0 || buffer_index >= plan_->buffer_count) {
    return NoSuchBuffer(buffer_index, plan_->buffer_count);
  }
  *offset = plan_->buffer_plan_entries[buffer_index].offset;
  return kTfLiteOk;
}

namespace {

// The numbers of buffers in the order of a planner: tensors, then scratch buffers as they were
// requested. They are recorded newest first.
unsigned NumberOf(unsigned i, unsigned count, unsigned scratch) {
  return i < count - scratch ? i : count - 1 - (i - (count - scratch));
}

TfLiteStatus Ask(MicroAllocator* allocator, PlannedBuffer* buffers, unsigned count,
                 uint32_t* bytes) {
  MicroMemoryPlanner* planner = allocator->planner();
  unsigned scratch = 0;
  for (const ScratchBuffer* s = allocator->scratch_list(); s != nullptr; s = s->next) ++scratch;
  const size_t room = allocator->free_bytes();
  auto* memory = static_cast<unsigned char*>(allocator->AllocateTemp(room, 1));
  TF_LITE_ENSURE_STATUS(planner->Init(memory, static_cast<int>(room)));
  for (unsigned i = 0; i < count; ++i) {
    const PlannedBuffer& buffer = buffers[NumberOf(i, count, scratch)];
    const int size = static_cast<int>(buffer.bytes);
    // Of a buffer that nobody uses only the number counts.
    const int first = size != 0 ? buffer.first : 0;
    TF_LITE_ENSURE_STATUS(
        buffer.offset == kNotPlaced || size == 0
            ? planner->AddBuffer(size, first, buffer.last)
            : planner->AddBuffer(size, first, buffer.last, static_cast<int>(buffer.offset)));
  }
  for (unsigned i = 0; i < count; ++i) {
    PlannedBuffer& buffer = buffers[NumberOf(i, count, scratch)];
    int offset = 0;
    TF_LITE_ENSURE_STATUS(planner->GetOffsetForBuffer(static_cast<int>(i), &offset));
    if (offset < 0 || offset % 16 != 0) {
      MicroPrintf("buffer %u: place %d is no multiple of 16", i, offset);
      return kTfLiteError;
    }
    buffer.offset = static_cast<uint32_t>(offset);
    const uint32_t end = buffer.offset + buffer.bytes;
    if (buffer.bytes != 0 && end > *bytes) *bytes = end;
  }
  return kTfLiteOk;
}

// More than any arena has when there is no plan.
uint32_t PlanWithPlanner(MicroAllocator* allocator, PlannedBuffer* buffers, unsigned count) {
  uint32_t bytes = 0;
  if (Ask(allocator, buffers, count, &bytes) != kTfLiteOk) return INT32_MAX;
  return bytes;
}

}  // namespace

size_t MicroAllocator::GetDefaultTailUsage(bool) { return sizeof(MicroAllocator); }

MicroAllocator* MicroAllocator::Create(uint8_t* tensor_arena, size_t arena_size,
                                       MicroMemoryPlanner* memory_planner) {
  MicroAllocator* allocator = Create(tensor_arena, arena_size);
  if (allocator == nullptr || memory_planner == nullptr) return allocator;
  allocator->preserve_ = memory_planner->preserves_all_tensors();
  allocator->planner_ = memory_planner;
  allocator->plan_ = PlanWithPlanner;
  return allocator;
}

MicroAllocator* MicroAllocator::Create(SingleArenaBufferAllocator* memory_allocator,
                                       MicroMemoryPlanner* memory_planner) {
  const size_t bytes = memory_allocator->GetAvailableMemory(16);
  return Create(memory_allocator->AllocatePersistentBuffer(bytes, 16), bytes, memory_planner);
}

MicroAllocator* MicroAllocator::Create(uint8_t* persistent_tensor_arena,
                                       size_t persistent_arena_size,
                                       uint8_t* non_persistent_tensor_arena,
                                       size_t non_persistent_arena_size, MemoryPlannerType type) {
  MicroAllocator* allocator = Create(persistent_tensor_arena, persistent_arena_size, type);
  if (allocator == nullptr) return nullptr;
  const size_t padding = (0 - reinterpret_cast<uintptr_t>(non_persistent_tensor_arena)) & 15;
  allocator->tail_begin_ = persistent_tensor_arena;
  allocator->head_end_ = non_persistent_tensor_arena + non_persistent_arena_size;
  allocator->begin_ = non_persistent_tensor_arena + padding;
  allocator->lost_ += padding;
  if (padding > non_persistent_arena_size) allocator->begin_ = allocator->head_end_;
  allocator->StartModel();
  return allocator;
}

}  // namespace tflite
