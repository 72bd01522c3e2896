// One buffer behind the other: all stay readable.
#ifndef TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_LINEAR_MEMORY_PLANNER_H_
#define TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_LINEAR_MEMORY_PLANNER_H_

#include "tensorflow/lite/micro/memory_planner/micro_memory_planner.h"

namespace tflite {

// For up to 1,024 buffers.
class LinearMemoryPlanner : public MicroMemoryPlanner {
 public:
  using MicroMemoryPlanner::AddBuffer;
  TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used) override;
  size_t GetMaximumMemorySize() override { return next_; }
  int GetBufferCount() override { return count_; }
  TfLiteStatus GetOffsetForBuffer(int buffer_index, int* offset) override;
  bool preserves_all_tensors() const override { return true; }

  TF_LITE_REMOVE_VIRTUAL_DELETE

 private:
  static constexpr int kMaxBuffers = 1024;
  size_t offsets_[kMaxBuffers];
  size_t next_ = 0;
  int count_ = 0;
};

namespace micro {
using tflite::LinearMemoryPlanner;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_LINEAR_MEMORY_PLANNER_H_
