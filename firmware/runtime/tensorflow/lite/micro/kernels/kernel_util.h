// What kernels ask about nodes and tensors while the graph runs.
#ifndef TENSORFLOW_LITE_MICRO_KERNELS_KERNEL_UTIL_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_KERNEL_UTIL_H_

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/compatibility.h"
#include "tensorflow/lite/kernels/internal/types.h"
#include "tensorflow/lite/micro/micro_context.h"

namespace tflite {
namespace micro {

TFLMRegistration RegisterOp(void* (*init)(TfLiteContext* context, const char* buffer,
                                          size_t length),
                            TfLiteStatus (*prepare)(TfLiteContext* context, TfLiteNode* node),
                            TfLiteStatus (*invoke)(TfLiteContext* context, TfLiteNode* node),
                            void (*free)(TfLiteContext* context, void* buffer) = nullptr,
                            void (*reset)(TfLiteContext* context, void* buffer) = nullptr);

TFLMInferenceRegistration RegisterOp(TfLiteStatus (*invoke)(TfLiteContext* context,
                                                            TfLiteNode* node),
                                     void (*reset)(TfLiteContext* context, void* buffer) = nullptr);

// Null for an absent tensor.
const TfLiteEvalTensor* GetEvalInput(const TfLiteContext* context, const TfLiteNode* node,
                                     int index);
TfLiteEvalTensor* GetMutableEvalInput(const TfLiteContext* context, const TfLiteNode* node,
                                      int index);
TfLiteEvalTensor* GetEvalOutput(const TfLiteContext* context, const TfLiteNode* node, int index);

template <typename T>
T* GetTensorData(TfLiteEvalTensor* tensor) {
  return static_cast<T*>(tensor->data.data);
}
template <typename T>
const T* GetTensorData(const TfLiteEvalTensor* tensor) {
  return static_cast<const T*>(tensor->data.data);
}
template <typename T>
T* GetOptionalTensorData(TfLiteEvalTensor* tensor) {
  return tensor != nullptr ? GetTensorData<T>(tensor) : nullptr;
}
template <typename T>
const T* GetOptionalTensorData(const TfLiteEvalTensor* tensor) {
  return tensor != nullptr ? GetTensorData<T>(tensor) : nullptr;
}

// No dimensions for an absent tensor.
inline const RuntimeShape GetTensorShape(const TfLiteEvalTensor* tensor) {
  if (tensor == nullptr || tensor->dims == nullptr) return RuntimeShape();
  return RuntimeShape(tensor->dims->size, reinterpret_cast<const int32_t*>(tensor->dims->data));
}

inline bool HaveSameShapes(const TfLiteEvalTensor* input1, const TfLiteEvalTensor* input2) {
  return TfLiteIntArrayEqual(input1->dims, input2->dims) != 0;
}

PaddingType RuntimePaddingType(TfLitePadding padding);

// Gives the tensor dimensions of its own that may be changed in prepare: those of the file are
// constant.
TfLiteStatus CreateWritableTensorDimsWithCopy(TfLiteContext* context, TfLiteTensor* tensor,
                                              TfLiteEvalTensor* eval_tensor);

// Copies of tensors between an operator and the subgraphs that it runs, from `first_tensor_idx`
// on. kTfLiteError, after a message, when numbers or sizes of tensors differ.
TfLiteStatus CopyOpInputsToOpOutputs(TfLiteContext* context, TfLiteNode* node);
TfLiteStatus CopyOpInputsToSubgraphInputs(TfLiteContext* context, TfLiteNode* node,
                                          MicroGraph* graph_info, int subgraph_idx,
                                          int first_tensor_idx);
TfLiteStatus CopyOpOutputsToSubgraphInputs(TfLiteContext* context, TfLiteNode* node,
                                           MicroGraph* graph_info, int subgraph_idx);
TfLiteStatus CopySubgraphOutputsToOpOutputs(TfLiteContext* context, TfLiteNode* node,
                                            MicroGraph* graph_info, int subgraph_idx);

}  // namespace micro
}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_KERNELS_KERNEL_UTIL_H_
