#include "kernels/support/kernel_support.h"

#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

TfLiteStatus Refuse(const char* what, int value) {
  MicroPrintf("%s (%d)", what, value);
  return kTfLiteError;
}

TfLiteStatus RefuseOperatorType(TfLiteContext* context, TfLiteType type, uint32_t registrable) {
  if (!kMicroPrintfIsOn) return kTfLiteError;
  const char* name = GetMicroContext(context)->graph().CurrentOperatorName();
  const char* upper = TfLiteTypeGetName(type);
  char lower[16];
  int length = 0;
  // The bit that makes a letter small is set in digits.
  for (; upper[length] != '\0'; ++length) lower[length] = static_cast<char>(upper[length] | 0x20);
  lower[length] = '\0';
  const char* format = "%s %s: not supported";
  if ((registrable >> type & 1) != 0) {
    format = "%s %s: not supported; register Register_%s_%s() or build with TYPES=all";
  }
  MicroPrintf(format, name, lower, name, upper);
  return kTfLiteError;
}

TfLiteEvalTensor* InputTensor(TfLiteContext* context, const TfLiteNode* node, int i) {
  if (i >= node->inputs->size || node->inputs->data[i] < 0) return nullptr;
  return GetMicroContext(context)->GetEvalTensor(node->inputs->data[i]);
}

TfLiteEvalTensor* OutputTensor(TfLiteContext* context, const TfLiteNode* node, int i) {
  return GetMicroContext(context)->GetEvalTensor(node->outputs->data[i]);
}

int ElementCount(const TfLiteIntArray* dims, int first, int last) {
  int count = 1;
  for (int i = first; i < last; ++i) count *= dims->data[i];
  return count;
}

int ElementCount(const TfLiteIntArray* dims) { return ElementCount(dims, 0, dims->size); }

TfLiteStatus ExpectTensors(TfLiteContext* context, const TfLiteNode* node, int inputs,
                           int outputs) {
  bool complete = node->inputs->size >= inputs && node->outputs->size >= outputs;
  for (int i = 0; complete && i < inputs; ++i) {
    complete = InputTensor(context, node, i) != nullptr;
  }
  return complete ? kTfLiteOk : Refuse("too few inputs or outputs", node->inputs->size);
}

void* AllocateFor(TfLiteContext* context, size_t bytes, size_t align) {
  return GetMicroContext(context)->graph().allocator()->AllocatePersistent(bytes, align);
}

}  // namespace tflite
