// Between C++ types and TfLiteType.
#ifndef TENSORFLOW_LITE_PORTABLE_TYPE_TO_TFLITETYPE_H_
#define TENSORFLOW_LITE_PORTABLE_TYPE_TO_TFLITETYPE_H_

#include <stdint.h>

#include "tensorflow/lite/c/common.h"

namespace tflite {

// kTfLiteNoType for a type that tensors do not have.
template <typename T>
constexpr TfLiteType typeToTfLiteType() {
  return kTfLiteNoType;
}

// TfLiteTypeToType<kTfLiteInt8>::Type is int8_t.
template <TfLiteType kType>
struct TfLiteTypeToType {};

#define TFLITE_TYPE_OF(CppType, type)                      \
  template <>                                              \
  constexpr TfLiteType typeToTfLiteType<CppType>() {       \
    return type;                                           \
  }                                                        \
  template <>                                              \
  constexpr TfLiteType typeToTfLiteType<const CppType>() { \
    return type;                                           \
  }                                                        \
  template <>                                              \
  struct TfLiteTypeToType<type> {                          \
    using Type = CppType;                                  \
  };

TFLITE_TYPE_OF(bool, kTfLiteBool)
TFLITE_TYPE_OF(int8_t, kTfLiteInt8)
TFLITE_TYPE_OF(uint8_t, kTfLiteUInt8)
TFLITE_TYPE_OF(int16_t, kTfLiteInt16)
TFLITE_TYPE_OF(uint16_t, kTfLiteUInt16)
TFLITE_TYPE_OF(int32_t, kTfLiteInt32)
TFLITE_TYPE_OF(uint32_t, kTfLiteUInt32)
TFLITE_TYPE_OF(int64_t, kTfLiteInt64)
TFLITE_TYPE_OF(uint64_t, kTfLiteUInt64)
TFLITE_TYPE_OF(float, kTfLiteFloat32)
TFLITE_TYPE_OF(double, kTfLiteFloat64)
TFLITE_TYPE_OF(TfLiteFloat16, kTfLiteFloat16)
TFLITE_TYPE_OF(TfLiteBFloat16, kTfLiteBFloat16)

#undef TFLITE_TYPE_OF

}  // namespace tflite

#endif  // TENSORFLOW_LITE_PORTABLE_TYPE_TO_TFLITETYPE_H_
