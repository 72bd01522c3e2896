#include "tensorflow/lite/kernels/internal/quantization_util.h"

#include "kernels/math/fixed_point.h"

namespace tflite {

int32_t MultiplyByQuantizedMultiplier(int32_t x, int32_t quantized_multiplier, int shift) {
  return Rescale(x, quantized_multiplier, shift);
}

int32_t MultiplyByQuantizedMultiplier(int64_t x, int32_t quantized_multiplier, int shift) {
  const int32_t reduced =
      quantized_multiplier < 0x7FFF0000 ? (quantized_multiplier + (1 << 15)) >> 16 : 0x7FFF;
  const int right = 15 - shift;
  return static_cast<int32_t>((x * reduced + (int64_t{1} << (right - 1))) >> right);
}

void QuantizeMultiplier(double double_multiplier, int32_t* quantized_multiplier, int* shift) {
  // From the bits of the number, so that no floating-point routine is linked.
  uint64_t bits;
  __builtin_memcpy(&bits, &double_multiplier, sizeof(bits));
  int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  const uint64_t mantissa = (bits & ((uint64_t{1} << 52) - 1)) | uint64_t{1} << 52;
  uint64_t rounded = (mantissa + (uint64_t{1} << 21)) >> 22;
  exponent -= 1022;
  if (rounded >> 31 != 0) {
    rounded >>= 1;
    ++exponent;
  }
  const bool too_small = exponent < -31;
  *quantized_multiplier = too_small ? 0 : static_cast<int32_t>(rounded);
  *shift = too_small ? 0 : exponent;
}

void QuantizeMultiplierSmallerThanOneExp(double double_multiplier, int32_t* quantized_multiplier,
                                         int* left_shift) {
  QuantizeMultiplier(double_multiplier, quantized_multiplier, left_shift);
}

void QuantizeMultiplierGreaterThanOne(double double_multiplier, int32_t* quantized_multiplier,
                                      int* left_shift) {
  QuantizeMultiplier(double_multiplier, quantized_multiplier, left_shift);
}

void PreprocessSoftmaxScaling(double beta, double input_scale, int input_integer_bits,
                              int32_t* quantized_multiplier, int* left_shift) {
  double real = beta * input_scale * static_cast<double>(int64_t{1} << (31 - input_integer_bits));
  if (real > 2147483647.0) real = 2147483647.0;
  QuantizeMultiplier(real, quantized_multiplier, left_shift);
}

int CalculateInputRadius(int input_integer_bits, int input_left_shift, int total_signed_bits) {
  const int64_t most = (int64_t{1} << input_integer_bits) - 1;
  const int right = input_left_shift - (total_signed_bits - input_integer_bits);
  return static_cast<int>(right > 0 ? most >> right : most << -right);
}

}  // namespace tflite
