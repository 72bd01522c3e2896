// IF, WHILE and CALL_ONCE: operators that run other subgraphs.
#include <initializer_list>

#include "kernels/support/kernel_support.h"
#include "kernels/support/tensor_copies.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

bool IsOneBool(const TfLiteEvalTensor* tensor) {
  return tensor != nullptr && tensor->type == kTfLiteBool && BytesOf(tensor) == 1;
}

TfLiteStatus CheckSubgraph(const MicroGraph& graph, int subgraph) {
  if (subgraph > 0 && subgraph < graph.NumSubgraphs()) return kTfLiteOk;
  return Refuse("no such subgraph", subgraph);
}

// --- IF: inputs condition (one bool), x…; outputs y…; both branches compute y… from x….

TfLiteStatus PrepareIf(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteIfParams*>(node->builtin_data);
  MicroGraph& graph = GetMicroContext(context)->graph();
  if (!IsOneBool(InputTensor(context, node, 0))) return Refuse("condition is not one bool");
  for (int branch : {params.then_subgraph_index, params.else_subgraph_index}) {
    TF_LITE_ENSURE_STATUS(CheckSubgraph(graph, branch));
    TF_LITE_ENSURE_STATUS(CheckSameTensors(InputsOf(context, node), 1, InputsOf(&graph, branch)));
    TF_LITE_ENSURE_STATUS(CheckSameTensors(OutputsOf(&graph, branch), 0, OutputsOf(context, node)));
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeIf(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteIfParams*>(node->builtin_data);
  MicroGraph& graph = GetMicroContext(context)->graph();
  const bool condition = InputTensor(context, node, 0)->data.uint8[0] != 0;
  const int branch = condition ? params.then_subgraph_index : params.else_subgraph_index;
  CopyTensors(InputsOf(context, node), 1, InputsOf(&graph, branch));
  TF_LITE_ENSURE_STATUS(graph.InvokeSubgraph(branch));
  CopyTensors(OutputsOf(&graph, branch), 0, OutputsOf(context, node));
  return kTfLiteOk;
}

// --- WHILE: inputs x…; outputs as many; condition: x… -> one bool; body: x… -> x….

TfLiteStatus PrepareWhile(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteWhileParams*>(node->builtin_data);
  MicroGraph& graph = GetMicroContext(context)->graph();
  const int condition = params.cond_subgraph_index;
  const int body = params.body_subgraph_index;
  TF_LITE_ENSURE_STATUS(CheckSubgraph(graph, condition));
  TF_LITE_ENSURE_STATUS(CheckSubgraph(graph, body));
  const TensorList state = OutputsOf(context, node);
  TF_LITE_ENSURE_STATUS(CheckSameTensors(InputsOf(context, node), 0, state));
  TF_LITE_ENSURE_STATUS(CheckSameTensors(state, 0, InputsOf(&graph, condition)));
  TF_LITE_ENSURE_STATUS(CheckSameTensors(state, 0, InputsOf(&graph, body)));
  TF_LITE_ENSURE_STATUS(CheckSameTensors(OutputsOf(&graph, body), 0, state));
  const TensorList verdict = OutputsOf(&graph, condition);
  return verdict.indices->size == 1 && IsOneBool(verdict[0])
             ? kTfLiteOk
             : Refuse("condition does not give one bool");
}

// The state of the loop is kept in the outputs of the operator, which live as long as it runs: what
// the subgraphs work on may lie on each other.
TfLiteStatus InvokeWhile(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteWhileParams*>(node->builtin_data);
  MicroGraph& graph = GetMicroContext(context)->graph();
  const int condition = params.cond_subgraph_index;
  const int body = params.body_subgraph_index;
  const TensorList state = OutputsOf(context, node);
  CopyTensors(InputsOf(context, node), 0, state);
  for (;;) {
    CopyTensors(state, 0, InputsOf(&graph, condition));
    TF_LITE_ENSURE_STATUS(graph.InvokeSubgraph(condition));
    if (OutputsOf(&graph, condition)[0]->data.uint8[0] == 0) return kTfLiteOk;
    CopyTensors(state, 0, InputsOf(&graph, body));
    TF_LITE_ENSURE_STATUS(graph.InvokeSubgraph(body));
    CopyTensors(OutputsOf(&graph, body), 0, state);
  }
}

// --- CALL_ONCE: runs a subgraph without inputs and outputs at the first inference.

struct CallOnceData {
  bool done;
};

void* InitCallOnce(TfLiteContext* context, const char*, size_t) {
  auto* data = Allocate<CallOnceData>(context);
  if (data != nullptr) data->done = false;
  return data;
}

TfLiteStatus PrepareCallOnce(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteCallOnceParams*>(node->builtin_data);
  MicroGraph& graph = GetMicroContext(context)->graph();
  const int subgraph = params.init_subgraph_index;
  TF_LITE_ENSURE_STATUS(CheckSubgraph(graph, subgraph));
  if (graph.NumSubgraphInputs(subgraph) != 0 || graph.NumSubgraphOutputs(subgraph) != 0) {
    return Refuse("subgraph has inputs or outputs", subgraph);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeCallOnce(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<CallOnceData*>(node->user_data);
  if (data->done) return kTfLiteOk;
  const auto& params = *static_cast<const TfLiteCallOnceParams*>(node->builtin_data);
  TF_LITE_ENSURE_STATUS(
      GetMicroContext(context)->graph().InvokeSubgraph(params.init_subgraph_index));
  data->done = true;
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_IF() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareIf, InvokeIf,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_WHILE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareWhile, InvokeWhile,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_CALL_ONCE() {
  static constexpr TFLMRegistration kRegistration = {
      InitCallOnce, nullptr, PrepareCallOnce, InvokeCallOnce, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
