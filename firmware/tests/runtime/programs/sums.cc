#include "sums.h"

#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/tensor_ctypes.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/micro/kernels/kernel_util.h"
#include "tensorflow/lite/micro/memory_helpers.h"
#include "tensorflow/lite/micro/micro_log.h"

SumsCalls g_sums_calls;

namespace {

constexpr int kInputTensor = 0;
constexpr int kOutputTensor = 0;

struct OpData {
  int neighbours;
  int padded_index;  // scratch: the input behind zeros
  int32_t multiplier;
  int shift;
};

void* Init(TfLiteContext* context, const char* buffer, size_t length) {
  ++g_sums_calls.init;
  TFLITE_DCHECK(context->AllocatePersistentBuffer != nullptr);
  void* raw = context->AllocatePersistentBuffer(context, sizeof(OpData));
  auto* data = static_cast<OpData*>(raw);
  if (data != nullptr) data->neighbours = length > 0 ? buffer[0] : 0;
  return data;
}

void Free(TfLiteContext*, void*) { ++g_sums_calls.free; }
void Reset(TfLiteContext*, void* buffer) { g_sums_calls.reset += buffer != nullptr ? 1 : 0; }

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  ++g_sums_calls.prepare;
  auto* data = static_cast<OpData*>(node->user_data);
  TF_LITE_ENSURE_EQ(context, tflite::NumInputs(node), 1);
  TF_LITE_ENSURE_EQ(context, tflite::NumOutputs(node), 1);

  tflite::MicroContext* micro_context = tflite::GetMicroContext(context);
  TfLiteTensor* input = micro_context->AllocateTempInputTensor(node, kInputTensor);
  TF_LITE_ENSURE(context, input != nullptr);
  TfLiteTensor* output = micro_context->AllocateTempOutputTensor(node, kOutputTensor);
  TF_LITE_ENSURE(context, output != nullptr);
  TF_LITE_ENSURE_TYPES_EQ(context, input->type, kTfLiteInt8);
  TF_LITE_ENSURE_MSG(context, output->type == kTfLiteInt32, "sums are 32 bits wide");
  TF_LITE_ENSURE_EQ(context, tflite::NumDimensions(input), 2);
  TF_LITE_ENSURE_EQ(context, tflite::SizeOfDimension(input, 0), 1);
  TF_LITE_ENSURE(context, tflite::HaveSameShapes(input, output));
  TF_LITE_ENSURE_NEAR(context, input->params.scale, output->params.scale, 1e-6f);
  const auto* affine = static_cast<TfLiteAffineQuantization*>(input->quantization.params);
  TF_LITE_ENSURE_EQ(context, affine->scale->size, 1);
  const int count =
      tflite::MatchingFlatSize(tflite::GetTensorShape(input), tflite::GetTensorShape(output));

  tflite::QuantizeMultiplier(
      static_cast<double>(input->params.scale) / static_cast<double>(output->params.scale),
      &data->multiplier, &data->shift);
  const size_t bytes = tflite::AlignSizeUp(static_cast<size_t>(count + data->neighbours), 4);
  TF_LITE_ENSURE_STATUS(context->RequestScratchBufferInArena(context, bytes, &data->padded_index));
  micro_context->DeallocateTempTfLiteTensor(input);
  micro_context->DeallocateTempTfLiteTensor(output);
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  ++g_sums_calls.invoke;
  const auto& data = *static_cast<const OpData*>(node->user_data);
  const TfLiteEvalTensor* input = tflite::micro::GetEvalInput(context, node, kInputTensor);
  TfLiteEvalTensor* output = tflite::micro::GetEvalOutput(context, node, kOutputTensor);
  const int count = tflite::micro::GetTensorShape(input).Dims(1);
  auto* padded = static_cast<int8_t*>(context->GetScratchBuffer(context, data.padded_index));
  for (int i = 0; i < data.neighbours; ++i) padded[i] = 0;
  for (int i = 0; i < count; ++i) {
    padded[data.neighbours + i] = tflite::micro::GetTensorData<int8_t>(input)[i];
  }
  int32_t* sums = tflite::micro::GetTensorData<int32_t>(output);
  for (int i = 0; i < count; ++i) {
    int32_t sum = 0;
    for (int k = 0; k <= data.neighbours; ++k) sum += padded[i + k];
    sums[i] = tflite::MultiplyByQuantizedMultiplier(sum, data.multiplier, data.shift);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration* RegisterSums() {
  static TFLMRegistration registration =
      tflite::micro::RegisterOp(Init, Prepare, Invoke, Free, Reset);
  return &registration;
}
