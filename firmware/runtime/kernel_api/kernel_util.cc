// tensorflow/lite/kernels/kernel_util.h and tensorflow/lite/micro/kernels/kernel_util.h.
#include "tensorflow/lite/kernels/kernel_util.h"

#include "kernels/math/quantization.h"
#include "kernels/support/kernel_support.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/micro/kernels/kernel_util.h"

namespace tflite {

const TfLiteTensor* GetInput(const TfLiteContext* context, const TfLiteNode* node, int index) {
  return GetMicroContext(context)->AllocateTempInputTensor(node, index);
}

TfLiteTensor* GetVariableInput(TfLiteContext* context, const TfLiteNode* node, int index) {
  TfLiteTensor* tensor = GetMicroContext(context)->AllocateTempInputTensor(node, index);
  return tensor != nullptr && tensor->is_variable ? tensor : nullptr;
}

TfLiteTensor* GetOutput(TfLiteContext* context, const TfLiteNode* node, int index) {
  return GetMicroContext(context)->AllocateTempOutputTensor(node, index);
}

const TfLiteTensor* GetOptionalInputTensor(const TfLiteContext* context, const TfLiteNode* node,
                                           int index) {
  return GetInput(context, node, index);
}

TfLiteStatus CalculateActivationRangeQuantized(TfLiteContext* context,
                                               TfLiteFusedActivation activation,
                                               TfLiteTensor* output, int32_t* act_min,
                                               int32_t* act_max) {
  const TfLiteType type = output->type;
  if (type != kTfLiteInt8 && type != kTfLiteUInt8 && type != kTfLiteInt16)
    return RefuseOperatorType(context, type);
  if (!IsValidScale(output->params.scale)) return Refuse("scale is not positive");
  ActivationRange(activation, type, output->params.scale, output->params.zero_point, act_min,
                  act_max);
  return kTfLiteOk;
}

TfLiteStatus GetQuantizedConvolutionMultipler(TfLiteContext*, const TfLiteTensor* input,
                                              const TfLiteTensor* filter, TfLiteTensor* output,
                                              double* multiplier) {
  const double product =
      static_cast<double>(input->params.scale) * static_cast<double>(filter->params.scale);
  if (!(product >= 0)) return Refuse("scale is negative");
  *multiplier = product / static_cast<double>(output->params.scale);
  return kTfLiteOk;
}

TfLiteStatus GetQuantizedConvolutionMultipler(TfLiteContext* context, const TfLiteTensor* input,
                                              const TfLiteTensor* filter, const TfLiteTensor* bias,
                                              TfLiteTensor* output, double* multiplier) {
  if (bias != nullptr) {
    const double product =
        static_cast<double>(input->params.scale) * static_cast<double>(filter->params.scale);
    const double off = product - static_cast<double>(bias->params.scale);
    const double limit = 0.02 * static_cast<double>(output->params.scale);
    if (off > limit || -off > limit) return Refuse("scale of the bias is not input times weights");
  }
  return GetQuantizedConvolutionMultipler(context, input, filter, output, multiplier);
}

TfLiteStatus PopulateConvolutionQuantizationParams(
    TfLiteContext* context, const TfLiteTensor* input, const TfLiteTensor* filter,
    const TfLiteTensor* bias, TfLiteTensor* output, const TfLiteFusedActivation& activation,
    int32_t* multiplier, int* shift, int32_t* output_activation_min, int32_t* output_activation_max,
    int32_t* per_channel_multiplier, int32_t* per_channel_shift, int num_channels) {
  const auto* affine = static_cast<const TfLiteAffineQuantization*>(filter->quantization.params);
  if (filter->quantization.type != kTfLiteAffineQuantization || affine == nullptr ||
      (affine->scale->size != 1 && affine->scale->size != num_channels)) {
    return Refuse("scales do not match channels", num_channels);
  }
  for (int i = 0; i < num_channels; ++i) {
    const int channel = affine->scale->size > 1 ? i : 0;
    const double product = static_cast<double>(input->params.scale) *
                           static_cast<double>(affine->scale->data[channel]);
    int channel_shift;
    QuantizeMultiplier(product / static_cast<double>(output->params.scale),
                       &per_channel_multiplier[i], &channel_shift);
    per_channel_shift[i] = channel_shift;
  }
  if (affine->scale->size == 1) {
    double real = 0;
    TF_LITE_ENSURE_STATUS(
        GetQuantizedConvolutionMultipler(context, input, filter, bias, output, &real));
    QuantizeMultiplier(real, multiplier, shift);
  }
  return CalculateActivationRangeQuantized(context, activation, output, output_activation_min,
                                           output_activation_max);
}

namespace micro {

TFLMRegistration RegisterOp(void* (*init)(TfLiteContext*, const char*, size_t),
                            TfLiteStatus (*prepare)(TfLiteContext*, TfLiteNode*),
                            TfLiteStatus (*invoke)(TfLiteContext*, TfLiteNode*),
                            void (*free)(TfLiteContext*, void*),
                            void (*reset)(TfLiteContext*, void*)) {
  return {init, free, prepare, invoke, reset, 0, nullptr};
}

TFLMInferenceRegistration RegisterOp(TfLiteStatus (*invoke)(TfLiteContext*, TfLiteNode*),
                                     void (*reset)(TfLiteContext*, void*)) {
  return {invoke, reset};
}

TfLiteEvalTensor* GetMutableEvalInput(const TfLiteContext* context, const TfLiteNode* node,
                                      int index) {
  return InputTensor(const_cast<TfLiteContext*>(context), node, index);
}

const TfLiteEvalTensor* GetEvalInput(const TfLiteContext* context, const TfLiteNode* node,
                                     int index) {
  return GetMutableEvalInput(context, node, index);
}

TfLiteEvalTensor* GetEvalOutput(const TfLiteContext* context, const TfLiteNode* node, int index) {
  return OutputTensor(const_cast<TfLiteContext*>(context), node, index);
}

PaddingType RuntimePaddingType(TfLitePadding padding) {
  return padding == kTfLitePaddingSame    ? PaddingType::kSame
         : padding == kTfLitePaddingValid ? PaddingType::kValid
                                          : PaddingType::kNone;
}

TfLiteStatus CreateWritableTensorDimsWithCopy(TfLiteContext* context, TfLiteTensor* tensor,
                                              TfLiteEvalTensor* eval_tensor) {
  const TfLiteIntArray* from = tensor->dims;
  const size_t bytes = TfLiteIntArrayGetSizeInBytes(from->size);
  auto* copy = static_cast<TfLiteIntArray*>(AllocateFor(context, bytes, alignof(TfLiteIntArray)));
  if (copy == nullptr) return kTfLiteError;
  copy->size = from->size;
  for (int i = 0; i < from->size; ++i) copy->data[i] = from->data[i];
  tensor->dims = copy;
  eval_tensor->dims = copy;
  return kTfLiteOk;
}

}  // namespace micro
}  // namespace tflite
