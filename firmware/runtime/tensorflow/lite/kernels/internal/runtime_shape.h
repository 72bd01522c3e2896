// The dimensions of a tensor as a value.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_RUNTIME_SHAPE_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_RUNTIME_SHAPE_H_

#include <stdint.h>

#include <initializer_list>

namespace tflite {

// Up to kMaxSmallSize dimensions; more are cut off (no tensor of a kernel has more).
class RuntimeShape {
 public:
  static constexpr int kMaxSmallSize = 6;

  RuntimeShape() : size_(0) {}
  explicit RuntimeShape(int dimensions_count) : RuntimeShape(dimensions_count, int32_t{0}) {}
  RuntimeShape(int dimensions_count, int32_t value) : size_(Limit(dimensions_count)) {
    for (int i = 0; i < size_; ++i) dims_[i] = value;
  }
  RuntimeShape(int dimensions_count, const int32_t* dims_data) {
    ReplaceWith(dimensions_count, dims_data);
  }
  RuntimeShape(const std::initializer_list<int> dims) {
    size_ = Limit(static_cast<int>(dims.size()));
    const int* from = dims.begin();
    for (int i = 0; i < size_; ++i) dims_[i] = from[i];
  }

  // `shape` with dimensions of size 1 in front.
  static RuntimeShape ExtendedShape(int new_shape_size, const RuntimeShape& shape) {
    RuntimeShape extended(new_shape_size, 1);
    const int added = extended.size_ - shape.size_;
    for (int i = 0; i < shape.size_; ++i) extended.dims_[added + i] = shape.dims_[i];
    return extended;
  }

  bool operator==(const RuntimeShape& other) const {
    bool same = size_ == other.size_;
    for (int i = 0; same && i < size_; ++i) same = dims_[i] == other.dims_[i];
    return same;
  }
  bool operator!=(const RuntimeShape& other) const { return !(*this == other); }

  int32_t DimensionsCount() const { return size_; }
  int32_t Dims(int i) const { return dims_[i]; }
  void SetDim(int i, int32_t value) { dims_[i] = value; }
  int32_t* DimsData() { return dims_; }
  const int32_t* DimsData() const { return dims_; }
  const int32_t* DimsDataUpTo5D() const { return dims_; }

  void ReplaceWith(int dimensions_count, const int32_t* dims_data) {
    size_ = Limit(dimensions_count);
    for (int i = 0; i < size_; ++i) dims_[i] = dims_data[i];
  }

  // Number of elements.
  int FlatSize() const {
    int size = 1;
    for (int i = 0; i < size_; ++i) size *= dims_[i];
    return size;
  }

 private:
  static int Limit(int count) { return count < kMaxSmallSize ? count : kMaxSmallSize; }

  int32_t size_;
  int32_t dims_[kMaxSmallSize];
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_RUNTIME_SHAPE_H_
