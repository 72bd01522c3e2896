// Copies of whole tensors, within a graph and from one subgraph to another.
#ifndef RUNTIME_KERNELS_TENSOR_COPIES_H_
#define RUNTIME_KERNELS_TENSOR_COPIES_H_

#include "tensorflow/lite/micro/micro_context.h"

namespace tflite {

// Tensors that an array of indices names in a subgraph.
struct TensorList {
  MicroGraph* graph;
  int subgraph;
  const TfLiteIntArray* indices;

  TfLiteEvalTensor* operator[](int i) const { return graph->tensor(subgraph, indices->data[i]); }
};

TensorList InputsOf(MicroGraph* graph, int subgraph);
TensorList OutputsOf(MicroGraph* graph, int subgraph);
// Of an operator of the subgraph that runs now.
TensorList InputsOf(TfLiteContext* context, const TfLiteNode* node);
TensorList OutputsOf(TfLiteContext* context, const TfLiteNode* node);

// kTfLiteError, after a message, unless tensors first_from, first_from + 1, … of `from` are as many
// as those of `to`, present, and of the same types and sizes.
TfLiteStatus CheckSameTensors(const TensorList& from, int first_from, const TensorList& to);

// Copies tensors that CheckSameTensors has approved.
void CopyTensors(const TensorList& from, int first_from, const TensorList& to);

// Bytes of a tensor that the loader has approved.
uint32_t BytesOf(const TfLiteEvalTensor* tensor);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_TENSOR_COPIES_H_
