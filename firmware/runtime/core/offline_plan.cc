// Memory plans that a tool has put into the model: metadata "OfflineMemoryAllocation", a buffer of
// int32 words: version, number of subgraphs, number of tensors n, then n offsets in the head of the
// arena, all subgraphs one after another; -1 leaves a tensor to the runtime.
#include "core/memory_planner.h"
#include "tensorflow/lite/micro/micro_graph.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

constexpr char kName[] = "OfflineMemoryAllocation";
constexpr uint32_t kHeaderBytes = 12;

const flatbuffers::Vector<uint8_t>* FindPlan(const Model& model) {
  const auto* entries = model.metadata();
  for (uint32_t i = 0; entries != nullptr && i < entries->size(); ++i) {
    const flatbuffers::String* name = entries->Get(i)->name();
    if (name == nullptr || name->size() != sizeof(kName) - 1) continue;
    if (memcmp(name->c_str(), kName, sizeof(kName) - 1) != 0) continue;
    const uint32_t buffer = entries->Get(i)->buffer();
    return buffer < model.buffers()->size() ? model.buffers()->Get(buffer)->data() : nullptr;
  }
  return nullptr;
}

void Fix(const TfLiteEvalTensor& tensor, uint32_t offset, PlannedBuffer* buffers, unsigned count) {
  // Aligned as every planned buffer is, and small enough that offset and size add up in 32 bits.
  if ((offset & 0xC000000F) != 0) return;
  for (unsigned i = 0; i < count; ++i) {
    const bool is_its = static_cast<const void*>(buffers[i].data) == &tensor.data;
    if (is_its && buffers[i].bytes != 0) buffers[i].offset = offset;
  }
}

}  // namespace

void FixOfflinePlan(const MicroGraph& graph, PlannedBuffer* buffers, unsigned count) {
  const flatbuffers::Vector<uint8_t>* plan = FindPlan(*graph.model());
  if (plan == nullptr) return;
  uint32_t tensors = 0;
  for (int s = 0; s < graph.NumSubgraphs(); ++s) tensors += graph.GetAllocations()[s].tensor_count;
  if (plan->size() < kHeaderBytes || (plan->size() - kHeaderBytes) / sizeof(uint32_t) < tensors ||
      flatbuffers::ReadScalar<uint32_t>(plan->Data() + 8) != tensors) {
    MicroPrintf("offline memory plan ignored: it is not of %u tensors",
                static_cast<unsigned>(tensors));
    return;
  }
  const uint8_t* offset = plan->Data() + kHeaderBytes;
  for (int s = 0; s < graph.NumSubgraphs(); ++s) {
    const SubgraphAllocations& allocations = graph.GetAllocations()[s];
    for (int i = 0; i < allocations.tensor_count; ++i, offset += sizeof(uint32_t)) {
      Fix(allocations.tensors[i], flatbuffers::ReadScalar<uint32_t>(offset), buffers, count);
    }
  }
}

}  // namespace tflite
