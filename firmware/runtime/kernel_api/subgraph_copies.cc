#include "kernels/support/tensor_copies.h"
#include "tensorflow/lite/micro/kernels/kernel_util.h"

namespace tflite {
namespace micro {
namespace {

TfLiteStatus CheckAndCopy(const TensorList& from, int first_from, const TensorList& to) {
  TF_LITE_ENSURE_STATUS(CheckSameTensors(from, first_from, to));
  CopyTensors(from, first_from, to);
  return kTfLiteOk;
}

}  // namespace

TfLiteStatus CopyOpInputsToOpOutputs(TfLiteContext* context, TfLiteNode* node) {
  return CheckAndCopy(InputsOf(context, node), 0, OutputsOf(context, node));
}

TfLiteStatus CopyOpInputsToSubgraphInputs(TfLiteContext* context, TfLiteNode* node,
                                          MicroGraph* graph_info, int subgraph_idx,
                                          int first_tensor_idx) {
  return CheckAndCopy(InputsOf(context, node), first_tensor_idx,
                      InputsOf(graph_info, subgraph_idx));
}

TfLiteStatus CopyOpOutputsToSubgraphInputs(TfLiteContext* context, TfLiteNode* node,
                                           MicroGraph* graph_info, int subgraph_idx) {
  return CheckAndCopy(OutputsOf(context, node), 0, InputsOf(graph_info, subgraph_idx));
}

TfLiteStatus CopySubgraphOutputsToOpOutputs(TfLiteContext* context, TfLiteNode* node,
                                            MicroGraph* graph_info, int subgraph_idx) {
  return CheckAndCopy(OutputsOf(graph_info, subgraph_idx), 0, OutputsOf(context, node));
}

}  // namespace micro
}  // namespace tflite
