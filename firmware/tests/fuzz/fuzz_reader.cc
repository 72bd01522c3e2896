// The verifier against the views: what it accepts can be read to the last byte.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/schema/schema_generated.h"

extern "C" void DebugLog(const char*, va_list) {}

namespace {

volatile uint32_t g_sum;
// Tables may be shared, and shared tables of shared tables read for ever.
int g_budget;

void Touch(const void* bytes, size_t size) {
  const auto* at = static_cast<const uint8_t*>(bytes);
  for (size_t i = 0; i < size && --g_budget > 0; ++i) g_sum = g_sum + at[i];
}

void Read(const flatbuffers::String* text) {
  if (text != nullptr) Touch(text->c_str(), text->size() + 1);
}

template <typename T>
void Read(const flatbuffers::Vector<T>* vector) {
  if (vector != nullptr) Touch(vector->Data(), vector->size() * sizeof(T));
}

template <typename T, typename Function>
void ForEach(const flatbuffers::Vector<flatbuffers::Offset<T>>* tables, Function function) {
  for (uint32_t i = 0; tables != nullptr && i < tables->size() && --g_budget > 0; ++i) {
    function(tables->Get(i));
  }
}

void ReadSubGraph(const tflite::SubGraph* graph) {
  Read(graph->inputs());
  Read(graph->outputs());
  Read(graph->name());
  ForEach(graph->tensors(), [](const tflite::Tensor* tensor) {
    Read(tensor->shape());
    Read(tensor->name());
    g_sum = g_sum + tensor->buffer() + static_cast<uint32_t>(tensor->type());
    if (tensor->quantization() == nullptr) return;
    Read(tensor->quantization()->scale());
    Read(tensor->quantization()->zero_point());
    g_sum = g_sum + static_cast<uint32_t>(tensor->quantization()->quantized_dimension());
  });
  ForEach(graph->operators(), [](const tflite::Operator* op) {
    Read(op->inputs());
    Read(op->outputs());
    Read(op->intermediates());
    Read(op->custom_options());
    const flatbuffers::Table* options = op->builtin_options();
    if (options == nullptr) return;
    for (unsigned id = 0; id < 12; ++id) {
      g_sum = g_sum + static_cast<uint32_t>(options->I32(id, 0)) + options->U8(id);
    }
    if (op->builtin_options_type() == 111) {  // VarHandleOptions
      Read(options->Pointer<flatbuffers::String>(0));
      Read(options->Pointer<flatbuffers::String>(1));
    }
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  auto* bytes = static_cast<uint8_t*>(std::malloc(size));
  std::memcpy(bytes, data, size);
  if (tflite::VerifyModel(bytes, size) == kTfLiteOk) {
    g_budget = 1 << 18;
    const tflite::Model* model = tflite::GetModel(bytes);
    Read(model->description());
    ForEach(model->operator_codes(), [](const tflite::OperatorCode* code) {
      g_sum = g_sum + static_cast<uint32_t>(tflite::GetBuiltinCode(code));
      Read(code->custom_code());
    });
    ForEach(model->buffers(), [](const tflite::Buffer* buffer) { Read(buffer->data()); });
    ForEach(model->metadata(), [](const tflite::Metadata* entry) { Read(entry->name()); });
    ForEach(model->subgraphs(), ReadSubGraph);
  }
  std::free(bytes);
  return 0;
}
