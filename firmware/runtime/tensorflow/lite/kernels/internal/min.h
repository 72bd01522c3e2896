#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_MIN_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_MIN_H_

namespace tflite {

template <typename T>
constexpr T TfLiteMin(const T& x, const T& y) {
  return y < x ? y : x;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_MIN_H_
