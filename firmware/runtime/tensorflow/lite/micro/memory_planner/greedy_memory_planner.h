// The planner that the runtime uses, as an object: largest buffer first, each at the lowest place
// that is free while it is used.
#ifndef TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_GREEDY_MEMORY_PLANNER_H_
#define TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_GREEDY_MEMORY_PLANNER_H_

#include "tensorflow/lite/micro/memory_planner/micro_memory_planner.h"

namespace tflite {

struct PlannedBuffer;

// As an offline_offset: a buffer whose place the planner finds.
constexpr int kOnlinePlannedBuffer = -1;

class GreedyMemoryPlanner : public MicroMemoryPlanner {
 public:
  // Needs per_buffer_size() bytes of working memory for each buffer.
  TfLiteStatus Init(unsigned char* scratch_buffer, int scratch_buffer_size) override;
  // kTfLiteError, after a message, when the working memory is full, the size is negative, or a time
  // is not in 0..65535.
  TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used) override;
  TfLiteStatus AddBuffer(int size, int first_time_used, int last_time_used,
                         int offline_offset) override;
  size_t GetMaximumMemorySize() override;
  int GetBufferCount() override { return count_; }
  TfLiteStatus GetOffsetForBuffer(int buffer_index, int* offset) override;
  bool preserves_all_tensors() const override { return false; }
  void PrintMemoryPlan() override;

  // Whether buffers that are used at the same time overlap: given places may.
  bool DoAnyBuffersOverlap();

  static size_t per_buffer_size();

  TF_LITE_REMOVE_VIRTUAL_DELETE

 private:
  void Place();

  PlannedBuffer* buffers_ = nullptr;
  int capacity_ = 0;
  int count_ = 0;
  size_t bytes_ = 0;
  bool placed_ = false;
};

namespace micro {
using tflite::GreedyMemoryPlanner;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MEMORY_PLANNER_GREEDY_MEMORY_PLANNER_H_
