// Buffers go where a plan has them.
#ifndef TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_NON_PERSISTENT_BUFFER_PLANNER_SHIM_H_
#define TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_NON_PERSISTENT_BUFFER_PLANNER_SHIM_H_

#include "tensorflow/lite/micro/memory_planner/memory_plan_struct.h"
#include "tensorflow/lite/micro/memory_planner/micro_memory_planner.h"

namespace tflite {

class NonPersistentMemoryPlannerShim : public MicroMemoryPlanner {
 public:
  // The plan must outlive the planner. Places are multiples of 16.
  explicit NonPersistentMemoryPlannerShim(const BufferPlan* buffer_plan) : plan_(buffer_plan) {}

  // kTfLiteError for one buffer more than the plan has.
  TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used) override;
  // The plan stands above that of the model.
  TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used, int) override {
    return AddBuffer(size, first_time_used, last_time_used);
  }
  size_t GetMaximumMemorySize() override { return bytes_; }
  int GetBufferCount() override { return count_; }
  TfLiteStatus GetOffsetForBuffer(int buffer_index, int* offset) override;
  bool preserves_all_tensors() const override { return false; }

  TF_LITE_REMOVE_VIRTUAL_DELETE

 private:
  const BufferPlan* plan_;
  size_t bytes_ = 0;
  int count_ = 0;
};

namespace micro {
using tflite::NonPersistentMemoryPlannerShim;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_NON_PERSISTENT_BUFFER_PLANNER_SHIM_H_
