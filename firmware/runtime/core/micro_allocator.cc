#include "tensorflow/lite/micro/micro_allocator.h"

#include "core/memory_planner.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

constexpr uintptr_t kArenaAlignment = 16;

void PrintNeed(size_t given, const char* how_sure, size_t needed) {
  MicroPrintf("arena too small: %u bytes given, %s%u needed", static_cast<unsigned>(given),
              how_sure, static_cast<unsigned>(needed));
}

size_t RoundUp(size_t bytes) { return (bytes + kArenaAlignment - 1) & ~(kArenaAlignment - 1); }

}  // namespace

MicroAllocator* MicroAllocator::Create(uint8_t* tensor_arena, size_t arena_size) {
  const size_t lost = RoundUp(reinterpret_cast<uintptr_t>(tensor_arena)) -
                      reinterpret_cast<uintptr_t>(tensor_arena);
  const size_t own = sizeof(MicroAllocator);
  if (tensor_arena == nullptr || arena_size < lost + RoundUp(own)) {
    PrintNeed(arena_size, "more than ", lost + RoundUp(own));
    return nullptr;
  }
  uint8_t* begin = tensor_arena + lost;
  uint8_t* end = begin + ((arena_size - lost) & ~(kArenaAlignment - 1));
  MicroAllocator* allocator = reinterpret_cast<MicroAllocator*>(
      end -
      (own + alignof(MicroAllocator) - 1) / alignof(MicroAllocator) * alignof(MicroAllocator));
  allocator->begin_ = begin;
  allocator->end_ = end;
  allocator->tail_ = reinterpret_cast<uint8_t*>(allocator);
  allocator->arena_bytes_ = arena_size;
  allocator->lost_ = lost;
  allocator->head_bytes_ = 0;
  allocator->head_end_ = nullptr;
  allocator->plan_ = nullptr;
  allocator->preserve_ = false;
  allocator->StartModel();
  return allocator;
}

size_t MicroAllocator::used_bytes() const {
  return lost_ + head_bytes_ + RoundUp(static_cast<size_t>(end_ - tail_));
}

bool MicroAllocator::Owns(const void* p) const {
  return (p >= tail_ && p < end_) || (p >= begin_ && p < begin_ + head_bytes_);
}

void MicroAllocator::StartModel() {
  temp_base_ = begin_;
  temp_ = begin_;
  measured_ = 0;
  scratch_ = nullptr;
  overflowed_ = false;
  measuring_ = false;
}

void* MicroAllocator::AllocatePersistent(size_t bytes, size_t align) {
  uint8_t* const limit = TailLimit();
  if (bytes <= static_cast<size_t>(tail_ - limit)) {
    uint8_t* start = tail_ - bytes;
    start -= reinterpret_cast<uintptr_t>(start) & (align - 1);
    if (start >= limit) {
      tail_ = start;
      return start;
    }
  }
  overflowed_ = true;
  failed_bytes_ = bytes;
  return nullptr;
}

void* MicroAllocator::AllocateTemp(size_t bytes, size_t align) {
  uint8_t* start = temp_ + ((0 - reinterpret_cast<uintptr_t>(temp_)) & (align - 1));
  uint8_t* const limit = HeadLimit();
  if (start > limit || bytes > static_cast<size_t>(limit - start)) {
    overflowed_ = true;
    failed_bytes_ = bytes;
    return nullptr;
  }
  temp_ = start + bytes;
  return start;
}

void MicroAllocator::BeginMeasuring(uint8_t* mark, const uint8_t* before) {
  mark_ = mark;
  measured_ = static_cast<size_t>(end_ - before);
  measuring_ = true;
  overflowed_ = false;
  RewindToMark();
}

void MicroAllocator::NextMeasurement() {
  measured_ += static_cast<size_t>(from_ - tail_);
  RewindToMark();
}

// Padding depends on where the tail would really be, so start at an address with the same rest.
void MicroAllocator::RewindToMark() {
  from_ = mark_ - ((reinterpret_cast<uintptr_t>(mark_) + measured_) & (kArenaAlignment - 1));
  tail_ = from_;
}

TfLiteStatus MicroAllocator::CommitHead(size_t bytes) {
  bytes = RoundUp(bytes);
  if (bytes < head_bytes_) bytes = head_bytes_;
  if (measuring_ || bytes > static_cast<size_t>(HeadLimit() - begin_)) {
    ReportNeed("", bytes);
    return kTfLiteError;
  }
  head_bytes_ = bytes;
  temp_base_ = begin_ + bytes;
  temp_ = temp_base_;
  return kTfLiteOk;
}

void MicroAllocator::ReportNeed(const char* how_sure, size_t head_bytes) {
  const size_t tail = measuring_ ? measured_ : static_cast<size_t>(end_ - tail_);
  const size_t failed = overflowed_ ? failed_bytes_ : 0;
  size_t given = arena_bytes_;
  size_t needed = lost_ + RoundUp(tail + failed);
  if (head_end_ == nullptr) {
    needed += RoundUp(head_bytes);
  } else if (needed <= given) {  // the other arena is the one that is too small
    given = static_cast<size_t>(head_end_ - begin_);
    needed = lost_ + RoundUp(head_bytes);
  }
  if (needed < given) needed = given;  // it is known not to be enough
  PrintNeed(given, how_sure, needed);
}

TfLiteStatus MicroAllocator::RequestScratch(size_t bytes, unsigned subgraph, unsigned node,
                                            int* index) {
  auto* scratch = static_cast<ScratchBuffer*>(
      AllocatePersistent(sizeof(ScratchBuffer), alignof(ScratchBuffer)));
  if (scratch != nullptr && measuring_) {
    // The persistent bytes are about to be reused; the planner needs the request later.
    scratch =
        static_cast<ScratchBuffer*>(AllocateTemp(sizeof(ScratchBuffer), alignof(ScratchBuffer)));
    temp_base_ = temp_;
  }
  if (scratch == nullptr) return kTfLiteError;
  scratch->bytes = static_cast<uint32_t>(bytes);
  scratch->subgraph = static_cast<uint16_t>(subgraph);
  scratch->node = static_cast<uint16_t>(node);
  scratch->data = nullptr;
  scratch->next = scratch_;
  scratch_ = scratch;
  // The index is the distance from the end of the arena, so that no table is needed to find it.
  *index = static_cast<int>(end_ - reinterpret_cast<uint8_t*>(scratch));
  return kTfLiteOk;
}

uint32_t MicroAllocator::Plan(PlannedBuffer* buffers, unsigned count) {
  return plan_ != nullptr ? plan_(this, buffers, count) : PlanGreedily(buffers, count);
}

uint8_t* MicroAllocator::Scratch(int index) const {
  return reinterpret_cast<ScratchBuffer*>(end_ - index)->data;
}

}  // namespace tflite
