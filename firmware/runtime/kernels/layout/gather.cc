// GATHER and GATHER_ND. An index outside of its dimension is an error.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct GatherData {
  int axis, batch_dims;
};

TfLiteStatus ExpectGatherTensors(TfLiteContext* context, const TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  TF_LITE_ENSURE_STATUS(
      ExpectSameType(context, InputTensor(context, node, 0), OutputTensor(context, node),
                     Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt32, kTfLiteFloat32)));
  return ExpectType(context, InputTensor(context, node, 1)->type, Types(kTfLiteInt32));
}

TfLiteStatus ExpectOutput(int64_t elements, const TfLiteEvalTensor* output) {
  const int given = ElementCount(output->dims);
  return elements == given ? kTfLiteOk
                           : Refuse("output has not the gathered number of elements", given);
}

bool IsIndex(int32_t index, int32_t size) {
  if (index >= 0 && index < size) return true;
  Refuse("index out of range", index);
  return false;
}

void Copy(const uint8_t* from, int bytes, uint8_t* to) {
  for (int i = 0; i < bytes; ++i) to[i] = from[i];
}

TfLiteStatus PrepareGather(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<GatherData*>(node->user_data);
  const auto& params = *static_cast<const TfLiteGatherParams*>(node->builtin_data);
  TF_LITE_ENSURE_STATUS(ExpectGatherTensors(context, node));
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* positions = InputTensor(context, node, 1)->dims;
  TF_LITE_ENSURE_STATUS(ResolveAxis(params.axis, in->size, &data->axis));
  const int rank = positions->size;
  const int batch_dims = params.batch_dims;
  if (batch_dims < -rank || batch_dims > rank) {
    return Refuse("batch_dims out of range", batch_dims);
  }
  data->batch_dims = batch_dims < 0 ? batch_dims + rank : batch_dims;
  if (data->batch_dims > data->axis) return Refuse("batch_dims after the axis", batch_dims);
  for (int d = 0; d < data->batch_dims; ++d) {
    if (positions->data[d] != in->data[d]) return Refuse("batches differ; dimension", d);
  }
  const int64_t rest = ElementCount(in) / in->data[data->axis];
  return ExpectOutput(rest * ElementCount(positions, data->batch_dims, rank),
                      OutputTensor(context, node));
}

TfLiteStatus InvokeGather(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const GatherData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* positions = InputTensor(context, node, 1);
  const TfLiteIntArray* dims = input->dims;
  const int batches = ElementCount(dims, 0, data.batch_dims);
  const int outer = ElementCount(dims, data.batch_dims, data.axis);
  const int size = dims->data[data.axis];
  const int bytes = ElementCount(dims, data.axis + 1, dims->size) * ElementBytes(input->type);
  const int count = ElementCount(positions->dims, data.batch_dims, positions->dims->size);
  const uint8_t* from = input->data.uint8;
  uint8_t* to = OutputTensor(context, node)->data.uint8;
  for (int b = 0; b < batches; ++b) {
    for (int o = 0; o < outer; ++o, from += size * bytes) {
      for (int i = 0; i < count; ++i, to += bytes) {
        const int32_t index = positions->data.i32[b * count + i];
        if (!IsIndex(index, size)) return kTfLiteError;
        Copy(from + index * bytes, bytes, to);
      }
    }
  }
  return kTfLiteOk;
}

TfLiteStatus PrepareGatherNd(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectGatherTensors(context, node));
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* indices = InputTensor(context, node, 1)->dims;
  if (indices->size < 1) return Refuse("indices are no vectors", indices->size);
  const int depth = indices->data[indices->size - 1];
  if (depth > in->size) return Refuse("more indices than dimensions", depth);
  const int64_t slices = ElementCount(indices, 0, indices->size - 1);
  return ExpectOutput(slices * ElementCount(in, depth, in->size), OutputTensor(context, node));
}

TfLiteStatus InvokeGatherNd(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* indices = InputTensor(context, node, 1);
  const TfLiteIntArray* dims = input->dims;
  const int last = indices->dims->size - 1;
  const int depth = indices->dims->data[last];
  const int slices = ElementCount(indices->dims, 0, last);
  const int bytes = ElementCount(dims, depth, dims->size) * ElementBytes(input->type);
  const int32_t* at = indices->data.i32;
  uint8_t* to = OutputTensor(context, node)->data.uint8;
  for (int s = 0; s < slices; ++s, to += bytes) {
    int position = 0;  // in slices
    for (int d = 0; d < depth; ++d) {
      const int32_t index = *at++;
      if (!IsIndex(index, dims->data[d])) return kTfLiteError;
      position = position * dims->data[d] + index;
    }
    Copy(input->data.uint8 + position * bytes, bytes, to);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_GATHER() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<GatherData>, nullptr, PrepareGather, InvokeGather, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_GATHER_ND() {
  static constexpr TFLMRegistration kRegistration = {
      nullptr, nullptr, PrepareGatherNd, InvokeGatherNd, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
