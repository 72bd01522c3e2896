#include "kernels/support/tensor_copies.h"

#include "core/types.h"
#include "kernels/support/kernel_support.h"

namespace tflite {

TensorList InputsOf(MicroGraph* graph, int subgraph) {
  return {graph, subgraph, graph->inputs(subgraph)};
}

TensorList OutputsOf(MicroGraph* graph, int subgraph) {
  return {graph, subgraph, graph->outputs(subgraph)};
}

TensorList InputsOf(TfLiteContext* context, const TfLiteNode* node) {
  MicroGraph& graph = GetMicroContext(context)->graph();
  return {&graph, graph.GetCurrentSubgraphIndex(), node->inputs};
}

TensorList OutputsOf(TfLiteContext* context, const TfLiteNode* node) {
  MicroGraph& graph = GetMicroContext(context)->graph();
  return {&graph, graph.GetCurrentSubgraphIndex(), node->outputs};
}

uint32_t BytesOf(const TfLiteEvalTensor* tensor) {
  uint32_t bytes = 0;
  TensorBytes(tensor->dims, tensor->type, &bytes);
  return bytes;
}

TfLiteStatus CheckSameTensors(const TensorList& from, int first_from, const TensorList& to) {
  if (from.indices->size - first_from != to.indices->size) {
    return Refuse("subgraph has another number of tensors", to.indices->size);
  }
  for (int i = 0; i < to.indices->size; ++i) {
    if (from.indices->data[first_from + i] < 0 || to.indices->data[i] < 0) {
      return Refuse("tensor is absent", i);
    }
    const TfLiteEvalTensor* a = from[first_from + i];
    const TfLiteEvalTensor* b = to[i];
    if (a->type != b->type || BytesOf(a) != BytesOf(b)) {
      return Refuse("tensor of the subgraph has another type or size", i);
    }
  }
  return kTfLiteOk;
}

void CopyTensors(const TensorList& from, int first_from, const TensorList& to) {
  for (int i = 0; i < to.indices->size; ++i) {
    const TfLiteEvalTensor* a = from[first_from + i];
    TfLiteEvalTensor* b = to[i];
    if (a->data.data == b->data.data) continue;
    const uint32_t bytes = BytesOf(b);
    for (uint32_t k = 0; k < bytes; ++k) b->data.uint8[k] = a->data.uint8[k];
  }
}

}  // namespace tflite
