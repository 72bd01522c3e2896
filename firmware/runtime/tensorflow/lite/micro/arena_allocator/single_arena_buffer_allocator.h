// Both kinds of memory in one arena: what is used again from its start, what is persistent from its
// end. For programs that take an arena apart themselves; MicroAllocator does without.
#ifndef TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_SINGLE_ARENA_BUFFER_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_SINGLE_ARENA_BUFFER_ALLOCATOR_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/arena_allocator/ibuffer_allocator.h"
#include "tensorflow/lite/micro/compatibility.h"

namespace tflite {

class SingleArenaBufferAllocator : public INonPersistentBufferAllocator,
                                   public IPersistentBufferAllocator {
 public:
  SingleArenaBufferAllocator(uint8_t* buffer_head, uint8_t* buffer_tail)
      : begin_(buffer_head),
        end_(buffer_tail),
        head_(buffer_head),
        tail_(buffer_tail),
        temp_(buffer_head) {}
  SingleArenaBufferAllocator(uint8_t* buffer, size_t buffer_size)
      : SingleArenaBufferAllocator(buffer, buffer + buffer_size) {}

  // The allocator itself lies at the end of the arena; null when it does not fit.
  static SingleArenaBufferAllocator* Create(uint8_t* buffer_head, size_t buffer_size);

  uint8_t* AllocatePersistentBuffer(size_t size, size_t alignment) override;
  size_t GetPersistentUsedBytes() const override { return static_cast<size_t>(end_ - tail_); }

  uint8_t* AllocateTemp(size_t size, size_t alignment) override;
  void DeallocateTemp(uint8_t* buf) override;
  bool IsAllTempDeallocated() override { return temp_count_ == 0 && temp_check_ == 0; }
  TfLiteStatus ResetTempAllocations() override;

  uint8_t* AllocateResizableBuffer(size_t size, size_t alignment) override;
  TfLiteStatus ResizeBuffer(uint8_t* resizable_buf, size_t size, size_t alignment) override;
  TfLiteStatus DeallocateResizableBuffer(uint8_t* resizable_buf) override {
    return ResizeBuffer(resizable_buf, 0, 1);
  }

  uint8_t* GetOverlayMemoryAddress() const override { return begin_; }
  TfLiteStatus ReserveNonPersistentOverlayMemory(size_t size, size_t alignment) override {
    return AllocateResizableBuffer(size, alignment) != nullptr ? kTfLiteOk : kTfLiteError;
  }

  size_t GetNonPersistentUsedBytes() const override {
    return static_cast<size_t>((temp_ > head_ ? temp_ : head_) - begin_);
  }
  size_t GetAvailableMemory(size_t alignment) const override;
  size_t GetUsedBytes() const { return GetPersistentUsedBytes() + GetNonPersistentUsedBytes(); }

  TF_LITE_REMOVE_VIRTUAL_DELETE

 protected:
  uint8_t* head() const { return head_; }
  uint8_t* tail() const { return tail_; }

 private:
  uint8_t* begin_;
  uint8_t* end_;
  uint8_t* head_;
  uint8_t* tail_;
  uint8_t* temp_;
  uintptr_t temp_check_ = 0;  // exclusive or of the addresses of temporary buffers
  int temp_count_ = 0;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_SINGLE_ARENA_BUFFER_ALLOCATOR_H_
