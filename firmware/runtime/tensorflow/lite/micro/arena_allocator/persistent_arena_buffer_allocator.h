// Persistent memory in an arena of its own, from its end down.
#ifndef TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_PERSISTENT_ARENA_BUFFER_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_PERSISTENT_ARENA_BUFFER_ALLOCATOR_H_

#include "tensorflow/lite/micro/arena_allocator/single_arena_buffer_allocator.h"

namespace tflite {

class PersistentArenaBufferAllocator : public IPersistentBufferAllocator {
 public:
  PersistentArenaBufferAllocator(uint8_t* buffer, size_t buffer_size)
      : arena_(buffer, buffer_size) {}

  uint8_t* AllocatePersistentBuffer(size_t size, size_t alignment) override {
    return arena_.AllocatePersistentBuffer(size, alignment);
  }
  size_t GetPersistentUsedBytes() const override { return arena_.GetPersistentUsedBytes(); }

  TF_LITE_REMOVE_VIRTUAL_DELETE

 private:
  SingleArenaBufferAllocator arena_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_PERSISTENT_ARENA_BUFFER_ALLOCATOR_H_
