// Memory that is used again in an arena of its own.
#ifndef TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_NON_PERSISTENT_ARENA_BUFFER_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_NON_PERSISTENT_ARENA_BUFFER_ALLOCATOR_H_

#include "tensorflow/lite/micro/arena_allocator/single_arena_buffer_allocator.h"

namespace tflite {

// An arena from which nothing persistent is taken.
class NonPersistentArenaBufferAllocator : public SingleArenaBufferAllocator {
 public:
  using SingleArenaBufferAllocator::SingleArenaBufferAllocator;

  // Null while there is one.
  uint8_t* AllocateResizableBuffer(size_t size, size_t alignment) override {
    if (head() != GetOverlayMemoryAddress()) return nullptr;
    return SingleArenaBufferAllocator::AllocateResizableBuffer(size, alignment);
  }
  TfLiteStatus ReserveNonPersistentOverlayMemory(size_t size, size_t alignment) override {
    DeallocateResizableBuffer(GetOverlayMemoryAddress());
    return AllocateResizableBuffer(size, alignment) != nullptr ? kTfLiteOk : kTfLiteError;
  }

  TF_LITE_REMOVE_VIRTUAL_DELETE
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_NON_PERSISTENT_ARENA_BUFFER_ALLOCATOR_H_
