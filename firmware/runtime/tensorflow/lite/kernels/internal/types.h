// Shapes, positions in them, and small parameter types.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_

// Sources count on these through this header.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/internal/compatibility.h"
#include "tensorflow/lite/kernels/internal/runtime_shape.h"

namespace tflite {

enum class FusedActivationFunctionType : uint8_t { kNone, kRelu6, kRelu1, kRelu };
enum class PaddingType : uint8_t { kNone, kSame, kValid };

struct PaddingValues {
  int16_t width;
  int16_t height;
  int16_t width_offset;
  int16_t height_offset;
};

// real = scale * (quantised - zero_point)
struct QuantizationParams {
  int32_t zero_point = 0;
  double scale = 0.0;
};

// Index of an element, dimensions in the order of the shape.
inline int Offset(const RuntimeShape& shape, int i0, int i1, int i2, int i3) {
  const int32_t* dims = shape.DimsData();
  return ((i0 * dims[1] + i1) * dims[2] + i2) * dims[3] + i3;
}
inline int Offset(const RuntimeShape& shape, int i0, int i1, int i2, int i3, int i4) {
  return Offset(shape, i0, i1, i2, i3) * shape.Dims(4) + i4;
}
inline int Offset(const RuntimeShape& shape, const int* index) {
  return Offset(shape, index[0], index[1], index[2], index[3]);
}

// Size of a dimension that several shapes have in common (the first is asked).
inline int MatchingDim(const RuntimeShape& shape, int dimension, const RuntimeShape&, int) {
  return shape.Dims(dimension);
}
template <typename... More>
int MatchingDim(const RuntimeShape& shape, int dimension, const RuntimeShape&, int, More...) {
  return shape.Dims(dimension);
}

// Elements of a shape, with one dimension left out, or of several shapes that are the same.
inline int FlatSizeSkipDim(const RuntimeShape& shape, int skipped) {
  int size = 1;
  for (int i = 0; i < shape.DimensionsCount(); ++i) size *= i == skipped ? 1 : shape.Dims(i);
  return size;
}
template <typename... More>
int MatchingFlatSize(const RuntimeShape& shape, const More&...) {
  return shape.FlatSize();
}
template <typename... More>
int MatchingFlatSizeSkipDim(const RuntimeShape& shape, int skipped, const More&...) {
  return FlatSizeSkipDim(shape, skipped);
}
template <typename... More>
int MatchingElementsSize(const RuntimeShape& shape, const More&...) {
  return shape.FlatSize();
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_TYPES_H_
