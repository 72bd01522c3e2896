// What the Signal operators share: their options, checks of their tensors, and registrations with
// the names of TensorFlow Lite for Microcontrollers.
#ifndef RUNTIME_KERNELS_SIGNAL_SIGNAL_SUPPORT_H_
#define RUNTIME_KERNELS_SIGNAL_SIGNAL_SUPPORT_H_

#include "core/flexbuffer_map.h"
#include "kernels/support/tensor_support.h"
#include "kernels/support/typed_registration.h"

namespace tflite {

// The options of a node. The first one that is missing, damaged or out of range is refused by name;
// `status` is an error from then on.
class SignalOptions {
 public:
  explicit SignalOptions(const TfLiteNode* node);

  int32_t Integer(const char* name, int32_t low, int32_t high);
  // A number of elements or channels.
  int32_t Count(const char* name) { return Integer(name, 1, INT32_MAX); }
  bool Flag(const char* name);
  TfLiteStatus status() const { return status_; }

 private:
  FlexbufferMap map_;
  TfLiteStatus status_ = kTfLiteOk;
};

TfLiteStatus ExpectTensorTypes(TfLiteContext* context, const TfLiteNode* node,
                               const TfLiteType* inputs, int input_count, const TfLiteType* outputs,
                               int output_count);

// Plain tensors (ExpectPlainTensors) of these types, not more and not fewer.
template <int inputs, int outputs>
TfLiteStatus ExpectTensorTypes(TfLiteContext* context, const TfLiteNode* node,
                               const TfLiteType (&input_types)[inputs],
                               const TfLiteType (&output_types)[outputs]) {
  return ExpectTensorTypes(context, node, input_types, inputs, output_types, outputs);
}

// Refuses a tensor that has not `count` elements.
TfLiteStatus ExpectElements(const TfLiteEvalTensor* tensor, int64_t count);

// The innermost dimension; 1 for a scalar.
inline int LastDimension(const TfLiteEvalTensor* tensor) {
  const TfLiteIntArray* dims = tensor->dims;
  return dims->size == 0 ? 1 : dims->data[dims->size - 1];
}

// `bytes` of zeros until the model is freed, aligned to 4; null, after a message, when there are
// too many of them.
void* AllocateState(TfLiteContext* context, int64_t bytes);

inline void FillZeros(void* memory, size_t bytes) { __builtin_memset(memory, 0, bytes); }

inline int16_t SaturateToInt16(int32_t value) {
  return static_cast<int16_t>(value < INT16_MIN   ? INT16_MIN
                              : value > INT16_MAX ? INT16_MAX
                                                  : value);
}

// Types of signals that a registration has kernels for. Those without a type in their name
// (Register_RFFT()) have floats when the build has all types: they need the compiler's
// floating-point library.
using SignalTypes = unsigned;
constexpr SignalTypes kInt16Signals = 1;
constexpr SignalTypes kInt32Signals = 2;
constexpr SignalTypes kFloatSignals = 4;
constexpr SignalTypes kDefaultSignals =
    kInt16Signals | kInt32Signals | (RUNTIME_ALL_TYPES ? kFloatSignals : 0);

// The type of the first input when it is in `registered`; the message says how to register it when
// it is in `supported`. Input and output have that type.
TfLiteStatus CheckSignal(TfLiteContext* context, const TfLiteNode* node, SignalTypes registered,
                         SignalTypes supported);

// Register_NAME() of an operator without a type of options in the file.
#define SIGNAL_REGISTRATION(NAME, init, prepare, invoke, reset)                                 \
  TFLMRegistration* Register_##NAME() {                                                         \
    static TFLMRegistration registration = {init, nullptr, prepare, invoke, reset, 0, nullptr}; \
    return &registration;                                                                       \
  }

}  // namespace tflite

#endif  // RUNTIME_KERNELS_SIGNAL_SIGNAL_SUPPORT_H_
