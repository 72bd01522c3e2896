// L2_NORMALIZATION: rows along the last dimension are divided by the root of the sum of their
// squares. INT8 gives numbers in 1/128, whatever the quantisation of the output says.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/inverse_square_root.h"
#include "kernels/support/tensor_support.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

constexpr int kFraction = 7;                         // of the output
constexpr int kMostBytes = INT32_MAX / (255 * 255);  // whose squares have a sum in 31 bits

struct L2Data {
  int32_t zero;
};

// The output's point is at the middle of its type.
template <typename T>
void NormalizeBytes(int32_t zero, const T* input, int depth, T* output) {
  constexpr int32_t kMiddle = static_cast<T>(-1) < 0 ? 0 : 128;
  int32_t sum = 0;
  for (int i = 0; i < depth; ++i) sum += (input[i] - zero) * (input[i] - zero);
  const QuantizedMultiplier inverse = InverseSquareRoot(sum);
  for (int i = 0; i < depth; ++i) {
    const int32_t value = Rescale(input[i] - zero, inverse.multiplier, inverse.shift + kFraction);
    output[i] = static_cast<T>(Clamp(value, INT8_MIN, INT8_MAX) + kMiddle);
  }
}

void NormalizeFloats(const float* input, int depth, float* output) {
  constexpr float kSmallestNorm = 1e-6f;
  float sum = 0.0f;
  for (int i = 0; i < depth; ++i) sum += input[i] * input[i];
  float norm = SqrtFloat(sum);
  if (norm < kSmallestNorm) norm = kSmallestNorm;
  for (int i = 0; i < depth; ++i) output[i] = input[i] / norm;
}

template <TypeSet kKinds>
struct L2Normalization {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    int depth;
    TF_LITE_ENSURE_STATUS(
        ExpectRows(context, node, Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteFloat32), &depth));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds, kInt8Kinds | kFloatKinds));
    const auto& params = *static_cast<const TfLiteL2NormParams*>(node->builtin_data);
    const int activation = NumberIn(params.activation);
    if (activation != kTfLiteActNone) return Refuse("activation not supported", activation);
    if (type == kTfLiteFloat32) return kTfLiteOk;
    if (depth > kMostBytes) return Refuse("last dimension is too large", depth);
    TensorQuantization in;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
    static_cast<L2Data*>(node->user_data)->zero = in.zero_point;
    return kTfLiteOk;
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int depth = input->dims->data[input->dims->size - 1];
    const int elements = ElementCount(input->dims);
    for (int i = 0; i < elements; i += depth) {
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        NormalizeFloats(input->data.f + i, depth, output->data.f + i);
      } else if ((kKinds & kInt8Kinds) != 0) {
        const int32_t zero = static_cast<const L2Data*>(node->user_data)->zero;
        if (input->type == kTfLiteUInt8) {
          NormalizeBytes(zero, input->data.uint8 + i, depth, output->data.uint8 + i);
        } else {
          NormalizeBytes(zero, input->data.int8 + i, depth, output->data.int8 + i);
        }
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(L2_NORMALIZATION, L2Data, L2Normalization)

}  // namespace tflite
