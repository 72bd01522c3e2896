#include "kernels/support/tensor_support.h"

#include "core/types.h"

namespace tflite {
namespace {

TfLiteStatus CheckDimensions(const TfLiteEvalTensor* tensor, bool may_be_empty) {
  const TfLiteIntArray* dims = tensor->dims;
  if (dims->size > kMostDimensions) return Refuse("too many dimensions", dims->size);
  // Beside a 0 the loader lets any dimensions pass; kernels count along some of them.
  uint64_t others = 16;  // bytes of the largest element
  for (int i = 0; i < dims->size; ++i) {
    const int32_t dim = dims->data[i];
    if (dim == 0 && !may_be_empty) return Refuse("a tensor has no elements; dimension", i);
    if (dim != 0 && may_be_empty) others *= static_cast<uint32_t>(dim);
    if (others > INT32_MAX) return Refuse("a dimension is too large", dim);
  }
  return kTfLiteOk;
}

}  // namespace

TfLiteStatus ExpectType(TfLiteContext* context, TfLiteType type, uint32_t types) {
  return (types >> type & 1) != 0 ? kTfLiteOk : RefuseOperatorType(context, type);
}

TfLiteStatus ExpectPlainTensors(TfLiteContext* context, const TfLiteNode* node, int inputs,
                                int outputs, uint32_t may_be_empty) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, inputs, outputs));
  for (int i = 0; i < node->inputs->size; ++i) {
    const TfLiteEvalTensor* input = InputTensor(context, node, i);
    if (input != nullptr) {
      TF_LITE_ENSURE_STATUS(CheckDimensions(input, (may_be_empty >> (i & 31) & 1) != 0));
    }
  }
  for (int i = 0; i < node->outputs->size; ++i) {
    const TfLiteEvalTensor* output = OutputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(CheckDimensions(output, may_be_empty == kEveryTensor));
    if (IsStored(output)) return Refuse("an output is a constant", i);
  }
  return kTfLiteOk;
}

TfLiteStatus ExpectSameType(TfLiteContext* context, const TfLiteEvalTensor* input,
                            const TfLiteEvalTensor* output, uint32_t types) {
  TF_LITE_ENSURE_STATUS(ExpectType(context, input->type, types));
  return output->type == input->type ? kTfLiteOk : RefuseOperatorType(context, output->type);
}

int ElementBytes(TfLiteType type) {
  constexpr uint32_t kOne = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteBool);
  constexpr uint32_t kTwo = Types(kTfLiteInt16, kTfLiteUInt16, kTfLiteFloat16, kTfLiteBFloat16);
  constexpr uint32_t kEight = Types(kTfLiteInt64, kTfLiteUInt64, kTfLiteFloat64, kTfLiteComplex64);
  return (kOne >> type & 1) != 0 ? 1 : (kTwo >> type & 1) != 0 ? 2 : (kEight >> type & 1) ? 8 : 4;
}

int ByteCount(const TfLiteEvalTensor* tensor) {
  uint32_t bytes = 0;
  TensorBytes(tensor->dims, tensor->type, &bytes);
  return static_cast<int>(bytes);
}

bool SameShape(const TfLiteIntArray* a, const TfLiteIntArray* b) {
  bool same = a->size == b->size;
  for (int i = 0; same && i < a->size; ++i) same = a->data[i] == b->data[i];
  return same;
}

TfLiteStatus ExpectSameShape(const TfLiteEvalTensor* input, const TfLiteEvalTensor* output) {
  return SameShape(input->dims, output->dims)
             ? kTfLiteOk
             : Refuse("input and output have different shapes", output->dims->size);
}

TfLiteStatus ExpectRows(TfLiteContext* context, const TfLiteNode* node, uint32_t types,
                        int* depth) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, types));
  TF_LITE_ENSURE_STATUS(ExpectSameShape(input, output));
  const int rank = input->dims->size;
  if (rank == 0) return Refuse("a scalar has no last dimension");
  *depth = input->dims->data[rank - 1];
  return kTfLiteOk;
}

TfLiteStatus ExpectIntegers(TfLiteContext* context, const TfLiteEvalTensor* tensor, int count) {
  TF_LITE_ENSURE_STATUS(ExpectType(context, tensor->type, Types(kTfLiteInt32, kTfLiteInt64)));
  const int elements = ElementCount(tensor->dims);
  return count < 0 || elements == count
             ? kTfLiteOk
             : Refuse("wrong number of axes, sizes or indices", elements);
}

int32_t IndexAt(const TfLiteEvalTensor* tensor, int i) {
  if (tensor->type == kTfLiteInt32) return tensor->data.i32[i];
  int64_t wide;  // the model aligns 8-byte constants to 4 bytes only
  __builtin_memcpy(&wide, tensor->data.uint8 + 8 * i, 8);
  return wide > INT32_MAX ? INT32_MAX : wide < INT32_MIN ? INT32_MIN : static_cast<int32_t>(wide);
}

void SetIndex(TfLiteEvalTensor* tensor, int i, int32_t value) {
  if (tensor->type == kTfLiteInt32) {
    tensor->data.i32[i] = value;
  } else {
    tensor->data.i64[i] = value;
  }
}

TfLiteStatus ResolveAxis(int axis, int rank, int* resolved) {
  if (axis < -rank || axis >= rank) return Refuse("axis out of range", axis);
  *resolved = axis < 0 ? axis + rank : axis;
  return kTfLiteOk;
}

void FillElements(uint8_t* output, int count, int bytes, const uint8_t* value) {
  for (int i = 0; i < count; ++i) {
    for (int b = 0; b < bytes; ++b) *output++ = value[b];
  }
}

}  // namespace tflite
