#include "kernels/math/quantization.h"

#include "kernels/math/scale_arithmetic.h"
#include "kernels/support/kernel_support.h"

namespace tflite {
namespace {

// In units of 2^-31; numbers above 2^30 count as some number above 2^29.
int64_t Fixed(QuantizedMultiplier m) {
  const int left = m.shift < 30 ? m.shift : 30;
  return left > 0 ? static_cast<int64_t>(m.multiplier) << left : m.multiplier >> -left;
}

}  // namespace

QuantizedMultiplier MultiplierOf(float a, float b, float c, int power) {
  const Real x = Decode(a);
  const Real y = Decode(b);
  // The product of two floats has 48 bits: exact in double precision.
  Real product = {x.mantissa * y.mantissa, x.exponent + y.exponent};
  if (product.mantissa == 0) return {0, 0};
  if (power == kFloatProduct) {
    Normalise(&product, 47);
    // To 24 bits, to the nearest and a tie to the even one.
    product.mantissa += 0x7FFFFF + (product.mantissa >> 24 & 1);
    product.mantissa &= ~uint64_t{0xFFFFFF};
    power = 0;
  }
  return ToMultiplier(Divide(product, Decode(c), 53), power);
}

namespace {

float Encode(Real x) {
  Normalise(&x, 23);
  while (x.mantissa >> 24 != 0) {  // rounding has carried
    x.mantissa >>= 1;
    ++x.exponent;
  }
  const int exponent = x.exponent + 150;
  if (exponent < 1) return FloatFromBits(1u << 23);
  if (exponent > 254) return FloatFromBits(0x7F7FFFFF);
  return FloatFromBits(static_cast<uint32_t>(exponent) << 23 |
                       (static_cast<uint32_t>(x.mantissa) & 0x7FFFFF));
}

}  // namespace

float RatioInFloats(float a, float b, float c) {
  const Real x = Decode(a);
  const Real y = Decode(b);
  const Real product = Divide({x.mantissa * y.mantissa, x.exponent + y.exponent}, {1, 0}, 24);
  return Encode(Divide(product, Decode(c), 24));
}

bool AreNear(QuantizedMultiplier a, QuantizedMultiplier b, int32_t tolerance) {
  const int64_t difference = Fixed(a) - Fixed(b);
  return difference <= tolerance && -difference <= tolerance;
}

int32_t QuantizeValue(int value, float scale) {
  const int magnitude = value < 0 ? -value : value;
  if (value == 0) return 0;
  const Real quotient = Divide({static_cast<uint64_t>(magnitude), 0}, Decode(scale), 24);
  int32_t rounded = INT32_MAX;
  if (quotient.exponent < -62) {
    rounded = 0;
  } else if (quotient.exponent < 0) {
    rounded = static_cast<int32_t>(((quotient.mantissa << 1 >> -quotient.exponent) + 1) >> 1);
  } else if (quotient.exponent < 6) {
    rounded = static_cast<int32_t>(quotient.mantissa << quotient.exponent);
  }
  return value < 0 ? -rounded : rounded;
}

int32_t TruncatedRatio(float a, float b) {
  Real x = Decode(a);
  Real y = Decode(b);
  Normalise(&x, 23);
  Normalise(&y, 23);
  // No quotient below 2^31 is so near to an integer that its 53 bits round up to it.
  const int exponent = x.exponent - y.exponent;
  if (exponent < -24) return 0;
  if (exponent > 31) return INT32_MAX;
  const uint64_t quotient =
      exponent < 0 ? x.mantissa / (y.mantissa << -exponent) : (x.mantissa << exponent) / y.mantissa;
  return quotient < INT32_MAX ? static_cast<int32_t>(quotient) : INT32_MAX;
}

bool IsValidScale(float scale) { return FloatBits(scale) - 1 < 0x7F800000u - 1; }

void TypeRange(TfLiteType type, int32_t* low, int32_t* high) {
  *low = type == kTfLiteUInt8 ? 0 : type == kTfLiteInt8 ? INT8_MIN : INT16_MIN;
  *high = type == kTfLiteUInt8 ? UINT8_MAX : type == kTfLiteInt8 ? INT8_MAX : INT16_MAX;
}

void ActivationRange(TfLiteFusedActivation activation, TfLiteType type, float scale,
                     int32_t zero_point, int32_t* low, int32_t* high) {
  TypeRange(type, low, high);
  int from = 0;
  int to = 0;
  if (activation == kTfLiteActRelu6) to = 6;
  if (activation == kTfLiteActReluN1To1) {
    from = -1;
    to = 1;
  }
  if (activation != kTfLiteActNone) {
    const int64_t bound = static_cast<int64_t>(zero_point) + QuantizeValue(from, scale);
    if (bound > *low) *low = bound > *high ? *high : static_cast<int32_t>(bound);
  }
  if (to != 0) {
    const int64_t bound = static_cast<int64_t>(zero_point) + QuantizeValue(to, scale);
    if (bound < *high) *high = bound < *low ? *low : static_cast<int32_t>(bound);
  }
}

bool IsQuantised(TfLiteContext* context, int tensor_index) {
  MicroGraph& graph = GetMicroContext(context)->graph();
  const Tensor* tensor = graph.tensor_info(graph.GetCurrentSubgraphIndex(), tensor_index);
  const QuantizationParameters* source = tensor->quantization();
  return source != nullptr && source->scale() != nullptr && source->scale()->size() != 0;
}

TfLiteStatus ReadQuantization(TfLiteContext* context, int tensor_index, TensorQuantization* out) {
  MicroGraph& graph = GetMicroContext(context)->graph();
  const Tensor* tensor = graph.tensor_info(graph.GetCurrentSubgraphIndex(), tensor_index);
  const QuantizationParameters* source = tensor->quantization();
  if (source == nullptr || source->scale() == nullptr || source->scale()->size() == 0 ||
      source->zero_point() == nullptr || source->zero_point()->size() == 0) {
    return Refuse("a tensor has no quantisation", tensor_index);
  }
  // A vector of floats in the file has the layout of TfLiteFloatArray.
  out->scales = reinterpret_cast<const TfLiteFloatArray*>(source->scale());
  out->zero_point = static_cast<int32_t>(source->zero_point()->Get(0));
  out->dimension = source->quantized_dimension();
  for (int i = 0; i < out->scales->size; ++i) {
    if (!IsValidScale(out->scale(i))) return Refuse("scale is not positive", tensor_index);
  }
  int32_t low;
  int32_t high;
  const TfLiteType type = ConvertTensorType(tensor->type());
  TypeRange(type, &low, &high);
  if (type != kTfLiteInt32 && (out->zero_point < low || out->zero_point > high)) {
    return Refuse("zero point outside of its type", tensor_index);
  }
  return kTfLiteOk;
}

}  // namespace tflite
