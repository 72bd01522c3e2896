// The interpreter with what a runner wants to know of it.
#ifndef FIRMWARE_APPS_INFER_INTERPRETER_H_
#define FIRMWARE_APPS_INFER_INTERPRETER_H_

#include "apps/infer/operators.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#if __has_include("tensorflow/lite/micro/micro_resource_variable.h")
#include "tensorflow/lite/micro/micro_resource_variable.h"
#endif

namespace infer {

class Interpreter : public tflite::MicroInterpreter {
 public:
  // As MicroInterpreter. `allocator` must not be null.
  Interpreter(const void* model, tflite::MicroAllocator* allocator, unsigned resources)
      : MicroInterpreter(tflite::GetModel(model), Operators(), allocator,
                         Resources(allocator, resources)) {}

  tflite::MicroGraph& graph() const { return tflite::GetMicroContext(&context())->graph(); }

  // Invoke. False: an operator failed. Where a streaming model ends an inference early, outputs
  // that come later are what their memory holds.
  bool Run() {
    const TfLiteStatus status = Invoke();
    return status == kTfLiteOk || status == kTfLiteAbort;
  }

 private:
  static tflite::MicroResourceVariables* Resources(tflite::MicroAllocator* allocator,
                                                   unsigned count) {
#if __has_include("tensorflow/lite/micro/micro_resource_variable.h")
    if (count != 0)
      return tflite::MicroResourceVariables::Create(allocator, static_cast<int>(count));
#endif
    (void)allocator, (void)count;
    return nullptr;
  }
};

}  // namespace infer

#endif  // FIRMWARE_APPS_INFER_INTERPRETER_H_
