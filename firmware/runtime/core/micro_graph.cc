#include "tensorflow/lite/micro/micro_graph.h"

#include "core/types.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

void MicroGraph::ReportFailure(const char* step) const {
  MicroPrintf("operator %d (%s) of subgraph %d: %s failed", current_operator_,
              CurrentOperatorName(), current_subgraph_, step);
}

TfLiteStatus MicroGraph::InvokeSubgraph(int subgraph) {
  const int outer_subgraph = current_subgraph_;
  const int outer_operator = current_operator_;
  const int count = subgraphs_[subgraph].node_count;
  TfLiteStatus status = kTfLiteOk;
  for (int i = 0; i < count; ++i) {
    current_subgraph_ = subgraph;
    current_operator_ = i;
    NodeAndRegistration& entry = subgraphs_[subgraph].nodes[i];
    uint32_t event = 0;
    if (profiler_ != nullptr) event = profiler_->BeginEvent(OperatorName(*entry.registration));
    status = entry.registration->invoke(context_, &entry.node);
    if (profiler_ != nullptr) profiler_->EndEvent(event);
    allocator_->FreeTemps();
    if (status == kTfLiteOk) continue;
    if (status != kTfLiteAbort) ReportFailure("invoke");
    break;
  }
  current_subgraph_ = outer_subgraph;
  current_operator_ = outer_operator;
  return status;
}

template <typename Function>
void MicroGraph::ForEachNode(Function function) {
  for (int s = 0; s < NumSubgraphs(); ++s) {
    for (int i = 0; i < subgraphs_[s].node_count; ++i) {
      current_subgraph_ = s;
      current_operator_ = i;
      function(subgraphs_[s].nodes[i]);
    }
  }
  current_subgraph_ = 0;
}

TfLiteStatus MicroGraph::ResetSubgraphs() {
  if (!prepared_) return kTfLiteError;
  ForEachNode([this](NodeAndRegistration& entry) {
    if (entry.registration->reset != nullptr) {
      entry.registration->reset(context_, entry.node.user_data);
    }
  });
  for (int s = 0; s < NumSubgraphs(); ++s) {
    for (int i = 0; i < subgraphs_[s].tensor_count; ++i) ResetVariable(s, i);
  }
  return kTfLiteOk;
}

void MicroGraph::FreeSubgraphs() {
  if (!prepared_) return;
  ForEachNode([this](NodeAndRegistration& entry) {
    if (entry.registration->free != nullptr) {
      entry.registration->free(context_, entry.node.user_data);
    }
  });
  prepared_ = false;
}

void MicroGraph::ResetVariable(int subgraph, int index) {
  const Tensor* info = tensor_info(subgraph, index);
  const TfLiteEvalTensor* variable = tensor(subgraph, index);
  // A variable with contents in the file is a constant.
  if (!info->is_variable() || !allocator_->Owns(variable->data.data)) return;
  int value = 0;
  const QuantizationParameters* quantization = info->quantization();
  if (variable->type == kTfLiteInt8 && quantization != nullptr) {
    const auto* zero_point = quantization->zero_point();
    if (zero_point != nullptr && zero_point->size() != 0) {
      value = static_cast<int>(zero_point->Get(0));
    }
  }
  uint32_t bytes = 0;
  TensorBytes(variable->dims, variable->type, &bytes);
  for (uint32_t i = 0; i < bytes; ++i) variable->data.int8[i] = static_cast<int8_t>(value);
}

}  // namespace tflite
