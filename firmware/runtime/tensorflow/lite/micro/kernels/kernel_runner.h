// Runs one operator on tensors of a test: init, prepare, invoke, without a model.
#ifndef TENSORFLOW_LITE_MICRO_KERNELS_KERNEL_RUNNER_H_
#define TENSORFLOW_LITE_MICRO_KERNELS_KERNEL_RUNNER_H_

#include "tensorflow/lite/micro/micro_interpreter.h"

namespace tflite {
namespace micro {

// The tensors' data are used where they are: nothing is copied, and what is written to inputs
// before Invoke is what the kernel reads. All inputs are constants to an operator that is prepared.
// `builtin_data` is the operator's struct of options (TfLiteConvParams and the like), null for one
// that has none. Tensors are looked at by InitAndPrepare, which must be called before the rest; one
// runner at a time, because all share one static memory of kMemoryBytes.
class KernelRunner {
 public:
  KernelRunner(const TFLMRegistration& registration, TfLiteTensor* tensors, int tensors_size,
               TfLiteIntArray* inputs, TfLiteIntArray* outputs, const void* builtin_data,
               TfLiteIntArray* intermediates = nullptr)
      : registration_(registration),
        tensors_(tensors),
        tensors_size_(tensors_size),
        inputs_(inputs),
        outputs_(outputs),
        intermediates_(intermediates),
        builtin_data_(builtin_data) {}

  // `init_data` is what a custom operator gets as its options. kTfLiteError, after a message, when
  // the operator refuses the tensors or memory is short. Dimensions of outputs are those that the
  // operator has given them.
  TfLiteStatus InitAndPrepare(const char* init_data = nullptr, size_t length = 0);
  // What the operator returned.
  TfLiteStatus Invoke();
  // kTfLiteError when the operator has no such function.
  TfLiteStatus Reset();
  TfLiteStatus Free();

  // Temporary memory is given back by the runtime itself.
  bool ValidateTempBufferDeallocated() { return true; }

  static constexpr size_t kMemoryBytes = 24 * 1024;

 private:
  class Session;

  bool IsWritten(int tensor) const;

  const TFLMRegistration& registration_;
  TfLiteTensor* tensors_;
  int tensors_size_;
  TfLiteIntArray* inputs_;
  TfLiteIntArray* outputs_;
  TfLiteIntArray* intermediates_;
  const void* builtin_data_;
  Session* session_ = nullptr;
};

}  // namespace micro
}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_KERNELS_KERNEL_RUNNER_H_
