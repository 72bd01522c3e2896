#include "kernels/activations/softmax_int16.h"

#include "kernels/activations/sigmoid_table.h"
#include "kernels/math/fixed_point.h"
#include "kernels/support/kernel_support.h"

namespace tflite {
namespace {

constexpr int kSteps = 512;

// Samples of a function over the 16-bit numbers, computed by the compiler in single precision as
// the reference computes them when it prepares the operator.
struct Table {
  int16_t values[kSteps + 1];

  // Linear interpolation between the samples at multiples of 128.
  int32_t At(int32_t x) const {
    const int16_t* sample = values + 256 + (x >> 7);
    return sample[0] + (((sample[1] - sample[0]) * (x & 127) + 64) >> 7);
  }
};

// Half away from zero.
constexpr float Round(float x) {
  return static_cast<float>(static_cast<int32_t>(static_cast<double>(x) + (x < 0.0f ? -0.5 : 0.5)));
}

constexpr int16_t Saturate(float x) {
  return static_cast<int16_t>(x < -32768.0f ? -32768.0f : x > 32767.0f ? 32767.0f : x);
}

// Inputs are real numbers in `scale` with this zero point, outputs in 2/65535. A sample is moved by
// half of the error that interpolation makes in the middle of its interval.
template <typename Function>
constexpr Table MakeTable(float scale, int zero_point, Function function) {
  Table table = {};
  const float first = scale * static_cast<float>(-32768 - zero_point);
  const float last = scale * static_cast<float>(32767 - zero_point);
  const float out_scale = 2.0f / 65535;
  const float to_output = 65536.0f / (out_scale * 32767.0f - out_scale * -32768.0f);
  const float step = (last - first) / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const float at = static_cast<float>(i);
    const float value = Round(function(first + at * step) * to_output);
    const float middle = Round(function(first + at * step + step / 2) * to_output);
    const float next = function(first + (at + 1) * step) * to_output;
    const float error = Round((next + value) / 2) - middle;
    table.values[i] = Saturate(value - Round(error / 2));
  }
  table.values[kSteps] = Saturate(Round(function(last) * to_output));
  return table;
}

constexpr float ExpOf(float x) { return static_cast<float>(ExpOfMinus(static_cast<double>(-x))); }
constexpr float ReciprocalOf(float x) { return 1.0f / (1.0f + x); }

constexpr Table kExp = MakeTable(10.0f / 65535, 32767, ExpOf);                // -10 to 0
constexpr Table kReciprocal = MakeTable(1.0f / 65535, -32768, ReciprocalOf);  // 0 to 1

// scale * beta / (10 / 65535), of the bits of positive numbers.
QuantizedMultiplier DifferenceScale(uint32_t scale, uint32_t beta) {
  uint64_t product = uint64_t{(scale & 0x7FFFFF) | 1u << 23} * ((beta & 0x7FFFFF) | 1u << 23);
  product *= 65535;
  int shift = static_cast<int>(scale >> 23) + static_cast<int>(beta >> 23) - 300 + 64;
  for (int i = 0; i < 2; ++i) {  // normalised, divided, and normalised again
    const int lead = __builtin_clzll(product);
    product <<= lead;
    shift -= lead;
    if (i == 0) product /= 10;
  }
  uint32_t multiplier = static_cast<uint32_t>(((product >> 32) + 1) >> 1);
  if (multiplier >> 31 != 0) {
    multiplier >>= 1;
    ++shift;
  }
  if (shift < -31) return {0, 0};
  return {static_cast<int32_t>(multiplier), shift};
}

}  // namespace

TfLiteStatus PrepareSoftmaxInt16(const TensorQuantization& in, const TensorQuantization& out,
                                 float beta, QuantizedMultiplier* scale) {
  const uint32_t distance = FloatBits(out.scale()) - FloatBits(1.0f / 32768) + 8192;
  if (in.zero_point != 0 || out.zero_point != 0 || distance > 16384) {
    return Refuse("output must have scale 1/32768 and zero point 0", out.zero_point);
  }
  *scale = DifferenceScale(FloatBits(in.scale()), FloatBits(beta));
  return scale->shift <= 14 ? kTfLiteOk : Refuse("input scale is too large", scale->shift);
}

void SoftmaxRowInt16(const QuantizedMultiplier& scale, const int16_t* input, int depth,
                     int16_t* output) {
  int32_t largest = INT16_MIN;
  for (int i = 0; i < depth; ++i) largest = input[i] > largest ? input[i] : largest;
  uint32_t sum = 0;
  for (int i = 0; i < depth; ++i) {
    const int32_t difference = Rescale(input[i] - largest, scale.multiplier, scale.shift);
    const int32_t argument = Clamp(difference, -65535, 0) + 32767;
    output[i] = static_cast<int16_t>(kExp.At(argument));
    sum += static_cast<uint32_t>(output[i]);
  }
  const int headroom = __builtin_clz(sum);
  // The mantissa of the sum in [1, 2), in 1/65536.
  const int32_t mantissa =
      static_cast<int32_t>(((static_cast<uint64_t>(sum) << (headroom - 1)) + (1 << 13)) >> 14);
  const int32_t reciprocal =
      kReciprocal.At(Clamp(mantissa - (1 << 15) - (1 << 16), INT16_MIN, INT16_MAX));
  for (int i = 0; i < depth; ++i) {
    const int64_t share = static_cast<int64_t>(output[i]) * reciprocal;
    const int32_t value =
        static_cast<int32_t>((share + (int64_t{1} << (30 - headroom))) >> (31 - headroom));
    output[i] = static_cast<int16_t>(Clamp(value, 0, INT16_MAX));
  }
}

}  // namespace tflite
