// A memory plan that was made elsewhere and is linked into the program.
#ifndef TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_MEMORY_PLAN_STRUCT_H_
#define TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_MEMORY_PLAN_STRUCT_H_

#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/micro/micro_utils.h"

namespace tflite {

struct BufferDescriptor {
  int32_t offset;  // from the start of the head
};

// One descriptor a buffer, in the order in which a planner gets them (MicroAllocator::Create).
struct BufferPlan {
  int32_t buffer_count;
  BufferDescriptor buffer_plan_entries[1];  // buffer_count of them
};

constexpr size_t SizeOfBufferPlan(int32_t buffer_count) {
  return sizeof(BufferPlan) +
         sizeof(BufferDescriptor) * static_cast<size_t>(buffer_count > 1 ? buffer_count - 1 : 0);
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_MEMORY_PLAN_STRUCT_H_
