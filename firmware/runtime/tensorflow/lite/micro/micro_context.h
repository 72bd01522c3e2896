// What a kernel can ask of the runtime (TfLiteContext::impl_).
#ifndef TENSORFLOW_LITE_MICRO_MICRO_CONTEXT_H_
#define TENSORFLOW_LITE_MICRO_MICRO_CONTEXT_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/micro_graph.h"

namespace tflite {

// What an operator returns that ends an inference without an error: there is nothing new for the
// operators after it.
using ::kTfLiteAbort;

class MicroContext {
 public:
  explicit MicroContext(MicroGraph* graph) : graph_(graph) {}

  // Aligned to 16; null when the arena is full. In prepare and init only.
  void* AllocatePersistentBuffer(size_t bytes);
  // `*buffer_index` is valid for GetScratchBuffer in invoke. In prepare only.
  TfLiteStatus RequestScratchBufferInArena(size_t bytes, int* buffer_index);
  void* GetScratchBuffer(int buffer_index);

  // Views that live until prepare of the operator ends; null for an absent tensor.
  TfLiteTensor* AllocateTempTfLiteTensor(int tensor_index);
  TfLiteTensor* AllocateTempInputTensor(const TfLiteNode* node, int index);
  TfLiteTensor* AllocateTempOutputTensor(const TfLiteNode* node, int index);
  TfLiteTensor* AllocateTempIntermediateTensor(const TfLiteNode* node, int index);
  void DeallocateTempTfLiteTensor(TfLiteTensor*) {}
  uint8_t* AllocateTempBuffer(size_t size, size_t alignment);
  void DeallocateTempBuffer(uint8_t*) {}

  TfLiteEvalTensor* GetEvalTensor(int tensor_index);

  void set_external_context(void* external_context) { external_context_ = external_context; }
  void* external_context() const { return external_context_; }
  MicroGraph& graph() { return *graph_; }

  // Fills *tensor and *quantization from the model.
  void DescribeTensor(int subgraph, int index, TfLiteTensor* tensor,
                      TfLiteAffineQuantization* quantization);

 private:
  MicroGraph* graph_;
  void* external_context_ = nullptr;
};

// The members of TfLiteContext as functions.
inline void* MicroContextAllocatePersistentBuffer(TfLiteContext* context, size_t bytes) {
  return context->AllocatePersistentBuffer(context, bytes);
}
inline TfLiteStatus MicroContextRequestScratchBufferInArena(TfLiteContext* context, size_t bytes,
                                                            int* buffer_index) {
  return context->RequestScratchBufferInArena(context, bytes, buffer_index);
}
inline void* MicroContextGetScratchBuffer(TfLiteContext* context, int buffer_index) {
  return context->GetScratchBuffer(context, buffer_index);
}
inline TfLiteTensor* MicroContextGetTensor(const TfLiteContext* context, int tensor_index) {
  return context->GetTensor(context, tensor_index);
}
inline TfLiteEvalTensor* MicroContextGetEvalTensor(const TfLiteContext* context, int tensor_index) {
  return context->GetEvalTensor(context, tensor_index);
}

inline MicroContext* GetMicroContext(const TfLiteContext* context) {
  return static_cast<MicroContext*>(context->impl_);
}

// The name that it has where MicroContext is only an interface.
using MicroInterpreterContext = MicroContext;

namespace micro {
using tflite::GetMicroContext;
using tflite::MicroContext;
using tflite::MicroInterpreterContext;
}  // namespace micro

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_CONTEXT_H_
