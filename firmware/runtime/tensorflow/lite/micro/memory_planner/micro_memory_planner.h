// What a planner of the head of the arena offers; one of an application's own may be given to
// MicroAllocator::Create.
#ifndef TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_MICRO_MEMORY_PLANNER_H_
#define TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_MICRO_MEMORY_PLANNER_H_

#include <stddef.h>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/compatibility.h"

namespace tflite {

class MicroMemoryPlanner {
 public:
  MicroMemoryPlanner() {}
  virtual ~MicroMemoryPlanner() {}

  // Working memory for the planner, until the offsets have been asked for.
  virtual TfLiteStatus Init(unsigned char* scratch_buffer, int scratch_buffer_size) {
    (void)scratch_buffer;
    (void)scratch_buffer_size;
    return kTfLiteOk;
  }

  // A buffer of `size` bytes that is used from one time to another, both included. The first one
  // added is buffer 0.
  virtual TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used) = 0;
  // The same, of a buffer whose place is given.
  virtual TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used,
                                 int offline_offset) {
    (void)size;
    (void)first_time_used;
    (void)last_time_used;
    (void)offline_offset;
    return kTfLiteError;
  }

  // Bytes of all buffers together as they have been placed.
  virtual size_t GetMaximumMemorySize() = 0;
  virtual int GetBufferCount() = 0;
  virtual TfLiteStatus GetOffsetForBuffer(int buffer_index, int* offset) = 0;

  // Whether no two buffers share memory.
  virtual bool preserves_all_tensors() const = 0;

  virtual void PrintMemoryPlan() {}
};

namespace micro {
using tflite::MicroMemoryPlanner;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_MICRO_MEMORY_PLANNER_H_
