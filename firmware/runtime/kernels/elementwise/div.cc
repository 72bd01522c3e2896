// DIV. INT8 by the reciprocal of the divisor in fixed point; INT32 is cut towards zero. A divisor
// that is 0 is an error, but not of floats.
#include "kernels/elementwise/arithmetic.h"
#include "kernels/math/scale_arithmetic.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

// A quotient of bytes has its point at bit 23 or higher.
constexpr int kMostShift = 23;

// x / 2^right, rounded. The reference does not foresee 32 and more, of quotients far below the unit
// of the output; its bits come from a processor that shifts by the low five bits of a count.
int32_t Shifted(int32_t x, int right) {
  if (right <= 31) return RoundingShiftRight(x, right);
  return (x >> (right & 31)) + (x >= 0 ? 1 : 0);
}

struct Quotient {
  static int32_t Quantised(const ArithmeticData& data, int32_t x, int32_t y) {
    int32_t dividend = x - data.zero_x;
    int32_t divisor = y - data.zero_y;
    if (divisor < 0) {
      dividend = -dividend;
      divisor = -divisor;
    }
    // 1 / divisor = reciprocal * 2^-(31 + exponent), a number in [1/2, 1] times a power of two.
    const int zeros = __builtin_clz(static_cast<unsigned>(divisor));
    const int exponent = 31 - zeros;
    const auto mantissa = (static_cast<uint32_t>(divisor) << zeros) - (uint32_t{1} << 31);
    const int32_t reciprocal = ReciprocalOfOnePlus(static_cast<int32_t>(mantissa));
    const auto magnitude = static_cast<unsigned>(dividend < 0 ? ~dividend : dividend);
    const int headroom = magnitude == 0 ? 31 : __builtin_clz(magnitude) - 1;
    const int32_t quotient = HighMul(ShiftLeftWrapping(dividend, headroom), reciprocal);
    const int right = exponent + headroom - data.scale_out.shift;
    const int32_t scaled = HighMul(quotient, data.scale_out.multiplier);
    return Clamp(AddWrapping(Shifted(scaled, right), data.zero_out), data.low, data.high);
  }
  static int32_t Integer(int32_t x, int32_t y) { return y == -1 ? SubtractWrapping(0, x) : x / y; }
  static float Real(float x, float y) { return x / y; }
};

// x / (y * out), as in double precision.
QuantizedMultiplier RatioOf(const ArithmeticScales& scales) {
  const Real y = Decode(scales.y);
  const Real out = Decode(scales.out);
  const Real divisor = {y.mantissa * out.mantissa, y.exponent + out.exponent};
  return ToMultiplier(Divide(Decode(scales.x), divisor, 53), 0);
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  if (x != nullptr && x->type == kTfLiteInt16) return RefuseOperatorType(context, x->type);
  const auto& params = *static_cast<const TfLiteDivParams*>(node->builtin_data);
  auto* data = static_cast<ArithmeticData*>(node->user_data);
  ArithmeticScales scales;
  TF_LITE_ENSURE_STATUS(
      PrepareArithmetic(context, node, NumberIn(params.activation), data, &scales));
  data->scale_out = RatioOf(scales);
  return data->scale_out.shift <= kMostShift
             ? kTfLiteOk
             : Refuse("scales differ too much", data->scale_out.shift);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const ArithmeticData*>(node->user_data);
  const TfLiteEvalTensor* divisor = InputTensor(context, node, 1);
  const int count = divisor->type == kTfLiteFloat32 ? 0 : ElementCount(divisor->dims);
  for (int i = 0; i < count; ++i) {
    const bool zero = IsByte(divisor->type)
                          ? static_cast<int8_t>(divisor->data.int8[i] ^ data.flip) == data.zero_y
                          : divisor->data.i32[i] == 0;
    if (zero) return Refuse("division by 0; element", i);
  }
  return InvokeArithmetic<Quotient>(context, node);
}

}  // namespace

const TFLMRegistration& Register_DIV() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ArithmeticData>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
