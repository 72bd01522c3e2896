// The arena as applications of 2019 hand it over.
#ifndef TENSORFLOW_LITE_EXPERIMENTAL_MICRO_SIMPLE_TENSOR_ALLOCATOR_H_
#define TENSORFLOW_LITE_EXPERIMENTAL_MICRO_SIMPLE_TENSOR_ALLOCATOR_H_

#include "tensorflow/lite/c/c_api_internal.h"
#include "tensorflow/lite/micro/micro_allocator.h"

namespace tflite {

class SimpleTensorAllocator {
 public:
  // `buffer` must outlive this object and the interpreters that use it.
  SimpleTensorAllocator(uint8_t* buffer, int buffer_size)
      : allocator_(MicroAllocator::Create(
            buffer, buffer_size > 0 ? static_cast<size_t>(buffer_size) : 0)) {}

  // Memory until the end; null when the arena is full.
  uint8_t* AllocateMemory(size_t size, size_t alignment) {
    if (allocator_ == nullptr) return nullptr;
    return static_cast<uint8_t*>(allocator_->AllocatePersistent(size, alignment));
  }

  int GetDataSize() const {
    return allocator_ != nullptr ? static_cast<int>(allocator_->used_bytes()) : 0;
  }

  // Null when the buffer is too small for anything.
  MicroAllocator* allocator() const { return allocator_; }

 private:
  MicroAllocator* allocator_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_EXPERIMENTAL_MICRO_SIMPLE_TENSOR_ALLOCATOR_H_
