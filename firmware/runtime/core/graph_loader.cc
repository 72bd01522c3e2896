// Builds the tensors and nodes of a model. Every index and size that the file states is checked
// here, once, so that nothing after this has to.
#include "core/operator_names.h"
#include "core/options.h"
#include "core/types.h"
#include "tensorflow/lite/micro/micro_graph.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace {

struct {
  int size;
} constexpr kEmptyArray = {0};

TfLiteStatus Malformed(const char* what, int subgraph, int index, uint32_t value) {
  MicroPrintf("bad model: wrong %s (subgraph %d, item %d, value %u)", what, subgraph, index,
              static_cast<unsigned>(value));
  return kTfLiteError;
}

// What an operator or its caller does with tensors.
enum Use { kRead, kReadIfPresent, kWritten };

bool AreUsable(const SubgraphAllocations& graph, const MicroAllocator& arena,
               const TfLiteIntArray* indices, Use use) {
  for (int i = 0; i < indices->size; ++i) {
    const int32_t index = indices->data[i];
    if (static_cast<uint32_t>(index) < graph.tensor_count) {
      // Constants lie in the model, which may be in flash.
      const void* data = graph.tensors[index].data.data;
      if (use != kWritten || data == nullptr || arena.Owns(data)) continue;
    } else if (use == kReadIfPresent && index == kTfLiteOptionalTensor) {
      continue;
    }
    return false;
  }
  return true;
}

}  // namespace

// Called often: inlined it costs flash.
__attribute__((noinline)) TfLiteIntArray* AsIntArray(const flatbuffers::Vector<int32_t>* vector) {
  const void* array = vector != nullptr ? static_cast<const void*>(vector) : &kEmptyArray;
  return static_cast<TfLiteIntArray*>(const_cast<void*>(array));
}

const Tensor* MicroGraph::tensor_info(int subgraph, int index) const {
  return info(subgraph)->tensors()->Get(static_cast<uint32_t>(index));
}

TfLiteStatus MicroGraph::LoadTensor(int subgraph, int index) {
  const Tensor* info = tensor_info(subgraph, index);
  TfLiteEvalTensor* tensor = this->tensor(subgraph, index);
  tensor->type = ConvertTensorType(info->type());
  tensor->dims = AsIntArray(info->shape());
  tensor->data.data = nullptr;
  uint32_t bytes;
  if (!TensorBytes(tensor->dims, tensor->type, &bytes)) {
    return Malformed("type or shape", subgraph, index, static_cast<uint8_t>(info->type()));
  }
  const auto* buffers = model_->buffers();
  const uint32_t buffer = info->buffer();
  if (buffer >= buffers->size()) {
    return Malformed("buffer", subgraph, index, buffer);
  }
  const flatbuffers::Vector<uint8_t>* data = buffers->Get(buffer)->data();
  if (data != nullptr && data->size() != 0) {
    if (data->size() < bytes) {
      return Malformed("size of buffer", subgraph, index, bytes);
    }
    // Kernels rely on whole words: an element of 8 bytes is read as two of 4.
    if (reinterpret_cast<uintptr_t>(data->Data()) & (TypeBytes(tensor->type) - 1) & 3) {
      return Malformed("alignment", subgraph, index, buffer);
    }
    tensor->data.data = const_cast<uint8_t*>(data->Data());
  } else if (info->is_variable()) {
    tensor->data.data = allocator_->AllocatePersistent(bytes, 16);
    if (tensor->data.data == nullptr) return kTfLiteError;
    ResetVariable(subgraph, index);
  }
  return kTfLiteOk;
}

TfLiteStatus MicroGraph::LoadNode(int subgraph, int index, const MicroOpResolver& resolver) {
  const SubGraph* graph = info(subgraph);
  const Operator* op = graph->operators()->Get(static_cast<uint32_t>(index));
  const auto* codes = model_->operator_codes();
  const uint32_t code_index = op->opcode_index();
  if (codes == nullptr || code_index >= codes->size()) {
    return Malformed("operator code", subgraph, index, code_index);
  }
  const OperatorCode* code = codes->Get(code_index);
  const int32_t builtin = GetBuiltinCode(code);
  const char* name = nullptr;
  if (builtin == BuiltinOperator_CUSTOM) {
    const flatbuffers::String* custom = code->custom_code();
    if (custom == nullptr) return Malformed("custom name", subgraph, index, 0);
    name = custom->c_str();
  }
  const RegisteredOp* registered = resolver.Find(builtin, name);
  if (registered == nullptr) {
    char text[kMostNameBytes];
    if (name == nullptr && kMicroPrintfIsOn) {
      BuiltinOperatorName(builtin, text);
      name = text;
    }
    MicroPrintf("operator %s (code %d, version %d) is not registered", name,
                static_cast<int>(builtin), static_cast<int>(code->version()));
    return kTfLiteError;
  }

  NodeAndRegistration& entry = subgraphs_[subgraph].nodes[index];
  TfLiteNode& node = entry.node;
  node.user_data = nullptr;
  node.builtin_data = nullptr;
  node.custom_initial_data = nullptr;
  node.custom_initial_data_size = 0;
  entry.registration = &registered->registration;
  node.inputs = AsIntArray(op->inputs());
  node.outputs = AsIntArray(op->outputs());
  node.intermediates = AsIntArray(op->intermediates());
  const SubgraphAllocations& tensors = subgraphs_[subgraph];
  if (!AreUsable(tensors, *allocator_, node.inputs, kReadIfPresent) ||
      !AreUsable(tensors, *allocator_, node.outputs, kWritten) ||
      !AreUsable(tensors, *allocator_, node.intermediates, kRead)) {
    return Malformed("tensor", subgraph, index, 0);
  }

  if (builtin == BuiltinOperator_CUSTOM) {
    const flatbuffers::Vector<uint8_t>* options = op->custom_options();
    if (options != nullptr) {
      node.custom_initial_data = options->Data();
      node.custom_initial_data_size = static_cast<int>(options->size());
    }
  } else if (registered->options != nullptr) {
    node.builtin_data = allocator_->AllocatePersistent(registered->options->bytes, 4);
    if (node.builtin_data == nullptr) return kTfLiteError;
    ReadOptions(*op, *registered->options, node.builtin_data);
  }
  return kTfLiteOk;
}

TfLiteStatus MicroGraph::LoadSubgraph(int subgraph, const MicroOpResolver& resolver) {
  const auto* tensor_infos = info(subgraph)->tensors();
  const auto* operators = info(subgraph)->operators();
  const uint32_t tensors = tensor_infos != nullptr ? tensor_infos->size() : 0;
  const uint32_t nodes = operators != nullptr ? operators->size() : 0;
  // The planner counts time in 16 bits, and counts times sizes must not wrap.
  if (tensors > UINT16_MAX || nodes > UINT16_MAX) {
    return Malformed("number of tensors", subgraph, 0, tensors);
  }
  SubgraphAllocations& allocations = subgraphs_[subgraph];
  allocations.tensors = static_cast<TfLiteEvalTensor*>(
      allocator_->AllocatePersistent(tensors * sizeof(TfLiteEvalTensor), alignof(void*)));
  allocations.tensor_count = static_cast<uint16_t>(tensors);
  allocations.node_count = static_cast<uint16_t>(nodes);
  allocations.nodes = static_cast<NodeAndRegistration*>(
      allocator_->AllocatePersistent(nodes * sizeof(NodeAndRegistration), alignof(void*)));
  if (allocations.tensors == nullptr || allocations.nodes == nullptr) return kTfLiteError;
  for (uint32_t i = 0; i < tensors; ++i) {
    TF_LITE_ENSURE_STATUS(LoadTensor(subgraph, static_cast<int>(i)));
  }
  if (!AreUsable(allocations, *allocator_, inputs(subgraph), kWritten) ||
      !AreUsable(allocations, *allocator_, outputs(subgraph), kRead)) {
    return Malformed("tensor", subgraph, -1, 0);
  }
  for (uint32_t i = 0; i < nodes; ++i) {
    TF_LITE_ENSURE_STATUS(LoadNode(subgraph, static_cast<int>(i), resolver));
  }
  return kTfLiteOk;
}

TfLiteStatus MicroGraph::Load(const MicroOpResolver& resolver) {
  if (reinterpret_cast<uintptr_t>(model_) % 4 != 0) {
    return Malformed("alignment", 0, 0, 0);
  }
  const uint32_t version = model_->version();
  if (version != TFLITE_SCHEMA_VERSION) {
    return Malformed("schema version", 0, 0, version);
  }
  const unsigned count = model_->subgraphs() != nullptr ? model_->subgraphs()->size() : 0;
  if (model_->buffers() == nullptr || count - 1 >= kMaxSubgraphs) {
    return Malformed("number of subgraphs", 0, 0, count);
  }
  subgraphs_ = static_cast<SubgraphAllocations*>(
      allocator_->AllocatePersistent(count * sizeof(SubgraphAllocations), alignof(void*)));
  for (unsigned i = 0; subgraphs_ != nullptr && i < count; ++i) {
    TfLiteStatus status = LoadSubgraph(static_cast<int>(i), resolver);
    if (status == kTfLiteOk) continue;
    if (allocator_->overflowed()) break;
    return status;
  }
  if (allocator_->overflowed()) {
    allocator_->ReportNeed("more than ", 0);
    return kTfLiteError;
  }
  return kTfLiteOk;
}

}  // namespace tflite
