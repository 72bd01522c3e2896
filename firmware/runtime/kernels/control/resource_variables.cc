// VAR_HANDLE, READ_VARIABLE and ASSIGN_VARIABLE. A handle is a tensor of one word, the number of
// the variable.
#include "kernels/support/kernel_support.h"
#include "kernels/support/tensor_copies.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"

namespace tflite {
namespace {

MicroResourceVariables* Variables(TfLiteContext* context) {
  MicroResourceVariables* variables = GetMicroContext(context)->graph().GetResourceVariables();
  if (variables == nullptr) Refuse("the interpreter was given no MicroResourceVariables");
  return variables;
}

bool IsHandle(const TfLiteEvalTensor* tensor) {
  return tensor != nullptr && tensor->type == kTfLiteResource && BytesOf(tensor) == 4;
}

const char* TextOf(const flatbuffers::String* text) { return text != nullptr ? text->c_str() : ""; }

// The handle is known from prepare on, so that ASSIGN_VARIABLE can reserve memory.
TfLiteStatus PrepareVarHandle(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 0, 1));
  MicroResourceVariables* variables = Variables(context);
  if (variables == nullptr) return kTfLiteError;
  TfLiteEvalTensor* handle = OutputTensor(context, node);
  if (!IsHandle(handle)) return Refuse("handle is not one word");
  MicroGraph& graph = GetMicroContext(context)->graph();
  const Operator* op = graph.info(graph.GetCurrentSubgraphIndex())
                           ->operators()
                           ->Get(static_cast<uint32_t>(graph.GetCurrentOperatorIndex()));
  // Only strings that the verifier knows as such.
  constexpr uint8_t kVarHandleOptions = 111;
  const bool has_names = op->builtin_options_type() == kVarHandleOptions;
  const flatbuffers::Table* options = has_names ? op->builtin_options() : nullptr;
  const char* names[2] = {"", ""};  // container, shared name
  for (unsigned i = 0; options != nullptr && i < 2; ++i) {
    names[i] = TextOf(options->Pointer<flatbuffers::String>(i));
  }
  const int id = variables->CreateIdIfNoneFound(names[0], names[1]);
  if (id < 0) return kTfLiteError;
  handle->data.i32 = variables->Handle(id);
  return kTfLiteOk;
}

// What reset, which does not see the node, needs.
struct Place {
  int subgraph;
  int node;
};

TfLiteStatus InvokeVarHandle(TfLiteContext*, TfLiteNode*) { return kTfLiteOk; }

void* InitVarHandle(TfLiteContext* context, const char*, size_t) {
  MicroGraph& graph = GetMicroContext(context)->graph();
  auto* place = Allocate<Place>(context);
  if (place != nullptr) *place = {graph.GetCurrentSubgraphIndex(), graph.GetCurrentOperatorIndex()};
  return place;
}

void ResetVarHandle(TfLiteContext* context, void* buffer) {
  const Place& place = *static_cast<const Place*>(buffer);
  MicroGraph& graph = GetMicroContext(context)->graph();
  const TfLiteNode& node = graph.GetAllocations()[place.subgraph].nodes[place.node].node;
  const TfLiteEvalTensor* handle = graph.tensor(place.subgraph, node.outputs->data[0]);
  graph.GetResourceVariables()->Reset(handle->data.i32[0]);
}

TfLiteStatus PrepareRead(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  if (!IsHandle(InputTensor(context, node, 0))) return Refuse("input is no handle");
  return Variables(context) != nullptr ? kTfLiteOk : kTfLiteError;
}

TfLiteStatus InvokeRead(TfLiteContext* context, TfLiteNode* node) {
  const int id = InputTensor(context, node, 0)->data.i32[0];
  return GetMicroContext(context)->graph().GetResourceVariables()->Read(
      id, OutputTensor(context, node));
}

TfLiteStatus PrepareAssign(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 2, 0));
  const TfLiteEvalTensor* handle = InputTensor(context, node, 0);
  if (!IsHandle(handle)) return Refuse("input is no handle");
  if (handle->data.data == nullptr) return Refuse("handle is not from VAR_HANDLE of its subgraph");
  MicroResourceVariables* variables = Variables(context);
  if (variables == nullptr) return kTfLiteError;
  TfLiteTensor value;
  TfLiteAffineQuantization quantization;
  MicroContext* micro_context = GetMicroContext(context);
  micro_context->DescribeTensor(micro_context->graph().GetCurrentSubgraphIndex(),
                                node->inputs->data[1], &value, &quantization);
  return variables->Allocate(handle->data.i32[0], context, &value);
}

TfLiteStatus InvokeAssign(TfLiteContext* context, TfLiteNode* node) {
  const int id = InputTensor(context, node, 0)->data.i32[0];
  const TfLiteEvalTensor* value = InputTensor(context, node, 1);
  return GetMicroContext(context)->graph().GetResourceVariables()->Assign(id, BytesOf(value),
                                                                          value->data.data);
}

}  // namespace

const TFLMRegistration& Register_VAR_HANDLE() {
  static constexpr TFLMRegistration kRegistration = {
      InitVarHandle, nullptr, PrepareVarHandle, InvokeVarHandle, ResetVarHandle, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_READ_VARIABLE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareRead, InvokeRead,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_ASSIGN_VARIABLE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, PrepareAssign, InvokeAssign,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
