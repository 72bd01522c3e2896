// The options of custom operators as kernels written for TensorFlow Lite for Microcontrollers read
// them: by position, in the alphabetic order of their names.
#ifndef TENSORFLOW_LITE_MICRO_FLATBUFFER_UTILS_H_
#define TENSORFLOW_LITE_MICRO_FLATBUFFER_UTILS_H_

#include "core/flexbuffer_map.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/flatbuffer_vectors.h"  // IWYU pragma: export
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

// An element that is not there, or is no number, is 0.
class FlexbufferWrapper {
 public:
  FlexbufferWrapper(const uint8_t* buffer, size_t size) : map_(buffer, size) {}

  size_t size() const { return map_.size(); }
  int64_t ElementAsInt64(size_t i) const {
    FlexbufferMap::Value value;
    return map_.At(i, &value) ? FlexbufferMap::AsInteger(value) : 0;
  }
  uint64_t ElementAsUInt64(size_t i) const { return static_cast<uint64_t>(ElementAsInt64(i)); }
  int32_t ElementAsInt32(size_t i) const { return static_cast<int32_t>(ElementAsInt64(i)); }
  bool ElementAsBool(size_t i) const { return ElementAsInt64(i) != 0; }
  float ElementAsFloat(size_t i) const {
    FlexbufferMap::Value value;
    return map_.At(i, &value) ? FlexbufferMap::AsFloat(value) : 0.0f;
  }
  // With the precision of a float.
  double ElementAsDouble(size_t i) const { return static_cast<double>(ElementAsFloat(i)); }

 private:
  FlexbufferMap map_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_FLATBUFFER_UTILS_H_
