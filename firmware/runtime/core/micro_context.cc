#include "tensorflow/lite/micro/micro_context.h"

#include "core/types.h"

namespace tflite {

void* MicroContext::AllocatePersistentBuffer(size_t bytes) {
  return graph_->allocator()->AllocatePersistent(bytes, 16);
}

TfLiteStatus MicroContext::RequestScratchBufferInArena(size_t bytes, int* buffer_index) {
  return graph_->allocator()->RequestScratch(
      bytes, static_cast<unsigned>(graph_->GetCurrentSubgraphIndex()),
      static_cast<unsigned>(graph_->GetCurrentOperatorIndex()), buffer_index);
}

void* MicroContext::GetScratchBuffer(int buffer_index) {
  return graph_->allocator()->Scratch(buffer_index);
}

void MicroContext::DescribeTensor(int subgraph, int index, TfLiteTensor* tensor,
                                  TfLiteAffineQuantization* quantization) {
  const TfLiteEvalTensor* eval = graph_->tensor(subgraph, index);
  const Tensor* info = graph_->tensor_info(subgraph, index);
  tensor->params = {0, 0};
  tensor->quantization = {kTfLiteNoQuantization, nullptr};
  tensor->data = eval->data;
  tensor->dims = eval->dims;
  tensor->type = eval->type;
  uint32_t bytes = 0;
  TensorBytes(eval->dims, eval->type, &bytes);
  tensor->bytes = bytes;
  tensor->is_variable = info->is_variable();
  const bool constant = eval->data.data != nullptr && !graph_->allocator()->Owns(eval->data.data);
  tensor->allocation_type = constant              ? kTfLiteMmapRo
                            : tensor->is_variable ? kTfLiteArenaRwPersistent
                                                  : kTfLiteArenaRw;

  const QuantizationParameters* source = info->quantization();
  if (source == nullptr) return;
  const auto* scale = source->scale();
  const auto* zero_point = source->zero_point();
  if (scale == nullptr || zero_point == nullptr || scale->size() == 0) return;
  // One zero point for all scales or one each; anything else is no quantisation.
  const uint32_t count = zero_point->size();
  if (count != 1 && count != scale->size()) return;
  // Read as 32-bit words, a vector of one 64-bit number is a TfLiteIntArray of one, and a vector of
  // zeros one of zeros: no copy is needed. Several zero points that are not zero do not occur:
  // where scales are per channel, the type is symmetric.
  const void* zero_points = zero_point;
  tensor->params.zero_point = static_cast<int32_t>(zero_point->Get(0));
  for (uint32_t i = 1; i < count; ++i) {
    if ((zero_point->Get(i) | zero_point->Get(0)) != 0) zero_points = nullptr;
  }
  memcpy(&tensor->params.scale, scale->Data(), 4);
  quantization->scale =
      static_cast<TfLiteFloatArray*>(const_cast<void*>(static_cast<const void*>(scale)));
  quantization->zero_point = static_cast<TfLiteIntArray*>(const_cast<void*>(zero_points));
  quantization->quantized_dimension = source->quantized_dimension();
  tensor->quantization.type = kTfLiteAffineQuantization;
  tensor->quantization.params = quantization;
}

TfLiteTensor* MicroContext::AllocateTempTfLiteTensor(int tensor_index) {
  struct Described {
    TfLiteTensor tensor;
    TfLiteAffineQuantization quantization;
  };
  auto* described = static_cast<Described*>(
      graph_->allocator()->AllocateTemp(sizeof(Described), alignof(Described)));
  if (described == nullptr || tensor_index < 0) return nullptr;
  DescribeTensor(graph_->GetCurrentSubgraphIndex(), tensor_index, &described->tensor,
                 &described->quantization);
  return &described->tensor;
}

namespace {

int IndexAt(const TfLiteIntArray* indices, int i) {
  return indices != nullptr && i >= 0 && i < indices->size ? indices->data[i]
                                                           : kTfLiteOptionalTensor;
}

}  // namespace

TfLiteTensor* MicroContext::AllocateTempInputTensor(const TfLiteNode* node, int index) {
  const int tensor = IndexAt(node->inputs, index);
  return tensor >= 0 ? AllocateTempTfLiteTensor(tensor) : nullptr;
}

TfLiteTensor* MicroContext::AllocateTempOutputTensor(const TfLiteNode* node, int index) {
  const int tensor = IndexAt(node->outputs, index);
  return tensor >= 0 ? AllocateTempTfLiteTensor(tensor) : nullptr;
}

TfLiteTensor* MicroContext::AllocateTempIntermediateTensor(const TfLiteNode* node, int index) {
  const int tensor = IndexAt(node->intermediates, index);
  return tensor >= 0 ? AllocateTempTfLiteTensor(tensor) : nullptr;
}

uint8_t* MicroContext::AllocateTempBuffer(size_t size, size_t alignment) {
  return static_cast<uint8_t*>(graph_->allocator()->AllocateTemp(size, alignment));
}

TfLiteEvalTensor* MicroContext::GetEvalTensor(int tensor_index) {
  return graph_->tensor(graph_->GetCurrentSubgraphIndex(), tensor_index);
}

}  // namespace tflite
