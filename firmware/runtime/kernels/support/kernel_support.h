// What the kernels of this runtime share: access to tensors, memory and refusals.
#ifndef RUNTIME_KERNELS_KERNEL_SUPPORT_H_
#define RUNTIME_KERNELS_KERNEL_SUPPORT_H_

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/micro_context.h"

namespace tflite {

// Prints `what` and the number that is wrong; returns kTfLiteError. The interpreter adds the
// operator.
TfLiteStatus Refuse(const char* what, int value = 0);

// "GATHER int16: not supported", with the name of the operator at work. When bit `type` is set in
// `registrable`, another registration of the operator has the type and is named too.
TfLiteStatus RefuseOperatorType(TfLiteContext* context, TfLiteType type, uint32_t registrable = 0);

// Tensor number `i` of the operator; null when it is absent.
TfLiteEvalTensor* InputTensor(TfLiteContext* context, const TfLiteNode* node, int i);
TfLiteEvalTensor* OutputTensor(TfLiteContext* context, const TfLiteNode* node, int i = 0);

// Elements of a tensor, or of its dimensions [first, last).
int ElementCount(const TfLiteIntArray* dims);
int ElementCount(const TfLiteIntArray* dims, int first, int last);

// Refuses an operator with fewer inputs or outputs, or without data in the first ones.
TfLiteStatus ExpectTensors(TfLiteContext* context, const TfLiteNode* node, int inputs, int outputs);

void* AllocateFor(TfLiteContext* context, size_t bytes, size_t align);

// Memory for `count` objects until the model is freed; null when the arena is full.
template <typename T>
T* Allocate(TfLiteContext* context, int count = 1) {
  return static_cast<T*>(AllocateFor(context, sizeof(T) * static_cast<size_t>(count), alignof(T)));
}

// `init` of a kernel whose data is a T.
template <typename T>
void* InitData(TfLiteContext* context, const char*, size_t) {
  return Allocate<T>(context);
}

template <typename T>
const T* DataOf(const TfLiteEvalTensor* tensor) {
  return tensor != nullptr ? static_cast<const T*>(tensor->data.data) : nullptr;
}

template <typename T>
T* MutableDataOf(TfLiteEvalTensor* tensor) {
  return static_cast<T*>(tensor->data.data);
}

// Enumerations of the options hold whatever byte the file has. What is no padding is read as VALID,
// whose sizes are checked; what is no activation as none of those that limit a range.
inline TfLitePadding PaddingIn(const TfLitePadding& field) {
  int value;
  __builtin_memcpy(&value, &field, sizeof(value));
  return value == kTfLitePaddingSame ? kTfLitePaddingSame : kTfLitePaddingValid;
}

inline TfLiteFusedActivation ActivationIn(const TfLiteFusedActivation& field) {
  int value;
  __builtin_memcpy(&value, &field, sizeof(value));
  return static_cast<TfLiteFusedActivation>(value & 7);
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_KERNEL_SUPPORT_H_
