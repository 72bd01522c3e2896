// The two kinds of memory in an arena.
#ifndef TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_IBUFFER_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_IBUFFER_ALLOCATOR_H_

#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/c/c_api_types.h"

namespace tflite {

// Memory that stays. `alignment` is positive throughout.
class IPersistentBufferAllocator {
 public:
  IPersistentBufferAllocator() {}
  virtual ~IPersistentBufferAllocator() {}

  // Null when it does not fit.
  virtual uint8_t* AllocatePersistentBuffer(size_t size, size_t alignment) = 0;
  virtual size_t GetPersistentUsedBytes() const = 0;
};

// Memory that is used again: one buffer at the start whose size may change, and temporary buffers
// behind it.
class INonPersistentBufferAllocator {
 public:
  INonPersistentBufferAllocator() {}
  virtual ~INonPersistentBufferAllocator() {}

  // Null when it does not fit.
  virtual uint8_t* AllocateTemp(size_t size, size_t alignment) = 0;
  virtual void DeallocateTemp(uint8_t* buf) = 0;
  virtual bool IsAllTempDeallocated() = 0;
  // kTfLiteError when some have not been deallocated.
  virtual TfLiteStatus ResetTempAllocations() = 0;

  virtual uint8_t* AllocateResizableBuffer(size_t size, size_t alignment) = 0;
  // Not while there are temporary buffers.
  virtual TfLiteStatus ResizeBuffer(uint8_t* resizable_buf, size_t size, size_t alignment) = 0;
  virtual TfLiteStatus DeallocateResizableBuffer(uint8_t* resizable_buf) = 0;

  // The start of the memory, and its part that plans of tensors lie in.
  virtual uint8_t* GetOverlayMemoryAddress() const = 0;
  virtual TfLiteStatus ReserveNonPersistentOverlayMemory(size_t size, size_t alignment) = 0;

  virtual size_t GetNonPersistentUsedBytes() const = 0;
  virtual size_t GetAvailableMemory(size_t alignment) const = 0;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_ARENA_ALLOCATOR_IBUFFER_ALLOCATOR_H_
