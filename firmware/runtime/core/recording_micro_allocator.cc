#include "tensorflow/lite/micro/recording_micro_allocator.h"

#include "core/options.h"
#include "core/types.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

void Count(RecordedAllocation* sum, size_t bytes, size_t count) {
  if (bytes == 0) return;
  sum->requested_bytes += bytes;
  sum->used_bytes += bytes;
  sum->count += count;
}

size_t VariableBytes(const MicroGraph& graph, int subgraph, int index) {
  const TfLiteEvalTensor* tensor = graph.tensor(subgraph, index);
  if (!graph.tensor_info(subgraph, index)->is_variable() ||
      !graph.allocator()->Owns(tensor->data.data)) {
    return 0;
  }
  uint32_t bytes = 0;
  TensorBytes(tensor->dims, tensor->type, &bytes);
  return bytes;
}

void CountSubgraph(const MicroGraph& graph, int s, RecordedAllocationType type,
                   RecordedAllocation* sum) {
  const SubgraphAllocations& allocations = graph.GetAllocations()[s];
  switch (type) {
    case RecordedAllocationType::kTfLiteEvalTensorData:
      Count(sum, allocations.tensor_count * sizeof(TfLiteEvalTensor), allocations.tensor_count);
      break;
    case RecordedAllocationType::kNodeAndRegistrationArray:
      Count(sum, allocations.node_count * sizeof(NodeAndRegistration), allocations.node_count);
      break;
    case RecordedAllocationType::kTfLiteTensorVariableBufferData:
      for (int i = 0; i < allocations.tensor_count; ++i) {
        Count(sum, VariableBytes(graph, s, i), 1);
      }
      break;
    case RecordedAllocationType::kOpData:
      for (int i = 0; i < allocations.node_count; ++i) {
        const NodeAndRegistration& entry = allocations.nodes[i];
        // The resolver keeps the layout of the options behind the registration.
        const auto* registered = reinterpret_cast<const RegisteredOp*>(entry.registration);
        if (entry.node.builtin_data != nullptr) Count(sum, registered->options->bytes, 1);
      }
      break;
    case RecordedAllocationType::kPersistentTfLiteTensorData:
    case RecordedAllocationType::kPersistentTfLiteTensorQuantizationData:
      if (s == 0) {
        const size_t count = static_cast<size_t>(graph.inputs(0)->size) +
                             static_cast<size_t>(graph.outputs(0)->size);
        const bool tensors = type == RecordedAllocationType::kPersistentTfLiteTensorData;
        Count(sum, count * (tensors ? sizeof(TfLiteTensor) : sizeof(TfLiteAffineQuantization)),
              count);
      }
      break;
    default:
      break;
  }
}

struct Kind {
  RecordedAllocationType type;
  const char* name;
};

constexpr Kind kKinds[] = {
    {RecordedAllocationType::kTfLiteEvalTensorData, "TfLiteEvalTensor data"},
    {RecordedAllocationType::kPersistentTfLiteTensorData, "Persistent TfLiteTensor data"},
    {RecordedAllocationType::kPersistentTfLiteTensorQuantizationData,
     "Persistent TfLiteTensor quantization data"},
    {RecordedAllocationType::kTfLiteTensorVariableBufferData, "TfLiteTensor variable buffer data"},
    {RecordedAllocationType::kNodeAndRegistrationArray, "NodeAndRegistration struct"},
    {RecordedAllocationType::kOpData, "Operator runtime data"},
    {RecordedAllocationType::kPersistentBufferData, "Persistent buffer data"},
};

}  // namespace

RecordingMicroAllocator* RecordingMicroAllocator::Create(uint8_t* tensor_arena, size_t arena_size) {
  MicroAllocator* allocator = MicroAllocator::Create(tensor_arena, arena_size);
  if (allocator == nullptr) return nullptr;
  void* list = allocator->AllocatePersistent(sizeof(RecordedModel*), alignof(RecordedModel*));
  if (list == nullptr) {
    allocator->ReportNeed("more than ", 0);
    return nullptr;
  }
  auto* recording = static_cast<RecordingMicroAllocator*>(allocator);
  *recording->models() = nullptr;
  return recording;
}

RecordedModel** RecordingMicroAllocator::models() const {
  return reinterpret_cast<RecordedModel**>(const_cast<RecordingMicroAllocator*>(this)) - 1;
}

void RecordingMicroAllocator::AddModel(RecordedModel* model) {
  model->next = *models();
  *models() = model;
}

void RecordingMicroAllocator::RemoveModel(RecordedModel* model) {
  for (RecordedModel** at = models(); *at != nullptr; at = &(*at)->next) {
    if (*at != model) continue;
    *at = model->next;
    return;
  }
}

RecordedAllocation RecordingMicroAllocator::GetRecordedAllocation(
    RecordedAllocationType allocation_type) const {
  RecordedAllocation sum = {0, 0, 0};
  if (allocation_type == RecordedAllocationType::kPersistentBufferData) {
    // Kernels have what is left of the tail.
    sum.used_bytes = tail_bytes();
    for (const Kind& kind : kKinds) {
      if (kind.type != allocation_type) {
        sum.used_bytes -= GetRecordedAllocation(kind.type).used_bytes;
      }
    }
    sum.requested_bytes = sum.used_bytes;
    sum.count = sum.used_bytes != 0 ? 1 : 0;
    return sum;
  }
  for (const RecordedModel* model = *models(); model != nullptr; model = model->next) {
    if (!model->graph->prepared()) continue;
    for (int s = 0; s < model->graph->NumSubgraphs(); ++s) {
      CountSubgraph(*model->graph, s, allocation_type, &sum);
    }
  }
  return sum;
}

void RecordingMicroAllocator::PrintAllocations() const {
  constexpr char kPrefix[] = "[RecordingMicroAllocator]";
  MicroPrintf("%s Arena allocation total %u bytes", kPrefix, static_cast<unsigned>(used_bytes()));
  MicroPrintf("%s Arena allocation head %u bytes", kPrefix, static_cast<unsigned>(head_bytes()));
  MicroPrintf("%s Arena allocation tail %u bytes", kPrefix, static_cast<unsigned>(tail_bytes()));
  for (const Kind& kind : kKinds) {
    const RecordedAllocation sum = GetRecordedAllocation(kind.type);
    if (sum.count == 0) continue;
    MicroPrintf("%s '%s' used %u bytes (%u allocations)", kPrefix, kind.name,
                static_cast<unsigned>(sum.used_bytes), static_cast<unsigned>(sum.count));
  }
}

}  // namespace tflite
