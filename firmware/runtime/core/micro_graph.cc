#include "tensorflow/lite/micro/micro_graph.h"

#include "core/types.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

TfLiteStatus MicroGraph::InvokeSubgraph(int subgraph) {
  const int outer_subgraph = current_subgraph_;
  const int outer_operator = current_operator_;
  const auto* operators = model_->subgraphs()->Get(static_cast<uint32_t>(subgraph))->operators();
  const int count = operators != nullptr ? static_cast<int>(operators->size()) : 0;
  TfLiteStatus status = kTfLiteOk;
  for (int i = 0; i < count && status == kTfLiteOk; ++i) {
    current_subgraph_ = subgraph;
    current_operator_ = i;
    NodeAndRegistration& entry = subgraphs_[subgraph].nodes[i];
    const char* name = nullptr;
    uint32_t event = 0;
    if (profiler_ != nullptr) {
      name = OperatorName(*entry.registration);
      event = profiler_->BeginEvent(name);
    }
    status = entry.registration->invoke(context_, &entry.node);
    if (profiler_ != nullptr) profiler_->EndEvent(event);
    allocator_->FreeTemps();
    if (status != kTfLiteOk) {
      MicroPrintf("operator %d (%s) of subgraph %d: invoke failed", i,
                  OperatorName(*entry.registration), subgraph);
    }
  }
  current_subgraph_ = outer_subgraph;
  current_operator_ = outer_operator;
  return status;
}

template <typename Function>
void MicroGraph::ForEachNode(Function function) {
  for (int s = 0; s < NumSubgraphs(); ++s) {
    const auto* operators = model_->subgraphs()->Get(static_cast<uint32_t>(s))->operators();
    const int count = operators != nullptr ? static_cast<int>(operators->size()) : 0;
    for (int i = 0; i < count; ++i) {
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
    const auto* tensors = model_->subgraphs()->Get(static_cast<uint32_t>(s))->tensors();
    const int count = tensors != nullptr ? static_cast<int>(tensors->size()) : 0;
    for (int i = 0; i < count; ++i) ResetVariable(s, i);
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
  const auto* data = model_->buffers()->Get(info->buffer())->data();
  if (!info->is_variable() || (data != nullptr && data->size() != 0)) return;
  int value = 0;
  const QuantizationParameters* quantization = info->quantization();
  if (variable->type == kTfLiteInt8 && quantization != nullptr &&
      quantization->zero_point() != nullptr && quantization->zero_point()->size() != 0) {
    value = static_cast<int>(quantization->zero_point()->Get(0));
  }
  uint32_t bytes = 0;
  TensorBytes(variable->dims, variable->type, &bytes);
  memset(variable->data.data, value, bytes);
}

namespace {

size_t SizeOf(const flatbuffers::Vector<int32_t>* indices) {
  return indices != nullptr ? indices->size() : 0;
}

}  // namespace

size_t MicroGraph::NumSubgraphInputs(int subgraph) const {
  return SizeOf(model_->subgraphs()->Get(static_cast<uint32_t>(subgraph))->inputs());
}

size_t MicroGraph::NumSubgraphOutputs(int subgraph) const {
  return SizeOf(model_->subgraphs()->Get(static_cast<uint32_t>(subgraph))->outputs());
}

TfLiteEvalTensor* MicroGraph::GetSubgraphInput(int subgraph, int index) {
  const auto* inputs = model_->subgraphs()->Get(static_cast<uint32_t>(subgraph))->inputs();
  return tensor(subgraph, inputs->Get(static_cast<uint32_t>(index)));
}

TfLiteEvalTensor* MicroGraph::GetSubgraphOutput(int subgraph, int index) {
  const auto* outputs = model_->subgraphs()->Get(static_cast<uint32_t>(subgraph))->outputs();
  return tensor(subgraph, outputs->Get(static_cast<uint32_t>(index)));
}

}  // namespace tflite
