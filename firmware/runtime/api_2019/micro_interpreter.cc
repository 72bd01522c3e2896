#include "tensorflow/lite/experimental/micro/micro_interpreter.h"

#include "tensorflow/lite/micro/tflite_bridge/micro_error_reporter.h"

namespace tflite {
namespace {

void ReportToReporter(TfLiteContext* context, const char* format, ...) {
  auto* reporter = static_cast<ErrorReporter*>(GetMicroContext(context)->external_context());
  va_list args;
  va_start(args, format);
  reporter->Report(format, args);
  va_end(args);
}

}  // namespace

void MicroInterpreter::ReportTo(ErrorReporter* error_reporter) {
  if (error_reporter == nullptr) return;
  micro_context_.set_external_context(error_reporter);
  context_.ReportError = ReportToReporter;
}

MicroInterpreter::MicroInterpreter(const Model* model, const MicroOpResolver& op_resolver,
                                   SimpleTensorAllocator* tensor_allocator,
                                   ErrorReporter* error_reporter)
    : MicroInterpreter(model, op_resolver, tensor_allocator->allocator()) {
  ReportTo(error_reporter);
  // As in 2019: every tensor can be read afterwards.
  if (allocator_ != nullptr) allocator_->set_preserves_all_tensor(true);
  if (AllocateTensors() != kTfLiteOk) return;

  // Kernels of that time and tensor() use TfLiteContext::tensors.
  const size_t count = graph_.GetAllocations()[0].tensor_count;
  auto* tensors = static_cast<TfLiteTensor*>(
      allocator_->AllocatePersistent(count * sizeof(TfLiteTensor), alignof(TfLiteTensor)));
  auto* quantizations = static_cast<TfLiteAffineQuantization*>(allocator_->AllocatePersistent(
      count * sizeof(TfLiteAffineQuantization), alignof(TfLiteAffineQuantization)));
  if (tensors == nullptr || quantizations == nullptr) {
    allocator_->ReportNeed("more than ", allocator_->head_bytes());
    initialization_status_ = kTfLiteError;
    tensors_allocated_ = false;
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    micro_context_.DescribeTensor(0, static_cast<int>(i), &tensors[i], &quantizations[i]);
  }
  context_.tensors = tensors;
  context_.tensors_size = count;
}

ErrorReporter* GetMicroErrorReporter() {
  static MicroErrorReporter reporter;
  return &reporter;
}

}  // namespace tflite
