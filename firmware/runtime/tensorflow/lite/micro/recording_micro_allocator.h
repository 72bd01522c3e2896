// Says what the arena holds.
#ifndef TENSORFLOW_LITE_MICRO_RECORDING_MICRO_ALLOCATOR_H_
#define TENSORFLOW_LITE_MICRO_RECORDING_MICRO_ALLOCATOR_H_

#include "tensorflow/lite/micro/arena_allocator/recording_single_arena_buffer_allocator.h"
#include "tensorflow/lite/micro/micro_allocator.h"
#include "tensorflow/lite/micro/micro_graph.h"

namespace tflite {

enum class RecordedAllocationType {
  kTfLiteEvalTensorData,
  kPersistentTfLiteTensorData,              // inputs and outputs as the application sees them
  kPersistentTfLiteTensorQuantizationData,  // of these
  kPersistentBufferData,                    // what kernels asked for
  kTfLiteTensorVariableBufferData,
  kNodeAndRegistrationArray,
  kOpData,              // parsed options
  kNumAllocationTypes,  // their number
};

// Bytes asked for, bytes with padding, and how many requests.
struct RecordedAllocation {
  size_t requested_bytes;
  size_t used_bytes;
  size_t count;
};

// One model on the arena; RecordingMicroInterpreter adds it.
struct RecordedModel {
  const MicroGraph* graph;
  RecordedModel* next;
};

// A MicroAllocator that knows the models on it. Nothing is counted while they are prepared: the
// figures follow from what the graphs hold.
class RecordingMicroAllocator : public MicroAllocator {
 public:
  static RecordingMicroAllocator* Create(uint8_t* tensor_arena, size_t arena_size);

  // Sum over the models that have been prepared.
  RecordedAllocation GetRecordedAllocation(RecordedAllocationType allocation_type) const;

  static size_t GetDefaultTailUsage() {
    return MicroAllocator::GetDefaultTailUsage(false) + sizeof(RecordedModel*);
  }

  // The object that applications ask for bytes is the allocator itself.
  const RecordingMicroAllocator* GetSimpleMemoryAllocator() const { return this; }
  size_t GetUsedBytes() const { return used_bytes(); }
  size_t GetRequestedBytes() const { return head_bytes() + tail_bytes(); }
  size_t GetNonPersistentUsedBytes() const { return head_bytes(); }
  size_t GetPersistentUsedBytes() const { return tail_bytes(); }

  // By MicroPrintf: bytes of the arena in all, of head and tail, and of each kind.
  void PrintAllocations() const;

  void AddModel(RecordedModel* model);
  void RemoveModel(RecordedModel* model);

 private:
  // The list lies directly below the allocator in the arena.
  RecordedModel** models() const;
};

namespace micro {
using tflite::RecordedAllocation;
using tflite::RecordedAllocationType;
using tflite::RecordingMicroAllocator;
}  // namespace micro

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_RECORDING_MICRO_ALLOCATOR_H_
