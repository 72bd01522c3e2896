// Functions of one float32: CEIL, COS, EXP, FLOOR, LOG, ROUND, SIN, SQRT and SQUARE.
#include "kernels/math/float_math.h"
#include "kernels/support/elements.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

float SquareFloat(float x) { return x * x; }

TfLiteStatus PrepareFloat(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
  return ExpectSameType(context, InputTensor(context, node, 0), OutputTensor(context, node),
                        Types(kTfLiteFloat32));
}

template <float (*kFunction)(float)>
TfLiteStatus InvokeFloat(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  float* output = MutableDataOf<float>(OutputTensor(context, node));
  const int elements = ElementCount(input->dims);
  for (int i = 0; i < elements; ++i) output[i] = kFunction(input->data.f[i]);
  return kTfLiteOk;
}

}  // namespace

#define FLOAT_REGISTRATION(NAME, Function)                                           \
  const TFLMRegistration& Register_##NAME() {                                        \
    static constexpr TFLMRegistration kRegistration = {                              \
        nullptr, nullptr, PrepareFloat, InvokeFloat<Function>, nullptr, 0, nullptr}; \
    return kRegistration;                                                            \
  }

FLOAT_REGISTRATION(CEIL, CeilFloat)
FLOAT_REGISTRATION(COS, CosFloat)
FLOAT_REGISTRATION(EXP, ExpFloat)
FLOAT_REGISTRATION(FLOOR, FloorFloat)
FLOAT_REGISTRATION(LOG, LogFloat)
FLOAT_REGISTRATION(ROUND, RoundToEvenFloat)
FLOAT_REGISTRATION(SIN, SinFloat)
FLOAT_REGISTRATION(SQRT, SqrtFloat)
FLOAT_REGISTRATION(SQUARE, SquareFloat)

}  // namespace tflite
