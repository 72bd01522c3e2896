// Runs a model in one caller-given arena.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_INTERPRETER_H_
#define TENSORFLOW_LITE_MICRO_MICRO_INTERPRETER_H_

// Applications count on what this header brings.
#include "flatbuffers/flatbuffers.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"
#include "tensorflow/lite/micro/micro_allocator.h"
#include "tensorflow/lite/micro/micro_interpreter_context.h"
#include "tensorflow/lite/micro/micro_interpreter_graph.h"
#include "tensorflow/lite/micro/micro_op_resolver.h"
#include "tensorflow/lite/micro/micro_profiler_interface.h"
#include "tensorflow/lite/portable_type_to_tflitetype.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

class ErrorReporter;
class SimpleTensorAllocator;

class MicroInterpreter {
 public:
  // Model, resolver and arena must outlive the interpreter. The arena may have any alignment; up
  // to 15 bytes at each end are lost when it is not aligned to 16.
  MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver, uint8_t* tensor_arena,
                   size_t tensor_arena_size, MicroResourceVariables* resource_variables = nullptr,
                   MicroProfilerInterface* profiler = nullptr, bool preserve_all_tensors = false);

  // Several interpreters may share one allocator; they share the head of its arena, so inputs and
  // outputs of one are undefined after another has been invoked.
  MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver,
                   MicroAllocator* allocator, MicroResourceVariables* resource_variables = nullptr,
                   MicroProfilerInterface* profiler = nullptr);

  // As the first, of a file of `model_size` bytes that is verified first (VerifyModel).
  MicroInterpreter(const void* model_data, size_t model_size, const MicroOpResolver& op_resolver,
                   uint8_t* tensor_arena, size_t tensor_arena_size,
                   MicroResourceVariables* resource_variables = nullptr,
                   MicroProfilerInterface* profiler = nullptr, bool preserve_all_tensors = false);

  // Of 2020: with a reporter (tensorflow/lite/micro/micro_error_reporter.h), which gets what
  // kernels report; messages of the runtime itself go to MicroPrintf.
  template <typename Reporter,
            typename = decltype(static_cast<ErrorReporter*>(static_cast<Reporter*>(nullptr)))>
  MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver, uint8_t* tensor_arena,
                   size_t tensor_arena_size, Reporter* error_reporter,
                   MicroResourceVariables* resource_variables = nullptr,
                   MicroProfilerInterface* profiler = nullptr)
      : MicroInterpreter(model, op_resolver, tensor_arena, tensor_arena_size, resource_variables,
                         profiler) {
    ReportTo(error_reporter);
  }

  // Of 2019 (tensorflow/lite/experimental/micro/): allocates at once; tensors can be asked for by
  // their number in the model.
  MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver,
                   SimpleTensorAllocator* tensor_allocator, ErrorReporter* error_reporter);
  size_t tensors_size() const { return context_.tensors_size; }
  TfLiteTensor* tensor(size_t tensor_index) {
    return tensor_index < context_.tensors_size ? &context_.tensors[tensor_index] : nullptr;
  }
  ErrorReporter* error_reporter() const {
    return static_cast<ErrorReporter*>(micro_context_.external_context());
  }

  ~MicroInterpreter();
  MicroInterpreter(const MicroInterpreter&) = delete;
  MicroInterpreter& operator=(const MicroInterpreter&) = delete;

  // kTfLiteError after a message: malformed model, operator or type that is not supported, or an
  // arena that is too small (the message says how many bytes are needed in all).
  TfLiteStatus AllocateTensors();
  // Allocates first when that has not been done.
  TfLiteStatus Invoke();

  size_t inputs_size() const;
  size_t outputs_size() const;
  const flatbuffers::Vector<int32_t>& inputs() const { return *subgraph()->inputs(); }
  const flatbuffers::Vector<int32_t>& outputs() const { return *subgraph()->outputs(); }

  // Null, after a message, when there is no such input or tensors are not allocated.
  TfLiteTensor* input(size_t index) { return InputOutput(index, false); }
  TfLiteTensor* output(size_t index) { return InputOutput(index, true); }
  TfLiteTensor* input_tensor(size_t index) { return input(index); }
  TfLiteTensor* output_tensor(size_t index) { return output(index); }

  // Null, too, when the elements are no T.
  template <class T>
  T* typed_input_tensor(int tensor_index) {
    return Typed<T>(input(static_cast<size_t>(tensor_index)));
  }
  template <class T>
  T* typed_output_tensor(int tensor_index) {
    return Typed<T>(output(static_cast<size_t>(tensor_index)));
  }

  // Any tensor while the graph runs; its contents last only as its lifetime does, unless
  // preserve_all_tensors was given.
  TfLiteEvalTensor* GetTensor(int tensor_index, int subgraph_index = 0);

  TfLiteStatus Reset();
  TfLiteStatus ResetVariableTensor(int tensor_index, int subgraph_index = 0);

  size_t arena_used_bytes() const;
  TfLiteStatus initialization_status() const { return initialization_status_; }
  bool preserve_all_tensors() const {
    return allocator_ != nullptr && allocator_->preserves_all_tensor();
  }
  TfLiteStatus SetMicroExternalContext(void* external_context_payload);
  TfLiteStatus SetAlternateProfiler(MicroProfilerInterface* alternate_profiler);

 protected:
  const MicroAllocator& allocator() const { return *allocator_; }
  const TfLiteContext& context() const { return context_; }
  const MicroGraph& graph() const { return graph_; }
  MicroGraph& graph() { return graph_; }

 private:
  template <class T>
  static T* Typed(TfLiteTensor* tensor) {
    const bool matches = tensor != nullptr && tensor->type == typeToTfLiteType<T>();
    return matches ? static_cast<T*>(tensor->data.data) : nullptr;
  }

  void ReportTo(ErrorReporter* error_reporter);
  const SubGraph* subgraph() const { return graph_.model()->subgraphs()->Get(0); }
  TfLiteTensor* InputOutput(size_t index, bool output);
  TfLiteStatus AllocateInputsAndOutputs();

  TfLiteContext context_;
  MicroAllocator* allocator_;
  const MicroOpResolver& op_resolver_;
  MicroGraph graph_;
  MicroContext micro_context_;
  TfLiteTensor* inputs_and_outputs_ = nullptr;
  TfLiteStatus initialization_status_ = kTfLiteError;
  bool tensors_allocated_ = false;
};

namespace micro {
using tflite::MicroInterpreter;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_INTERPRETER_H_
