#include "tensorflow/lite/micro/micro_interpreter.h"

#include "core/types.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

// One input or output as the application sees it.
struct Described {
  TfLiteTensor tensor;
  TfLiteAffineQuantization quantization;
};

void* AllocatePersistentBuffer(TfLiteContext* context, size_t bytes) {
  return GetMicroContext(context)->AllocatePersistentBuffer(bytes);
}

TfLiteStatus RequestScratchBuffer(TfLiteContext* context, size_t bytes, int* index) {
  return GetMicroContext(context)->RequestScratchBufferInArena(bytes, index);
}

void* GetScratchBuffer(TfLiteContext* context, int index) {
  return GetMicroContext(context)->GetScratchBuffer(index);
}

TfLiteTensor* GetTensor(const TfLiteContext* context, int index) {
  return GetMicroContext(context)->AllocateTempTfLiteTensor(index);
}

TfLiteEvalTensor* GetEvalTensor(const TfLiteContext* context, int index) {
  return GetMicroContext(context)->GetEvalTensor(index);
}

void* GetExternalContext(TfLiteContext* context, int) {
  return GetMicroContext(context)->external_context();
}

void ReportError(TfLiteContext*, const char* format, ...) {
  if (!kMicroPrintfIsOn) return;
  va_list args;
  va_start(args, format);
  VMicroPrintf(format, args);
  va_end(args);
}

}  // namespace

MicroInterpreter::MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver,
                                   uint8_t* tensor_arena, size_t tensor_arena_size,
                                   MicroResourceVariables* resource_variables,
                                   MicroProfilerInterface* profiler, bool preserve_all_tensors)
    : MicroInterpreter(model, op_resolver, MicroAllocator::Create(tensor_arena, tensor_arena_size),
                       resource_variables, profiler) {
  if (allocator_ != nullptr) allocator_->set_preserves_all_tensor(preserve_all_tensors);
}

MicroInterpreter::MicroInterpreter(const void* model_data, size_t model_size,
                                   const MicroOpResolver& op_resolver, uint8_t* tensor_arena,
                                   size_t tensor_arena_size,
                                   MicroResourceVariables* resource_variables,
                                   MicroProfilerInterface* profiler, bool preserve_all_tensors)
    : MicroInterpreter(
          VerifyModel(model_data, model_size) == kTfLiteOk ? GetModel(model_data) : nullptr,
          op_resolver, tensor_arena, tensor_arena_size, resource_variables, profiler,
          preserve_all_tensors) {}

MicroInterpreter::MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver,
                                   MicroAllocator* allocator,
                                   MicroResourceVariables* resource_variables,
                                   MicroProfilerInterface* profiler)
    : allocator_(allocator),
      op_resolver_(op_resolver),
      graph_(&context_, model, allocator, resource_variables),
      micro_context_(&graph_) {
  context_.tensors_size = 0;
  context_.tensors = nullptr;
  context_.impl_ = &micro_context_;
  context_.profiler = profiler;
  context_.ReportError = ReportError;
  context_.AllocatePersistentBuffer = AllocatePersistentBuffer;
  context_.RequestScratchBufferInArena = RequestScratchBuffer;
  context_.GetScratchBuffer = GetScratchBuffer;
  context_.GetTensor = tflite::GetTensor;
  context_.GetEvalTensor = GetEvalTensor;
  context_.GetExternalContext = GetExternalContext;
  graph_.set_profiler(profiler);
  if (model != nullptr && allocator != nullptr) initialization_status_ = kTfLiteOk;
}

MicroInterpreter::~MicroInterpreter() { graph_.FreeSubgraphs(); }

TfLiteStatus MicroInterpreter::AllocateInputsAndOutputs() {
  const size_t inputs = inputs_size();
  const size_t count = inputs + outputs_size();
  auto* described = static_cast<Described*>(
      allocator_->AllocatePersistent(count * sizeof(Described), alignof(Described)));
  for (size_t i = 0; described != nullptr && i < count; ++i) {
    const int index = i < inputs ? graph_.inputs(0)->data[i] : graph_.outputs(0)->data[i - inputs];
    micro_context_.DescribeTensor(0, index, &described[i].tensor, &described[i].quantization);
  }
  inputs_and_outputs_ = reinterpret_cast<TfLiteTensor*>(described);
  if (described != nullptr) return kTfLiteOk;
  allocator_->ReportNeed("more than ", 0);
  return kTfLiteError;
}

TfLiteStatus MicroInterpreter::AllocateTensors() {
  TF_LITE_ENSURE_STATUS(initialization_status_);
  if (tensors_allocated_) return kTfLiteOk;
  allocator_->StartModel();
  TfLiteStatus status = graph_.Load(op_resolver_);
  if (status == kTfLiteOk) status = AllocateInputsAndOutputs();
  if (status == kTfLiteOk) status = graph_.PrepareAndPlan();
  if (status != kTfLiteOk) {
    initialization_status_ = status;
    return status;
  }
  auto* described = reinterpret_cast<Described*>(inputs_and_outputs_);
  const size_t inputs = inputs_size();
  for (size_t i = 0; i < inputs + outputs_size(); ++i) {
    const int item = static_cast<int>(i < inputs ? i : i - inputs);
    const TfLiteEvalTensor* tensor =
        i < inputs ? graph_.GetSubgraphInput(0, item) : graph_.GetSubgraphOutput(0, item);
    described[i].tensor.data = tensor->data;
  }
  tensors_allocated_ = true;
  return kTfLiteOk;
}

TfLiteStatus MicroInterpreter::Invoke() {
  if (!tensors_allocated_) TF_LITE_ENSURE_STATUS(AllocateTensors());
  return graph_.InvokeSubgraph(0);
}

size_t MicroInterpreter::inputs_size() const { return graph_.NumSubgraphInputs(0); }

size_t MicroInterpreter::outputs_size() const { return graph_.NumSubgraphOutputs(0); }

TfLiteTensor* MicroInterpreter::InputOutput(size_t index, bool output) {
  if (tensors_allocated_ && index < (output ? outputs_size() : inputs_size())) {
    if (output) index += inputs_size();
    return &reinterpret_cast<Described*>(inputs_and_outputs_)[index].tensor;
  }
  MicroPrintf("no input or output %u", static_cast<unsigned>(index));
  return nullptr;
}

TfLiteEvalTensor* MicroInterpreter::GetTensor(int tensor_index, int subgraph_index) {
  if (!tensors_allocated_ || subgraph_index < 0 || subgraph_index >= graph_.NumSubgraphs()) {
    return nullptr;
  }
  const bool exists =
      tensor_index >= 0 && tensor_index < graph_.GetAllocations()[subgraph_index].tensor_count;
  return exists ? graph_.tensor(subgraph_index, tensor_index) : nullptr;
}

TfLiteStatus MicroInterpreter::Reset() { return graph_.ResetSubgraphs(); }

TfLiteStatus MicroInterpreter::ResetVariableTensor(int tensor_index, int subgraph_index) {
  if (GetTensor(tensor_index, subgraph_index) == nullptr) return kTfLiteError;
  graph_.ResetVariable(subgraph_index, tensor_index);
  return kTfLiteOk;
}

size_t MicroInterpreter::arena_used_bytes() const {
  return allocator_ != nullptr ? allocator_->used_bytes() : 0;
}

TfLiteStatus MicroInterpreter::SetMicroExternalContext(void* external_context_payload) {
  if (external_context_payload == nullptr || micro_context_.external_context() != nullptr) {
    MicroPrintf("external context is null or already set");
    return kTfLiteError;
  }
  micro_context_.set_external_context(external_context_payload);
  return kTfLiteOk;
}

TfLiteStatus MicroInterpreter::SetAlternateProfiler(MicroProfilerInterface* alternate_profiler) {
  graph_.set_profiler(alternate_profiler);
  return kTfLiteOk;
}

}  // namespace tflite
