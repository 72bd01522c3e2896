// Vectors of the file as C arrays, in place.
#ifndef TENSORFLOW_LITE_MICRO_FLATBUFFER_VECTORS_H_
#define TENSORFLOW_LITE_MICRO_FLATBUFFER_VECTORS_H_

#include "flatbuffers/flatbuffers.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

inline uint32_t NumSubgraphOperators(const SubGraph* subgraph) {
  return subgraph->operators() != nullptr ? subgraph->operators()->size() : 0;
}
inline uint32_t NumSubgraphOperators(const Model* model, int subgraph_idx) {
  return NumSubgraphOperators(model->subgraphs()->Get(static_cast<uint32_t>(subgraph_idx)));
}

// The layout of the file is that of the arrays; nothing is copied.
inline TfLiteIntArray* FlatBufferVectorToTfLiteTypeArray(
    const flatbuffers::Vector<int32_t>* flatbuffer_array) {
  const void* array = flatbuffer_array;
  return static_cast<TfLiteIntArray*>(const_cast<void*>(array));
}
inline TfLiteFloatArray* FlatBufferVectorToTfLiteTypeArray(
    const flatbuffers::Vector<float>* flatbuffer_array) {
  const void* array = flatbuffer_array;
  return static_cast<TfLiteFloatArray*>(const_cast<void*>(array));
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_FLATBUFFER_VECTORS_H_
