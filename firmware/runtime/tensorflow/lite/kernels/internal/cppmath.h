#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_CPPMATH_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_CPPMATH_H_

namespace tflite {

// Half away from zero; for magnitudes below 2^31.
template <typename T>
T TfLiteRound(T x) {
  const T whole = static_cast<T>(static_cast<int>(x));
  const T rest = x - whole;
  return rest >= T(0.5) ? whole + 1 : rest <= T(-0.5) ? whole - 1 : whole;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_CPPMATH_H_
