// Allocators for programs that take an arena apart themselves.
#include "tensorflow/lite/micro/arena_allocator/recording_single_arena_buffer_allocator.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

// Placement new without the C++ library.
struct Here {
  void* place;
};

// Bytes from `p` up to the next multiple of `alignment`, which need not be a power of two.
size_t PaddingUp(const uint8_t* p, size_t alignment) {
  const size_t past = reinterpret_cast<uintptr_t>(p) % alignment;
  return past != 0 ? alignment - past : 0;
}

size_t PaddingDown(const uint8_t* p, size_t alignment) {
  return reinterpret_cast<uintptr_t>(p) % alignment;
}

void PrintMissing(const char* kind, size_t size, size_t available) {
  MicroPrintf("%s memory: %u bytes wanted, %u available", kind, static_cast<unsigned>(size),
              static_cast<unsigned>(available));
}

}  // namespace
}  // namespace tflite

inline void* operator new(size_t, tflite::Here here) noexcept { return here.place; }

namespace tflite {
namespace {

template <typename Allocator>
Allocator* CreateAtTheEnd(uint8_t* buffer_head, size_t buffer_size) {
  Allocator allocator(buffer_head, buffer_size);
  void* own = allocator.AllocatePersistentBuffer(sizeof(Allocator), alignof(Allocator));
  return own != nullptr ? new (Here{own}) Allocator(allocator) : nullptr;
}

}  // namespace

SingleArenaBufferAllocator* SingleArenaBufferAllocator::Create(uint8_t* buffer_head,
                                                               size_t buffer_size) {
  return CreateAtTheEnd<SingleArenaBufferAllocator>(buffer_head, buffer_size);
}

RecordingSingleArenaBufferAllocator* RecordingSingleArenaBufferAllocator::Create(
    uint8_t* buffer_head, size_t buffer_size) {
  return CreateAtTheEnd<RecordingSingleArenaBufferAllocator>(buffer_head, buffer_size);
}

uint8_t* SingleArenaBufferAllocator::AllocatePersistentBuffer(size_t size, size_t alignment) {
  const uint8_t* const floor = temp_ > head_ ? temp_ : head_;
  const size_t room = static_cast<size_t>(tail_ - floor);
  if (size <= room) {
    uint8_t* const start = tail_ - size;
    const size_t padding = PaddingDown(start, alignment);
    if (padding <= room - size) {
      tail_ = start - padding;
      return tail_;
    }
  }
  PrintMissing("persistent", size, room);
  return nullptr;
}

uint8_t* SingleArenaBufferAllocator::AllocateTemp(size_t size, size_t alignment) {
  const size_t room = static_cast<size_t>(tail_ - temp_);
  const size_t padding = PaddingUp(temp_, alignment);
  if (padding > room || size > room - padding) {
    PrintMissing("temporary", size, room);
    return nullptr;
  }
  uint8_t* const start = temp_ + padding;
  temp_ = start + size;
  temp_check_ ^= reinterpret_cast<uintptr_t>(start);
  ++temp_count_;
  return start;
}

void SingleArenaBufferAllocator::DeallocateTemp(uint8_t* buf) {
  temp_check_ ^= reinterpret_cast<uintptr_t>(buf);
  --temp_count_;
}

TfLiteStatus SingleArenaBufferAllocator::ResetTempAllocations() {
  if (!IsAllTempDeallocated()) {
    MicroPrintf("%d temporary buffers are not deallocated", temp_count_);
    return kTfLiteError;
  }
  temp_ = head_;
  return kTfLiteOk;
}

uint8_t* SingleArenaBufferAllocator::AllocateResizableBuffer(size_t size, size_t alignment) {
  uint8_t* const start = begin_ + PaddingUp(begin_, alignment);
  return ResizeBuffer(start, size, alignment) == kTfLiteOk ? start : nullptr;
}

TfLiteStatus SingleArenaBufferAllocator::ResizeBuffer(uint8_t* resizable_buf, size_t size,
                                                      size_t alignment) {
  const size_t all = static_cast<size_t>(tail_ - begin_);
  const size_t padding = PaddingUp(begin_, alignment);
  if (temp_ != head_ || resizable_buf != begin_ + padding) {
    MicroPrintf("temporary buffers are in use, or this is not the resizable buffer");
    return kTfLiteError;
  }
  if (padding > all || size > all - padding) {
    PrintMissing("resizable", size, all);
    return kTfLiteError;
  }
  head_ = resizable_buf + size;
  temp_ = head_;
  return kTfLiteOk;
}

size_t SingleArenaBufferAllocator::GetAvailableMemory(size_t alignment) const {
  const size_t room = static_cast<size_t>(tail_ - temp_);
  const size_t padding = PaddingUp(temp_, alignment) + PaddingDown(tail_, alignment);
  return padding < room ? room - padding : 0;
}

TfLiteStatus RecordingSingleArenaBufferAllocator::ResizeBuffer(uint8_t* resizable_buf, size_t size,
                                                               size_t alignment) {
  const uint8_t* const before = head();
  TF_LITE_ENSURE_STATUS(SingleArenaBufferAllocator::ResizeBuffer(resizable_buf, size, alignment));
  used_ += static_cast<size_t>(head() - before);  // modulo 2^n: it may get smaller
  requested_head_ = size;
  return kTfLiteOk;
}

uint8_t* RecordingSingleArenaBufferAllocator::AllocatePersistentBuffer(size_t size,
                                                                       size_t alignment) {
  const uint8_t* const before = tail();
  uint8_t* const buffer = SingleArenaBufferAllocator::AllocatePersistentBuffer(size, alignment);
  if (buffer != nullptr) {
    requested_tail_ += size;
    used_ += static_cast<size_t>(before - tail());
    ++count_;
  }
  return buffer;
}

}  // namespace tflite
