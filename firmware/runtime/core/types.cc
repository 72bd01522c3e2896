// Tensor types: names, sizes and their numbers in the file.
#include "core/types.h"

#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {
namespace {

constexpr uint8_t kFromFile[] = {
    kTfLiteFloat32, kTfLiteFloat16,    kTfLiteInt32,  kTfLiteUInt8,     kTfLiteInt64,
    kTfLiteString,  kTfLiteBool,       kTfLiteInt16,  kTfLiteComplex64, kTfLiteInt8,
    kTfLiteFloat64, kTfLiteComplex128, kTfLiteUInt64, kTfLiteResource,  kTfLiteVariant,
    kTfLiteUInt32,  kTfLiteUInt16,     kTfLiteInt4,   kTfLiteBFloat16,  kTfLiteInt2,
    kTfLiteUInt4,
};

// Bytes of one element, by TfLiteType. 4-bit types are stored two a byte (see TensorBytes).
constexpr uint8_t kElementBytes[] = {0, 4,  4, 1, 8, 0, 1, 2, 8, 1, 2,
                                     8, 16, 8, 4, 0, 4, 2, 1, 2, 0, 1};

}  // namespace

TfLiteType ConvertTensorType(TensorType type) {
  const unsigned index = static_cast<unsigned>(type);
  return index < sizeof(kFromFile) ? static_cast<TfLiteType>(kFromFile[index]) : kTfLiteNoType;
}

uint32_t TypeBytes(TfLiteType type) {
  return static_cast<unsigned>(type) < sizeof(kElementBytes) ? kElementBytes[type] : 0;
}

bool TensorBytes(const TfLiteIntArray* dims, TfLiteType type, uint32_t* bytes) {
  uint32_t total = TypeBytes(type);
  if (total == 0) return false;
  for (int i = 0; i < dims->size; ++i) {
    const int32_t dim = dims->data[i];
    if (dim < 0) return false;
    const uint64_t product = uint64_t{total} * static_cast<uint32_t>(dim);
    if (product > INT32_MAX) return false;
    total = static_cast<uint32_t>(product);
  }
  *bytes = type == kTfLiteInt4 || type == kTfLiteUInt4 ? (total + 1) / 2 : total;
  return true;
}

}  // namespace tflite

extern "C" size_t TfLiteTypeGetSize(TfLiteType type) { return tflite::TypeBytes(type); }

extern "C" const char* TfLiteTypeGetName(TfLiteType type) {
  static constexpr char kTypeNames[] =
      "NOTYPE\0FLOAT32\0INT32\0UINT8\0INT64\0STRING\0BOOL\0INT16\0COMPLEX64\0INT8\0FLOAT16\0FLOAT64"
      "\0"
      "COMPLEX128\0UINT64\0RESOURCE\0VARIANT\0UINT32\0UINT16\0INT4\0BFLOAT16\0INT2\0UINT4\0";
  const char* name = kTypeNames;
  for (int i = 0; *name != '\0'; ++i) {
    if (i == static_cast<int>(type)) return name;
    while (*name++ != '\0') {
    }
  }
  return "UNKNOWN";
}
