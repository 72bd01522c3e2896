// Tensors for tests of kernels, on arrays of the test.
#ifndef TENSORFLOW_LITE_MICRO_TEST_HELPERS_H_
#define TENSORFLOW_LITE_MICRO_TEST_HELPERS_H_

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <type_traits>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"
#include "tensorflow/lite/kernels/internal/types.h"
#include "tensorflow/lite/micro/flatbuffer_utils.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/micro_utils.h"
#include "tensorflow/lite/portable_type_to_tflitetype.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {
namespace testing {

// Arrays whose first element is the number of the others. That of floats becomes an int in place.
TfLiteIntArray* IntArrayFromInts(const int* int_array);
TfLiteFloatArray* FloatArrayFromFloats(const float* floats);

// 0 for equal texts; a difference, or -1 when one is null.
int TestStrcmp(const char* a, const char* b);

// From one number a byte to two a byte, the first in the low half.
void PackInt4ValuesDenselyInPlace(uint8_t* src_buffer, int buffer_size);

// kTfLiteInt4 packs the numbers in place; kTfLiteNoType takes the type of T.
template <typename T>
TfLiteTensor CreateTensor(const T* data, TfLiteIntArray* dims, const bool is_variable = false,
                          TfLiteType type = kTfLiteNoType) {
  TfLiteTensor tensor = {};
  tensor.data.data = const_cast<T*>(data);
  tensor.dims = dims;
  tensor.is_variable = is_variable;
  tensor.type = type == kTfLiteNoType ? typeToTfLiteType<T>() : type;
  const int count = ElementCount(*dims);
  if (type == kTfLiteInt4) {
    PackInt4ValuesDenselyInPlace(tensor.data.uint8, count);
    tensor.bytes = static_cast<size_t>((count + 1) / 2);
  } else {
    tensor.bytes = static_cast<size_t>(count) * TfLiteTypeGetSize(tensor.type);
  }
  return tensor;
}

// One scale and zero point.
template <typename T>
TfLiteTensor CreateQuantizedTensor(const T* data, TfLiteIntArray* dims, const float scale,
                                   const int zero_point = 0, const bool is_variable = false,
                                   TfLiteType type = kTfLiteNoType) {
  TfLiteTensor tensor = CreateTensor(data, dims, is_variable, type);
  tensor.params = {scale, zero_point};
  tensor.quantization.type = kTfLiteAffineQuantization;
  return tensor;
}

// Quantises `input` into `quantized` first.
template <typename T>
TfLiteTensor CreateQuantizedTensor(const float* input, T* quantized, TfLiteIntArray* dims,
                                   float scale, int zero_point, bool is_variable = false,
                                   TfLiteType type = kTfLiteNoType) {
  Quantize(input, quantized, ElementCount(*dims), scale, zero_point);
  return CreateQuantizedTensor(quantized, dims, scale, zero_point, is_variable, type);
}

// A bias: its scale is that of the input times that of the weights.
template <typename T>
TfLiteTensor CreateQuantizedBiasTensor(const float* data, T* quantized, TfLiteIntArray* dims,
                                       float input_scale, float weights_scale,
                                       bool is_variable = false) {
  const float scale = input_scale * weights_scale;
  SymmetricQuantize(data, quantized, ElementCount(*dims), scale);
  return CreateQuantizedTensor(quantized, dims, scale, 0, is_variable);
}

// A scale and a zero point for each slice along `quantized_dimension`.
template <typename T>
TfLiteTensor CreatePerChannelQuantizedTensor(const T* quantized, TfLiteIntArray* dims,
                                             TfLiteFloatArray* scales, TfLiteIntArray* zero_points,
                                             TfLiteAffineQuantization* affine_quant,
                                             int quantized_dimension, bool is_variable = false,
                                             TfLiteType type = kTfLiteNoType) {
  *affine_quant = {scales, zero_points, quantized_dimension};
  TfLiteTensor tensor = CreateTensor(quantized, dims, is_variable, type);
  tensor.quantization = {kTfLiteAffineQuantization, affine_quant};
  return tensor;
}

// A bias with a scale a channel. The elements behind the first ones of `scales` and `zero_points`
// are written; the first ones of the second form as well.
template <typename T>
TfLiteTensor CreatePerChannelQuantizedBiasTensor(
    const T* input_data, TfLiteIntArray* dims, float input_scale,
    const TfLiteFloatArray* weight_scales, TfLiteFloatArray* scales, TfLiteIntArray* zero_points,
    TfLiteAffineQuantization* affine_quant, int quantized_dimension, bool is_variable = false,
    TfLiteType type = kTfLiteNoType) {
  const int channels = dims->data[quantized_dimension];
  scales->size = channels;
  zero_points->size = channels;
  for (int i = 0; i < channels; ++i) {
    scales->data[i] = input_scale * weight_scales->data[i];
    zero_points->data[i] = 0;
  }
  return CreatePerChannelQuantizedTensor(input_data, dims, scales, zero_points, affine_quant,
                                         quantized_dimension, is_variable, type);
}
template <typename T>
TfLiteTensor CreatePerChannelQuantizedBiasTensor(
    const float* input, T* quantized, TfLiteIntArray* dims, float input_scale,
    const float* weight_scales, float* scales, int* zero_points,
    TfLiteAffineQuantization* affine_quant, int quantized_dimension, bool is_variable = false) {
  const int channels = dims->data[quantized_dimension];
  scales[0] = static_cast<float>(channels);
  zero_points[0] = channels;
  for (int i = 0; i < channels; ++i) {
    scales[i + 1] = input_scale * weight_scales[i];
    zero_points[i + 1] = 0;
  }
  SymmetricPerChannelQuantize(input, quantized, ElementCount(*dims), channels, scales + 1);
  return CreatePerChannelQuantizedTensor(quantized, dims, FloatArrayFromFloats(scales),
                                         IntArrayFromInts(zero_points), affine_quant,
                                         quantized_dimension, is_variable);
}

// Weights, quantised with the smallest scale a channel that holds all of its numbers. `scales` and
// `zero_points` have room for one element more than there are channels.
TfLiteTensor CreateSymmetricPerChannelQuantizedTensor(
    const float* input, int8_t* quantized, TfLiteIntArray* dims, float* scales, int* zero_points,
    TfLiteAffineQuantization* affine_quant, int quantized_dimension, bool is_variable = false,
    TfLiteType tensor_weight_type = kTfLiteNoType);

// With the scales behind the first element of `scales`, along the first dimension.
TfLiteTensor CreateSymmetricPerChannelQuantizedTensorWithoutScaleEstimation(
    const float* input, int8_t* quantized, TfLiteIntArray* dims, float* scales, int* zero_points,
    TfLiteAffineQuantization* affine_quant, int quantized_dimension, bool is_variable = false,
    TfLiteType tensor_weight_type = kTfLiteNoType);

// Scale and zero point that spread [min, max] over a type.
template <typename T>
inline float ScaleFromMinMax(const float min, const float max) {
  return (max - min) / static_cast<float>(static_cast<double>(std::numeric_limits<T>::max()) -
                                          static_cast<double>(std::numeric_limits<T>::min()));
}
template <typename T>
inline float SymmetricScaleFromMinMax(const float min, const float max) {
  const float range = std::max(std::abs(min), std::abs(max));
  const int32_t largest = std::numeric_limits<typename std::make_signed<T>::type>::max();
  return range == 0 ? 1.0f : range / static_cast<float>(largest);
}
template <typename T>
inline int ZeroPointFromMinMax(const float min, const float max) {
  return static_cast<int>(std::numeric_limits<T>::min()) +
         static_cast<int>(TfLiteRound(-min / ScaleFromMinMax<T>(min, max)));
}

}  // namespace testing
}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_TEST_HELPERS_H_
