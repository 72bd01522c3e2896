// A SingleArenaBufferAllocator that counts.
#ifndef TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_RECORDING_SINGLE_ARENA_BUFFER_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_RECORDING_SINGLE_ARENA_BUFFER_ALLOCATOR_H_

#include "tensorflow/lite/micro/arena_allocator/single_arena_buffer_allocator.h"

namespace tflite {

class RecordingSingleArenaBufferAllocator : public SingleArenaBufferAllocator {
 public:
  RecordingSingleArenaBufferAllocator(uint8_t* buffer_head, size_t buffer_size)
      : SingleArenaBufferAllocator(buffer_head, buffer_size) {}

  // As SingleArenaBufferAllocator::Create; the allocator itself is counted.
  static RecordingSingleArenaBufferAllocator* Create(uint8_t* buffer_head, size_t buffer_size);

  // Bytes that were asked for, and those with the padding of alignment.
  size_t GetRequestedBytes() const { return requested_head_ + requested_tail_; }
  size_t GetUsedBytes() const { return used_; }
  // Persistent buffers.
  size_t GetAllocatedCount() const { return count_; }

  TfLiteStatus ResizeBuffer(uint8_t* resizable_buf, size_t size, size_t alignment) override;
  uint8_t* AllocatePersistentBuffer(size_t size, size_t alignment) override;

  TF_LITE_REMOVE_VIRTUAL_DELETE

 private:
  size_t requested_head_ = 0;
  size_t requested_tail_ = 0;
  size_t used_ = 0;
  size_t count_ = 0;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_RECORDING_SINGLE_ARENA_BUFFER_ALLOCATOR_H_
