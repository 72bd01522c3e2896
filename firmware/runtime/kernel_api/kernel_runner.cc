#include "tensorflow/lite/micro/kernels/kernel_runner.h"

#include <new>

#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {
namespace micro {
namespace {

alignas(16) uint8_t memory[KernelRunner::kMemoryBytes];

// Writes a FlatBuffer from its root on: what a table points to lies behind it. Fields of a table
// take a word each.
class FlatBufferWriter {
 public:
  FlatBufferWriter(uint8_t* bytes, size_t room) : bytes_(bytes), room_(room) {}

  bool failed() const { return failed_; }
  size_t size() const { return size_; }

  // A table whose fields are the bits of `fields`; every one of them is 0.
  size_t Table(uint32_t fields) {
    unsigned most = 0;
    unsigned present = 0;
    while (fields >> most != 0) present += fields >> most++ & 1;
    const size_t vtable = Take(4 + 2 * size_t{most}, 2);
    const size_t table = Take(4 + 4 * size_t{present}, 4);
    PutU16(vtable, 4 + 2 * most);
    PutU16(vtable + 2, 4 + 4 * present);
    unsigned place = 4;
    for (unsigned i = 0; i < most; ++i) {
      if ((fields >> i & 1) == 0) continue;
      PutU16(vtable + 4 + 2 * size_t{i}, place);
      place += 4;
    }
    Put(table, static_cast<uint32_t>(table - vtable));
    return table;
  }

  void Put(size_t at, uint32_t value) { PutBytes(at, &value, 4); }
  // Field number `i` of those that the table has.
  static size_t Field(size_t table, unsigned i) { return table + 4 + 4 * size_t{i}; }
  void Link(size_t field, size_t target) { Put(field, static_cast<uint32_t>(target - field)); }

  // Elements of 4 or 8 bytes; null writes zeros.
  size_t Vector(unsigned count, const void* elements, unsigned element_bytes = 4) {
    size_ = (size_ + 7 + 4) / 8 * 8 - 4;  // the elements are aligned to 8
    const size_t vector = Take(4 + size_t{count} * element_bytes, 4);
    Put(vector, count);
    if (elements != nullptr) PutBytes(vector + 4, elements, size_t{count} * element_bytes);
    return vector;
  }
  size_t Integers(const TfLiteIntArray* array) {
    return array != nullptr ? Vector(static_cast<unsigned>(array->size), array->data)
                            : Vector(0, nullptr);
  }

  size_t Text(const char* text, size_t length) {
    const size_t at = Take(4 + length + 1, 4);
    Put(at, static_cast<uint32_t>(length));
    PutBytes(at + 4, text, length);
    return at;
  }

  size_t Take(size_t bytes, size_t align) {
    const size_t at = (size_ + align - 1) / align * align;
    failed_ |= at + bytes > room_;
    size_ = at + bytes;
    for (size_t i = at; !failed_ && i < size_; ++i) bytes_[i] = 0;
    return at;
  }

 private:
  void PutU16(size_t at, unsigned value) {
    const uint16_t half = static_cast<uint16_t>(value);
    PutBytes(at, &half, 2);
  }
  void PutBytes(size_t at, const void* from, size_t count) {
    for (size_t i = 0; !failed_ && i < count; ++i) {
      bytes_[at + i] = static_cast<const uint8_t*>(from)[i];
    }
  }

  uint8_t* bytes_;
  size_t room_;
  size_t size_ = 0;
  bool failed_ = false;
};

uint32_t TypeInFile(TfLiteType type) {
  for (int i = TensorType_FLOAT32; i <= TensorType_UINT4; ++i) {
    if (ConvertTensorType(static_cast<TensorType>(i)) == type) return static_cast<uint32_t>(i);
  }
  return TensorType_BOOL;  // a tensor that the test has not filled in
}

// scale (2), zero_point (3), quantized_dimension (6)
size_t WriteQuantization(FlatBufferWriter* file, const TfLiteTensor& tensor) {
  const size_t table = file->Table(1u << 2 | 1u << 3 | 1u << 6);
  const auto* affine = static_cast<const TfLiteAffineQuantization*>(tensor.quantization.params);
  const bool listed = tensor.quantization.type == kTfLiteAffineQuantization && affine != nullptr &&
                      affine->scale != nullptr;
  if (listed) {
    const TfLiteFloatArray* scale = affine->scale;
    file->Link(FlatBufferWriter::Field(table, 0),
               file->Vector(static_cast<unsigned>(scale->size), scale->data));
    file->Put(FlatBufferWriter::Field(table, 2),
              static_cast<uint32_t>(affine->quantized_dimension));
  } else {
    file->Link(FlatBufferWriter::Field(table, 0), file->Vector(1, &tensor.params.scale));
  }
  const bool zero_points = listed && affine->zero_point != nullptr;
  const int count = zero_points ? affine->zero_point->size : 1;
  const size_t vector = file->Vector(static_cast<unsigned>(count), nullptr, 8);
  file->Link(FlatBufferWriter::Field(table, 1), vector);
  for (int i = 0; i < count; ++i) {
    const int32_t value = zero_points ? affine->zero_point->data[i] : tensor.params.zero_point;
    const size_t at = vector + 4 + 8 * static_cast<size_t>(i);
    file->Put(at, static_cast<uint32_t>(value));
    file->Put(at + 4, value < 0 ? 0xFFFFFFFF : 0);
  }
  return table;
}

// shape (0), type (1), buffer (2), is_variable (5), quantization (4)
size_t WriteTensor(FlatBufferWriter* file, const TfLiteTensor& tensor) {
  const bool quantized =
      tensor.quantization.type == kTfLiteAffineQuantization || tensor.params.scale > 0;
  const size_t table = file->Table(quantized ? 0b110111 : 0b100111);
  file->Link(FlatBufferWriter::Field(table, 0), file->Integers(tensor.dims));
  file->Put(FlatBufferWriter::Field(table, 1), TypeInFile(tensor.type));
  file->Put(FlatBufferWriter::Field(table, quantized ? 4 : 3), tensor.is_variable ? 1 : 0);
  if (quantized) {
    file->Link(FlatBufferWriter::Field(table, 3), WriteQuantization(file, tensor));
  }
  return table;
}

// A vector of one table, which the field points to.
void LinkTable(FlatBufferWriter* file, size_t field, size_t* table, uint32_t fields) {
  const size_t vector = file->Vector(1, nullptr);
  file->Link(field, vector);
  *table = file->Table(fields);
  file->Link(vector + 4, *table);
}

constexpr char kName[] = "operator";

// The file of one operator on `tensors`. Null when it does not fit.
const Model* WriteModel(FlatBufferWriter* file, const TfLiteTensor* tensors, int tensors_size,
                        const TfLiteIntArray* inputs, const TfLiteIntArray* outputs,
                        const TfLiteIntArray* intermediates) {
  const size_t start = file->Take(8, 4);
  const size_t model = file->Table(0b10111);  // version (0), operator_codes, subgraphs, buffers (4)
  file->Link(start, model);
  file->Put(FlatBufferWriter::Field(model, 0), TFLITE_SCHEMA_VERSION);
  size_t code = 0;
  // deprecated_builtin_code (0), custom_code (1), builtin_code (3)
  LinkTable(file, FlatBufferWriter::Field(model, 1), &code, 0b1011);
  file->Put(FlatBufferWriter::Field(code, 0), BuiltinOperator_CUSTOM);
  file->Put(FlatBufferWriter::Field(code, 2), BuiltinOperator_CUSTOM);
  file->Link(FlatBufferWriter::Field(code, 1), file->Text(kName, sizeof(kName) - 1));
  size_t buffer = 0;
  LinkTable(file, FlatBufferWriter::Field(model, 3), &buffer, 0);
  size_t graph = 0;
  LinkTable(file, FlatBufferWriter::Field(model, 2), &graph, 0b1111);
  const size_t list = file->Vector(static_cast<unsigned>(tensors_size), nullptr);
  file->Link(FlatBufferWriter::Field(graph, 0), list);
  for (int i = 0; i < tensors_size; ++i) {
    file->Link(list + 4 + 4 * static_cast<size_t>(i), WriteTensor(file, tensors[i]));
  }
  file->Link(FlatBufferWriter::Field(graph, 1), file->Integers(nullptr));
  file->Link(FlatBufferWriter::Field(graph, 2), file->Integers(nullptr));
  size_t op = 0;
  // opcode_index (0), inputs (1), outputs (2), intermediates (8)
  LinkTable(file, FlatBufferWriter::Field(graph, 3), &op, 0b1'0000'0111);
  file->Link(FlatBufferWriter::Field(op, 1), file->Integers(inputs));
  file->Link(FlatBufferWriter::Field(op, 2), file->Integers(outputs));
  file->Link(FlatBufferWriter::Field(op, 3), file->Integers(intermediates));
  return file->failed() ? nullptr : GetModel(memory);
}

class OneOperatorResolver : public MicroOpResolver {
 public:
  explicit OneOperatorResolver(const TFLMRegistration& registration)
      : MicroOpResolver(&operator_, 1) {
    Add(BuiltinOperator_CUSTOM, kName, registration, nullptr);
  }

 private:
  RegisteredOp operator_;
};

}  // namespace

// What lies in the static memory: this, the model, the arena.
class KernelRunner::Session : private OneOperatorResolver, private MicroInterpreter {
 public:
  Session(const TFLMRegistration& registration, const Model* model, MicroAllocator* allocator)
      : OneOperatorResolver(registration), MicroInterpreter(model, *this, allocator) {}

  TfLiteStatus Load() {
    TF_LITE_ENSURE_STATUS(initialization_status());
    return graph().Load(*this);
  }
  using MicroInterpreter::graph;
  TfLiteNode* node() { return &graph().GetAllocations()[0].nodes[0].node; }
};

TfLiteStatus KernelRunner::InitAndPrepare(const char* init_data, size_t length) {
  constexpr size_t kSessionBytes = (sizeof(Session) + 15) / 16 * 16;
  FlatBufferWriter file(memory, sizeof(memory) - kSessionBytes);
  const Model* model =
      WriteModel(&file, tensors_, tensors_size_, inputs_, outputs_, intermediates_);
  if (model == nullptr) {
    MicroPrintf("the tensors do not fit %u bytes", static_cast<unsigned>(sizeof(memory)));
    return kTfLiteError;
  }
  const size_t used = (file.size() + 15) / 16 * 16;
  MicroAllocator* allocator =
      MicroAllocator::Create(memory + used, sizeof(memory) - kSessionBytes - used);
  session_ = new (memory + sizeof(memory) - kSessionBytes) Session(registration_, model, allocator);
  TF_LITE_ENSURE_STATUS(session_->Load());

  // What an operator writes has no contents, or its own, while it is prepared.
  MicroGraph& graph = session_->graph();
  for (int i = 0; i < tensors_size_; ++i) {
    if (!IsWritten(i)) graph.tensor(0, i)->data = tensors_[i].data;
  }
  session_->node()->builtin_data = const_cast<void*>(builtin_data_);
  session_->node()->custom_initial_data = init_data;
  session_->node()->custom_initial_data_size = static_cast<int>(length);
  TF_LITE_ENSURE_STATUS(graph.PrepareAndPlan());
  for (int i = 0; i < tensors_size_; ++i) {
    TfLiteEvalTensor* prepared = graph.tensor(0, i);
    prepared->data = tensors_[i].data;
    tensors_[i].dims = prepared->dims;
  }
  return kTfLiteOk;
}

bool KernelRunner::IsWritten(int tensor) const {
  bool written = tensors_[tensor].is_variable;
  for (int i = 0; i < outputs_->size; ++i) written |= outputs_->data[i] == tensor;
  return written;
}

TfLiteStatus KernelRunner::Invoke() {
  const bool ready = session_ != nullptr && session_->graph().prepared();
  if (!ready || registration_.invoke == nullptr) return kTfLiteError;
  return session_->graph().InvokeSubgraph(0);
}

TfLiteStatus KernelRunner::Reset() {
  if (session_ == nullptr || registration_.reset == nullptr) return kTfLiteError;
  return session_->graph().ResetSubgraphs();
}

TfLiteStatus KernelRunner::Free() {
  if (session_ == nullptr || registration_.free == nullptr) return kTfLiteError;
  session_->graph().FreeSubgraphs();
  return kTfLiteOk;
}

}  // namespace micro
}  // namespace tflite
