// Prepares every operator and places tensors and scratch buffers in the arena.
#include "core/memory_planner.h"
#include "core/offline_plan.h"
#include "core/types.h"
#include "tensorflow/lite/micro/micro_graph.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

constexpr uint16_t kNeverUsed = UINT16_MAX;

}  // namespace

TfLiteStatus MicroGraph::PrepareNode(int subgraph, int index) {
  current_subgraph_ = subgraph;
  current_operator_ = index;
  NodeAndRegistration& entry = subgraphs_[subgraph].nodes[index];
  const TFLMRegistration& registration = *entry.registration;
  TfLiteNode& node = entry.node;
  TfLiteStatus status = kTfLiteOk;
  if (registration.init != nullptr) {
    const bool custom = registration.builtin_code == BuiltinOperator_CUSTOM;
    const void* data = custom ? node.custom_initial_data : node.builtin_data;
    const int size = custom ? node.custom_initial_data_size : 0;
    node.user_data =
        registration.init(context_, static_cast<const char*>(data), static_cast<size_t>(size));
    // Kernels rely on their data being there, so prepare must not run without it.
    if (allocator_->overflowed()) status = kTfLiteError;
  }
  if (status == kTfLiteOk && registration.prepare != nullptr) {
    status = registration.prepare(context_, &node);
  }
  allocator_->FreeTemps();
  return allocator_->overflowed() ? kTfLiteError : status;
}

TfLiteStatus MicroGraph::PrepareAll() {
  uint8_t* const structures_end = allocator_->Mark();
  for (int s = 0; s < NumSubgraphs(); ++s) {
    for (int i = 0; i < subgraphs_[s].node_count; ++i) {
      uint8_t* const before = allocator_->Mark();
      TfLiteStatus status = PrepareNode(s, i);
      if (status != kTfLiteOk && allocator_->overflowed() && !allocator_->measuring()) {
        // The rest is prepared only to learn what the whole model needs.
        allocator_->BeginMeasuring(structures_end, before);
        status = PrepareNode(s, i);
      }
      if (status != kTfLiteOk) {
        if (allocator_->overflowed()) {
          allocator_->ReportNeed("more than ", 0);
        } else {
          ReportFailure("prepare");
        }
        return status;
      }
      if (allocator_->measuring()) allocator_->NextMeasurement();
    }
  }
  return kTfLiteOk;
}

// Collects buffers and their lifetimes. Time advances by one an operator, also inside subgraphs
// that a control flow operator runs.
class LifetimePlan {
 public:
  explicit LifetimePlan(MicroGraph* graph)
      : graph_(graph), preserve_(graph->allocator()->preserves_all_tensor()) {
    if (!preserve_) plan_ = FindOfflinePlan(*graph->model());
  }

  TfLiteStatus Run() {
    if (!CollectTensors() || !CollectScratch()) {
      graph_->allocator()->ReportNeed("more than ", total_ <= INT32_MAX ? 0 : INT32_MAX);
      return kTfLiteError;
    }
    const bool planned = plan_ == nullptr || plan_->IsOf(tensors_);
    if (!planned || !Walk(0, 0)) {
      MicroPrintf(planned ? "too many nested subgraphs" : "memory plan of other tensors");
      return kTfLiteError;
    }
    uint8_t* const records_end = reinterpret_cast<uint8_t*>(records_ + count_);
    uint8_t* const head = graph_->allocator()->head();
    for (unsigned i = 0; i < count_; ++i) {
      if (preserve_) {
        records_[i].first = 0;
        records_[i].last = kNeverUsed;
      } else if (records_[i].first == kNeverUsed) {
        records_[i].bytes = 0;
        records_[i].offset = 0;
      }
    }
    uint32_t bytes = graph_->allocator()->Plan(records_, count_);
    // The records themselves need room while planning.
    const uint32_t planning = static_cast<uint32_t>(records_end - head);
    if (count_ != 0 && bytes < planning) bytes = planning;
    for (unsigned i = 0; i < count_; ++i) {
      *records_[i].data = records_[i].bytes != 0 ? head + records_[i].offset : nullptr;
    }
    return graph_->allocator()->CommitHead(bytes);
  }

 private:
  bool Record(uint32_t bytes, uint32_t place, uint8_t** data) {
    auto* record = static_cast<PlannedBuffer*>(
        graph_->allocator()->AllocateTemp(sizeof(PlannedBuffer), alignof(PlannedBuffer)));
    bytes = (bytes + 15) & ~15u;
    total_ += bytes;
    if (record == nullptr || total_ > INT32_MAX) return false;
    if (records_ == nullptr) records_ = record;
    *record = {bytes, kNeverUsed, 0, place, data};
    ++count_;
    return true;
  }

  // The data pointer of a tensor that waits for its place points to its record until then.
  bool CollectTensors() {
    for (int s = 0; s < graph_->NumSubgraphs(); ++s) {
      for (int i = 0; i < graph_->GetAllocations()[s].tensor_count; ++i) {
        TfLiteEvalTensor* tensor = graph_->tensor(s, i);
        const uint32_t place = plan_ != nullptr ? plan_->Place(tensors_) : kNotPlaced;
        ++tensors_;
        uint32_t bytes = 0;
        TensorBytes(tensor->dims, tensor->type, &bytes);
        if (tensor->data.data != nullptr || bytes == 0) continue;
        if (!Record(bytes, place, &tensor->data.uint8)) return false;
      }
    }
    for (unsigned i = 0; i < count_; ++i) {
      *records_[i].data = reinterpret_cast<uint8_t*>(&records_[i]);
    }
    return true;
  }

  bool CollectScratch() {
    scratch_start_ = count_;
    for (ScratchBuffer* s = graph_->allocator()->scratch_list(); s != nullptr; s = s->next) {
      if (!Record(s->bytes, kNotPlaced, &s->data)) return false;
    }
    return true;
  }

  PlannedBuffer* RecordOf(int subgraph, int tensor) {
    if (tensor < 0) return nullptr;
    void* data = graph_->tensor(subgraph, tensor)->data.data;
    auto* record = static_cast<PlannedBuffer*>(data);
    return data >= records_ && data < records_ + count_ ? record : nullptr;
  }

  // Extends the lifetimes of tensors to the present.
  void Touch(int subgraph, const TfLiteIntArray* indices) {
    for (int i = 0; i < indices->size; ++i) {
      Extend(RecordOf(subgraph, indices->data[i]), time_);
    }
  }

  void Extend(PlannedBuffer* record, uint16_t from) {
    if (record == nullptr) return;
    if (record->first == kNeverUsed) record->first = from;
    record->last = time_;
  }

  bool Walk(int subgraph, int depth) {
    if (subgraph < 0 || subgraph >= graph_->NumSubgraphs() || depth > kMaxSubgraphs) return false;
    Touch(subgraph, graph_->inputs(subgraph));
    const SubgraphAllocations& allocations = graph_->GetAllocations()[subgraph];
    for (uint32_t i = 0; i < allocations.node_count; ++i) {
      if (++time_ >= kNeverUsed - 1) return false;
      const uint16_t start = time_;
      NodeAndRegistration& entry = allocations.nodes[i];
      Touch(subgraph, entry.node.outputs);
      if (!WalkCalled(entry, depth)) return false;
      Touch(subgraph, entry.node.inputs);
      Touch(subgraph, entry.node.outputs);
      unsigned record = scratch_start_;
      for (ScratchBuffer* s = graph_->allocator()->scratch_list(); s != nullptr; s = s->next) {
        if (s->subgraph == subgraph && s->node == i) Extend(&records_[record], start);
        ++record;
      }
    }
    Touch(subgraph, graph_->outputs(subgraph));
    return true;
  }

  // IF and WHILE name two subgraphs in their options, CALL_ONCE one.
  bool WalkCalled(const NodeAndRegistration& entry, int depth) {
    const int32_t code = entry.registration->builtin_code;
    const int called = code == BuiltinOperator_IF || code == BuiltinOperator_WHILE ? 2
                       : code == BuiltinOperator_CALL_ONCE                         ? 1
                                                                                   : 0;
    const auto* subgraphs = static_cast<const int*>(entry.node.builtin_data);
    for (int i = 0; i < called; ++i) {
      if (!Walk(subgraphs[i], depth + 1)) return false;
    }
    return true;
  }

  static constexpr int kMaxSubgraphs = MicroGraph::kMaxSubgraphs;
  MicroGraph* graph_;
  const OfflinePlan* plan_ = nullptr;
  PlannedBuffer* records_ = nullptr;
  unsigned count_ = 0;
  uint32_t tensors_ = 0;  // all, those with contents in the file too
  unsigned scratch_start_ = 0;
  uint64_t total_ = 0;
  uint16_t time_ = 0;
  bool preserve_;
};

TfLiteStatus MicroGraph::PrepareAndPlan() {
  TF_LITE_ENSURE_STATUS(PrepareAll());
  TF_LITE_ENSURE_STATUS(LifetimePlan(this).Run());
  prepared_ = true;
  return kTfLiteOk;
}

}  // namespace tflite
