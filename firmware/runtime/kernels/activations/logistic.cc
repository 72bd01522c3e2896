// LOGISTIC and TANH.
#include "kernels/activations/sigmoid_int16.h"
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

struct SigmoidData {
  int32_t flip;  // bits of a byte that make it a signed one: an unsigned one is 128 larger
  QuantizedMultiplier scale;  // int8: to Q4.27. int16: multiplier and right shift
  int32_t input_zero;
  int32_t radius;  // int8: from this difference to the zero point on, the result is saturated
};

constexpr int kIntegerBits = 4;  // of arguments of the int8 forms

struct Logistic {
  static constexpr bool kIsTanh = false;
  // Q4.27 to a byte
  static int32_t OfFixed(int32_t x) {
    const int32_t p = ReciprocalOfOnePlus(ExpOfNegative(x < 0 ? x : -x, kIntegerBits));
    const int32_t value = x > 0 ? p : x < 0 ? kMaxInt32 - p : 1 << 30;
    return Clamp(RoundingShiftRight(value, 23) + INT8_MIN, INT8_MIN, INT8_MAX);
  }
  static float OfFloat(float x) { return LogisticFloat(x); }
};

struct Tanh {
  static constexpr bool kIsTanh = true;
  static int32_t OfFixed(int32_t x) {
    if (x == 0) return 0;
    // Read with one integer bit more, the same number is twice as large: exp(-2 |x|).
    const int32_t e = ExpOfNegative(x < 0 ? x : -x, kIntegerBits + 1);
    const int32_t value = SaturatingShiftLeft(TwoOverOnePlus(e) - (1 << 29), 2);
    return Clamp(RoundingShiftRight(x < 0 ? -value : value, 24), INT8_MIN, INT8_MAX);
  }
  static float OfFloat(float x) { return TanhFloat(x); }
};

void PrepareInt8(const TensorQuantization& in, SigmoidData* data) {
  data->input_zero = in.zero_point - data->flip;
  data->scale = MultiplierOf(in.scale(), 1.0f, 1.0f, 31 - kIntegerBits);
  // From 31 on the radius is 0: nothing is left to compute.
  const int left = Clamp(data->scale.shift, 0, 31);
  data->radius = static_cast<int32_t>((int64_t{15} << (31 - kIntegerBits)) >> left);
  if (data->scale.shift < 0) data->radius = kMaxInt32;
}

// The table has 24 steps a unit: 3 * 4096 / 2^9 for LOGISTIC, and twice that argument for TANH.
TfLiteStatus PrepareInt16(const TensorQuantization& in, const TensorQuantization& out, bool is_tanh,
                          SigmoidData* data) {
  int log2;
  if (!NearPowerOfTwo(out.scale(), &log2) || log2 != -15 || in.zero_point != 0 ||
      out.zero_point != 0) {
    return Refuse("expected zero points 0 and an output scale of 1/32768", out.zero_point);
  }
  const bool power_of_two = NearPowerOfTwo(in.scale(), &log2);
  const int left = log2 + 12;
  if (power_of_two && (left == 0 || (left == 1 && is_tanh))) {
    data->scale = {3 << left, 0};
    return kTfLiteOk;
  }
  // Doubled until it is above 16383.5, in 31 doublings at most; then cut to an integer.
  const QuantizedMultiplier m = MultiplierOf(in.scale(), 12288.0f, 1.0f);
  if (m.shift > 16) return Refuse("input scale is too large", m.shift);
  const int bits = m.multiplier > 2147418112 ? 14 : 15;  // 16383.5 * 2^17
  const int doublings = Clamp(bits - m.shift, 0, 31);
  const int cut = 31 - m.shift - doublings;
  data->scale = {cut > 31 ? 0 : m.multiplier >> cut, doublings};
  return kTfLiteOk;
}

template <typename Function, TypeSet kKinds>
struct Sigmoid {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    if (OutputTensor(context, node)->type != type) {
      return RefuseOperatorType(context, OutputTensor(context, node)->type);
    }
    if (type == kTfLiteFloat32) return kTfLiteOk;
    auto* data = static_cast<SigmoidData*>(node->user_data);
    TensorQuantization in;
    TensorQuantization out;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
    if (type == kTfLiteInt16) return PrepareInt16(in, out, Function::kIsTanh, data);
    data->flip = type == kTfLiteUInt8 ? 128 : 0;
    const int expected = (Function::kIsTanh ? 0 : INT8_MIN) + data->flip;
    if (out.zero_point != expected) return Refuse("wrong output zero point", out.zero_point);
    PrepareInt8(in, data);
    return kTfLiteOk;
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const SigmoidData*>(node->user_data);
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int elements = ElementCount(input->dims);
    for (int i = 0; i < elements; ++i) {
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        output->data.f[i] = Function::OfFloat(input->data.f[i]);
      } else if ((kKinds & kInt16Kinds) != 0 && input->type == kTfLiteInt16) {
        output->data.i16[i] =
            static_cast<int16_t>(SigmoidInt16(Function::kIsTanh, data.scale, input->data.i16[i]));
      } else if ((kKinds & kInt8Kinds) != 0) {
        const int32_t x = static_cast<int8_t>(input->data.int8[i] ^ data.flip) - data.input_zero;
        int32_t value = x <= -data.radius ? INT8_MIN : INT8_MAX;
        if (x > -data.radius && x < data.radius) {
          value = Function::OfFixed(Rescale(x, data.scale.multiplier, data.scale.shift));
        }
        output->data.int8[i] = static_cast<int8_t>(value ^ data.flip);
      }
    }
    return kTfLiteOk;
  }
};

template <TypeSet kKinds>
using LogisticKernel = Sigmoid<Logistic, kKinds>;
template <TypeSet kKinds>
using TanhKernel = Sigmoid<Tanh, kKinds>;

}  // namespace

TYPED_REGISTRATIONS(LOGISTIC, SigmoidData, LogisticKernel)
TYPED_REGISTRATIONS(TANH, SigmoidData, TanhKernel)

}  // namespace tflite
