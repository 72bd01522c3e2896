// Views of the tables of a .tflite file. Field numbers are those of the published schema
// (tensorflow/compiler/mlir/lite/schema/schema.fbs); only what a runtime needs is here.
// Nothing is generated: the name of this header is the one that applications include.
#ifndef TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_
#define TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/schema/flatbuffer_table.h"
#include "tensorflow/lite/version.h"

namespace tflite {

enum BuiltinOperator : int32_t {
#define X(number, name) BuiltinOperator_##name = number,
#include "tensorflow/lite/schema/builtin_operators.inc"
#undef X
  BuiltinOperator_MIN = 0,
  BuiltinOperator_MAX = 209,
};

enum TensorType : int8_t {
  TensorType_FLOAT32 = 0,
  TensorType_FLOAT16 = 1,
  TensorType_INT32 = 2,
  TensorType_UINT8 = 3,
  TensorType_INT64 = 4,
  TensorType_STRING = 5,
  TensorType_BOOL = 6,
  TensorType_INT16 = 7,
  TensorType_COMPLEX64 = 8,
  TensorType_INT8 = 9,
  TensorType_FLOAT64 = 10,
  TensorType_COMPLEX128 = 11,
  TensorType_UINT64 = 12,
  TensorType_RESOURCE = 13,
  TensorType_VARIANT = 14,
  TensorType_UINT32 = 15,
  TensorType_UINT16 = 16,
  TensorType_INT4 = 17,
  TensorType_BFLOAT16 = 18,
  TensorType_INT2 = 19,
  TensorType_UINT4 = 20,
};

// Type in the file -> TfLiteType; kTfLiteNoType for a number that this runtime does not know.
TfLiteType ConvertTensorType(TensorType type);

class QuantizationParameters : public flatbuffers::Table {
 public:
  const flatbuffers::Vector<float>* min() const { return Pointer<flatbuffers::Vector<float>>(0); }
  const flatbuffers::Vector<float>* max() const { return Pointer<flatbuffers::Vector<float>>(1); }
  const flatbuffers::Vector<float>* scale() const { return Pointer<flatbuffers::Vector<float>>(2); }
  const flatbuffers::Vector<int64_t>* zero_point() const {
    return Pointer<flatbuffers::Vector<int64_t>>(3);
  }
  int32_t quantized_dimension() const { return I32(6, 0); }
};

class Tensor : public flatbuffers::Table {
 public:
  const flatbuffers::Vector<int32_t>* shape() const {
    return Pointer<flatbuffers::Vector<int32_t>>(0);
  }
  TensorType type() const { return static_cast<TensorType>(U8(1)); }
  uint32_t buffer() const { return static_cast<uint32_t>(I32(2, 0)); }
  const flatbuffers::String* name() const { return Pointer<flatbuffers::String>(3); }
  const QuantizationParameters* quantization() const { return Pointer<QuantizationParameters>(4); }
  bool is_variable() const { return U8(5) != 0; }
  // The shape with -1 where it is not known before the model runs.
  const flatbuffers::Vector<int32_t>* shape_signature() const {
    return Pointer<flatbuffers::Vector<int32_t>>(7);
  }
};

class Operator : public flatbuffers::Table {
 public:
  uint32_t opcode_index() const { return static_cast<uint32_t>(I32(0, 0)); }
  const flatbuffers::Vector<int32_t>* inputs() const {
    return Pointer<flatbuffers::Vector<int32_t>>(1);
  }
  const flatbuffers::Vector<int32_t>* outputs() const {
    return Pointer<flatbuffers::Vector<int32_t>>(2);
  }
  uint8_t builtin_options_type() const { return U8(3); }
  const flatbuffers::Table* builtin_options() const { return Pointer<flatbuffers::Table>(4); }
  const flatbuffers::Vector<uint8_t>* custom_options() const {
    return Pointer<flatbuffers::Vector<uint8_t>>(5);
  }
  const flatbuffers::Vector<int32_t>* intermediates() const {
    return Pointer<flatbuffers::Vector<int32_t>>(8);
  }
};

class SubGraph : public flatbuffers::Table {
 public:
  const flatbuffers::Vector<flatbuffers::Offset<Tensor>>* tensors() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<Tensor>>>(0);
  }
  const flatbuffers::Vector<int32_t>* inputs() const {
    return Pointer<flatbuffers::Vector<int32_t>>(1);
  }
  const flatbuffers::Vector<int32_t>* outputs() const {
    return Pointer<flatbuffers::Vector<int32_t>>(2);
  }
  const flatbuffers::Vector<flatbuffers::Offset<Operator>>* operators() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<Operator>>>(3);
  }
  const flatbuffers::String* name() const { return Pointer<flatbuffers::String>(4); }
};

class OperatorCode : public flatbuffers::Table {
 public:
  int8_t deprecated_builtin_code() const { return static_cast<int8_t>(U8(0)); }
  const flatbuffers::String* custom_code() const { return Pointer<flatbuffers::String>(1); }
  int32_t version() const { return I32(2, 1); }
  BuiltinOperator builtin_code() const { return static_cast<BuiltinOperator>(I32(3, 0)); }
};

// Old files have only the 8-bit field; codes above 127 have 127 there and their number in the new.
inline BuiltinOperator GetBuiltinCode(const OperatorCode* code) {
  const int32_t old_code = code->deprecated_builtin_code();
  const int32_t new_code = code->builtin_code();
  return static_cast<BuiltinOperator>(old_code > new_code ? old_code : new_code);
}

class Buffer : public flatbuffers::Table {
 public:
  const flatbuffers::Vector<uint8_t>* data() const {
    return Pointer<flatbuffers::Vector<uint8_t>>(0);
  }
};

class Metadata : public flatbuffers::Table {
 public:
  const flatbuffers::String* name() const { return Pointer<flatbuffers::String>(0); }
  uint32_t buffer() const { return static_cast<uint32_t>(I32(1, 0)); }
};

class TensorMap : public flatbuffers::Table {
 public:
  const flatbuffers::String* name() const { return Pointer<flatbuffers::String>(0); }
  uint32_t tensor_index() const { return static_cast<uint32_t>(I32(1, 0)); }
};

// Names of the inputs and outputs of a subgraph. VerifyModel does not look at them: the runtime
// needs none.
class SignatureDef : public flatbuffers::Table {
 public:
  const flatbuffers::Vector<flatbuffers::Offset<TensorMap>>* inputs() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<TensorMap>>>(0);
  }
  const flatbuffers::Vector<flatbuffers::Offset<TensorMap>>* outputs() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<TensorMap>>>(1);
  }
  const flatbuffers::String* signature_key() const { return Pointer<flatbuffers::String>(2); }
  uint32_t subgraph_index() const { return static_cast<uint32_t>(I32(4, 0)); }
};

class Model : public flatbuffers::Table {
 public:
  uint32_t version() const { return static_cast<uint32_t>(I32(0, 0)); }
  const flatbuffers::Vector<flatbuffers::Offset<OperatorCode>>* operator_codes() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<OperatorCode>>>(1);
  }
  const flatbuffers::Vector<flatbuffers::Offset<SubGraph>>* subgraphs() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<SubGraph>>>(2);
  }
  const flatbuffers::String* description() const { return Pointer<flatbuffers::String>(3); }
  const flatbuffers::Vector<flatbuffers::Offset<Buffer>>* buffers() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<Buffer>>>(4);
  }
  const flatbuffers::Vector<flatbuffers::Offset<Metadata>>* metadata() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<Metadata>>>(6);
  }
  const flatbuffers::Vector<flatbuffers::Offset<SignatureDef>>* signature_defs() const {
    return Pointer<flatbuffers::Vector<flatbuffers::Offset<SignatureDef>>>(7);
  }
};

// "CONV_2D"; empty for a number that is no operator.
inline const char* EnumNameBuiltinOperator(BuiltinOperator op) {
  switch (op) {
#define X(number, name)        \
  case BuiltinOperator_##name: \
    return #name;
#include "tensorflow/lite/schema/builtin_operators.inc"
#undef X
    default:
      return "";
  }
}

// "INT8"; "UNKNOWN" for a number that is no type.
inline const char* EnumNameTensorType(TensorType type) {
  return TfLiteTypeGetName(ConvertTensorType(type));
}

inline const char* ModelIdentifier() { return "TFL3"; }
inline bool ModelBufferHasIdentifier(const void* buffer) {
  return memcmp(static_cast<const uint8_t*>(buffer) + 4, ModelIdentifier(), 4) == 0;
}

// The root table of the file at `buffer`. Nothing is checked: see VerifyModel.
inline const Model* GetModel(const void* buffer) {
  const uint8_t* bytes = static_cast<const uint8_t*>(buffer);
  return reinterpret_cast<const Model*>(bytes + flatbuffers::ReadScalar<uint32_t>(bytes));
}

// Checks that the file identifier is TFL3 and that every table, vector and string that the runtime
// may touch lies in `size` bytes at `buffer` (aligned to 4 or better) with its natural alignment.
// What indices mean (a tensor that does not exist, a shape larger than its data) is checked by
// MicroInterpreter::AllocateTensors, always. kTfLiteOk, or kTfLiteError after a message.
TfLiteStatus VerifyModel(const void* buffer, size_t size);

}  // namespace tflite

#endif  // TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_
