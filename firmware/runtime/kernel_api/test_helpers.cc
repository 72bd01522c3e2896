#include "tensorflow/lite/micro/test_helpers.h"

namespace tflite {
namespace testing {

TfLiteIntArray* IntArrayFromInts(const int* int_array) {
  return static_cast<TfLiteIntArray*>(const_cast<void*>(static_cast<const void*>(int_array)));
}

TfLiteFloatArray* FloatArrayFromFloats(const float* floats) {
  void* array = const_cast<float*>(floats);
  const int size = static_cast<int>(floats[0]);
  __builtin_memcpy(array, &size, sizeof(size));
  return static_cast<TfLiteFloatArray*>(array);
}

int TestStrcmp(const char* a, const char* b) {
  if (a == nullptr || b == nullptr) return -1;
  return __builtin_strcmp(a, b);
}

void PackInt4ValuesDenselyInPlace(uint8_t* src_buffer, int buffer_size) {
  for (int i = 0; i < buffer_size; ++i) {
    const unsigned half = src_buffer[i] & 15u;
    src_buffer[i / 2] = static_cast<uint8_t>(i % 2 == 0 ? half : src_buffer[i / 2] | half << 4);
  }
  for (int i = (buffer_size + 1) / 2; i < buffer_size; ++i) src_buffer[i] = 0;
}

namespace {

// `quantized` with the scales behind the first element of `scales`.
TfLiteTensor PerChannelTensor(int8_t* quantized, TfLiteIntArray* dims, float* scales,
                              int* zero_points, TfLiteAffineQuantization* affine_quant,
                              int quantized_dimension, bool is_variable, TfLiteType type) {
  const int channels = dims->data[quantized_dimension];
  scales[0] = static_cast<float>(channels);
  zero_points[0] = channels;
  for (int i = 0; i < channels; ++i) zero_points[i + 1] = 0;
  return CreatePerChannelQuantizedTensor(quantized, dims, FloatArrayFromFloats(scales),
                                         IntArrayFromInts(zero_points), affine_quant,
                                         quantized_dimension, is_variable, type);
}

}  // namespace

TfLiteTensor CreateSymmetricPerChannelQuantizedTensor(const float* input, int8_t* quantized,
                                                      TfLiteIntArray* dims, float* scales,
                                                      int* zero_points,
                                                      TfLiteAffineQuantization* affine_quant,
                                                      int quantized_dimension, bool is_variable,
                                                      TfLiteType tensor_weight_type) {
  const float largest = tensor_weight_type == kTfLiteInt4 ? 7 : 127;
  const int channels = dims->data[quantized_dimension];
  const int count = ElementCount(*dims);
  const int slice = quantized_dimension == 0 ? count / channels : 1;
  for (int c = 0; c < channels; ++c) scales[c + 1] = 0;
  for (int i = 0; i < count; ++i) {
    float& scale = scales[i / slice % channels + 1];
    scale = std::max(scale, std::abs(input[i]));
  }
  for (int c = 0; c < channels; ++c) scales[c + 1] /= largest;
  for (int i = 0; i < count; ++i) {
    const float value = TfLiteRound(input[i] / scales[i / slice % channels + 1]);
    quantized[i] = static_cast<int8_t>(std::min(largest, std::max(-largest, value)));
  }
  return PerChannelTensor(quantized, dims, scales, zero_points, affine_quant, quantized_dimension,
                          is_variable, tensor_weight_type);
}

TfLiteTensor CreateSymmetricPerChannelQuantizedTensorWithoutScaleEstimation(
    const float* input, int8_t* quantized, TfLiteIntArray* dims, float* scales, int* zero_points,
    TfLiteAffineQuantization* affine_quant, int quantized_dimension, bool is_variable,
    TfLiteType tensor_weight_type) {
  SymmetricPerChannelQuantize(input, quantized, ElementCount(*dims),
                              dims->data[quantized_dimension], scales + 1);
  return PerChannelTensor(quantized, dims, scales, zero_points, affine_quant, quantized_dimension,
                          is_variable, tensor_weight_type);
}

}  // namespace testing
}  // namespace tflite
