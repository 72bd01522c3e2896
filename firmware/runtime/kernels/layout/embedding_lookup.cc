// EMBEDDING_LOOKUP: rows of a table. INT8 tables also give floats, by their scale.
#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct EmbeddingData {
  float scale;  // of an INT8 table whose output is FLOAT32
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* rows = InputTensor(context, node, 0);
  const TfLiteEvalTensor* table = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectType(context, rows->type, Types(kTfLiteInt32)));
  TF_LITE_ENSURE_STATUS(ExpectType(context, table->type, Types(kTfLiteInt8, kTfLiteFloat32)));
  TF_LITE_ENSURE_STATUS(ExpectType(context, output->type, Types(table->type, kTfLiteFloat32)));
  if (rows->dims->size != 1 || table->dims->size < 2) {
    return Refuse("expected a vector of rows and a table", table->dims->size);
  }
  const int64_t elements =
      int64_t{rows->dims->data[0]} * (ElementCount(table->dims) / table->dims->data[0]);
  if (elements != ElementCount(output->dims)) {
    return Refuse("output has not the size of the rows", ElementCount(output->dims));
  }
  if (output->type == table->type) return kTfLiteOk;
  TensorQuantization of_table;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[1], &of_table));
  if (of_table.zero_point != 0) return Refuse("zero point must be 0", of_table.zero_point);
  static_cast<EmbeddingData*>(node->user_data)->scale = of_table.scale();
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* rows = InputTensor(context, node, 0);
  const TfLiteEvalTensor* table = InputTensor(context, node, 1);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int count = rows->dims->data[0];
  const int columns = ElementCount(output->dims) / count;
  const int bytes = columns * ElementBytes(output->type);
  const float scale = static_cast<const EmbeddingData*>(node->user_data)->scale;
  for (int i = 0; i < count; ++i) {
    const int32_t row = rows->data.i32[i];
    if (row < 0 || row >= table->dims->data[0]) return Refuse("index out of range", row);
    if (output->type == table->type) {
      FillElements(output->data.uint8 + i * bytes, 1, bytes, table->data.uint8 + row * bytes);
      continue;
    }
    for (int c = 0; c < columns; ++c) {
      output->data.f[i * columns + c] =
          scale * static_cast<float>(table->data.int8[row * columns + c]);
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_EMBEDDING_LOOKUP() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<EmbeddingData>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
