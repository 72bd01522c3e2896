// MAXIMUM and MINIMUM, on the stored numbers: the tensors share one quantisation.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  constexpr uint32_t kTypes =
      Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32);
  TF_LITE_ENSURE_STATUS(ExpectBroadcast(context, node, kTypes));
  return ExpectSameType(context, InputTensor(context, node, 0), OutputTensor(context, node),
                        kTypes);
}

template <typename T, bool kLargest>
void Run(const TfLiteEvalTensor* x, const TfLiteEvalTensor* y, TfLiteEvalTensor* out) {
  ForEachPair<T, T>(x, y, out, [](T a, T b) { return (kLargest ? a > b : a < b) ? a : b; });
}

// Constants of 8 bytes may be aligned to 4 only.
struct __attribute__((packed, aligned(4))) Wide {
  int64_t value;
  friend bool operator<(Wide a, Wide b) { return a.value < b.value; }
  friend bool operator>(Wide a, Wide b) { return a.value > b.value; }
};

template <bool kLargest>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  TfLiteEvalTensor* out = OutputTensor(context, node);
  if (x->type == kTfLiteInt8) {
    Run<int8_t, kLargest>(x, y, out);
  } else if (x->type == kTfLiteUInt8) {
    Run<uint8_t, kLargest>(x, y, out);
  } else if (x->type == kTfLiteInt16) {
    Run<int16_t, kLargest>(x, y, out);
  } else if (x->type == kTfLiteInt32) {
    Run<int32_t, kLargest>(x, y, out);
  } else if (x->type == kTfLiteInt64) {
    Run<Wide, kLargest>(x, y, out);
  } else {
    Run<float, kLargest>(x, y, out);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_MAXIMUM() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke<true>,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_MINIMUM() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke<false>,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
