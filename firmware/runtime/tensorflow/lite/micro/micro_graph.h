// The subgraphs of a loaded model and their execution.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_GRAPH_H_
#define TENSORFLOW_LITE_MICRO_MICRO_GRAPH_H_

#include "tensorflow/lite/micro/micro_allocator.h"
#include "tensorflow/lite/micro/micro_common.h"
#include "tensorflow/lite/micro/micro_op_resolver.h"
#include "tensorflow/lite/micro/micro_profiler_interface.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

struct NodeAndRegistration {
  TfLiteNode node;
  const TFLMRegistration* registration;
};

struct SubgraphAllocations {
  NodeAndRegistration* nodes;
  TfLiteEvalTensor* tensors;
  uint16_t node_count;
  uint16_t tensor_count;
};

// The built-in name, or the one of a custom operator: the resolver puts both here.
inline const char* OperatorName(const TFLMRegistration& registration) {
  return registration.custom_name;
}

// FlatBuffer vectors of int32 have the layout of TfLiteIntArray; an absent one is empty.
TfLiteIntArray* AsIntArray(const flatbuffers::Vector<int32_t>* vector);

class MicroGraph {
 public:
  MicroGraph(TfLiteContext* context, const Model* model, MicroAllocator* allocator,
             MicroResourceVariables* resource_variables)
      : context_(context),
        model_(model),
        allocator_(allocator),
        resource_variables_(resource_variables) {}

  static constexpr int kMaxSubgraphs = 64;

  // Builds tensors and nodes.
  TfLiteStatus Load(const MicroOpResolver& resolver);
  // Prepares every operator and plans the arena.
  TfLiteStatus PrepareAndPlan();

  TfLiteStatus InvokeSubgraph(int subgraph);
  // Calls `reset` of every operator and sets every variable tensor to its zero point.
  TfLiteStatus ResetSubgraphs();
  void ResetVariable(int subgraph, int tensor);
  // Calls `free` of every operator that was initialised.
  void FreeSubgraphs();

  int NumSubgraphs() const { return static_cast<int>(model_->subgraphs()->size()); }
  size_t NumSubgraphInputs(int subgraph) const {
    return static_cast<size_t>(inputs(subgraph)->size);
  }
  size_t NumSubgraphOutputs(int subgraph) const {
    return static_cast<size_t>(outputs(subgraph)->size);
  }
  TfLiteEvalTensor* GetSubgraphInput(int subgraph, int index) {
    return tensor(subgraph, inputs(subgraph)->data[index]);
  }
  TfLiteEvalTensor* GetSubgraphOutput(int subgraph, int index) {
    return tensor(subgraph, outputs(subgraph)->data[index]);
  }
  const TfLiteIntArray* inputs(int subgraph) const { return AsIntArray(info(subgraph)->inputs()); }
  const TfLiteIntArray* outputs(int subgraph) const {
    return AsIntArray(info(subgraph)->outputs());
  }
  const SubGraph* info(int subgraph) const {
    return model_->subgraphs()->Get(static_cast<uint32_t>(subgraph));
  }

  int GetCurrentSubgraphIndex() const { return current_subgraph_; }
  int GetCurrentOperatorIndex() const { return current_operator_; }
  const char* CurrentOperatorName() const {
    return OperatorName(*subgraphs_[current_subgraph_].nodes[current_operator_].registration);
  }
  const Model* model() const { return model_; }
  SubgraphAllocations* GetAllocations() const { return subgraphs_; }
  MicroResourceVariables* GetResourceVariables() const { return resource_variables_; }
  MicroAllocator* allocator() const { return allocator_; }
  TfLiteEvalTensor* tensor(int subgraph, int index) const {
    return &subgraphs_[subgraph].tensors[index];
  }
  const Tensor* tensor_info(int subgraph, int index) const;
  bool prepared() const { return prepared_; }
  void set_profiler(MicroProfilerInterface* profiler) { profiler_ = profiler; }

 private:
  TfLiteStatus LoadSubgraph(int subgraph, const MicroOpResolver& resolver);
  TfLiteStatus LoadTensor(int subgraph, int index);
  TfLiteStatus LoadNode(int subgraph, int index, const MicroOpResolver& resolver);
  TfLiteStatus PrepareNode(int subgraph, int index);
  TfLiteStatus PrepareAll();
  // Names the operator at work.
  void ReportFailure(const char* step) const;
  template <typename Function>
  void ForEachNode(Function function);

  TfLiteContext* context_;
  const Model* model_;
  MicroAllocator* allocator_;
  MicroResourceVariables* resource_variables_;
  MicroProfilerInterface* profiler_ = nullptr;
  SubgraphAllocations* subgraphs_ = nullptr;
  int current_subgraph_ = 0;
  int current_operator_ = 0;
  bool prepared_ = false;
};

// The name that it has where MicroGraph is only an interface.
using MicroInterpreterGraph = MicroGraph;

namespace micro {
using tflite::MicroGraph;
using tflite::MicroInterpreterGraph;
using tflite::NodeAndRegistration;
using tflite::SubgraphAllocations;
}  // namespace micro

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_GRAPH_H_
