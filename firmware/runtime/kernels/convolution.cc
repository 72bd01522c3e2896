#include "kernels/convolution.h"

#include "kernels/kernel_support.h"
#include "kernels/padding.h"
#include "kernels/quantization.h"

namespace tflite {

TfLiteStatus PrepareConvScales(TfLiteContext* context, const TfLiteNode* node, int channels,
                               TfLiteType type, TfLiteFusedActivation activation,
                               ConvQuantization* q) {
  TensorQuantization input;
  TensorQuantization filter;
  TensorQuantization output;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &input));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[1], &filter));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &output));
  const int count = filter.scales->size;
  if (count != 1 && count != channels) return Refuse("scales do not match channels", count);
  q->input_zero = input.zero_point;
  q->filter_zero = filter.zero_point;
  q->output_zero = output.zero_point;
  q->channel_step = count == 1 ? 0 : 1;
  ActivationRange(activation, type, output.scale(), output.zero_point, &q->low, &q->high);

  auto* multipliers = Allocate<int32_t>(context, count);
  auto* shifts = Allocate<int8_t>(context, count);
  if (multipliers == nullptr || shifts == nullptr) return kTfLiteError;
  for (int i = 0; i < count; ++i) {
    const QuantizedMultiplier m = MultiplierOf(input.scale(), filter.scale(i), output.scale());
    if (m.shift > 30) return Refuse("scales differ too much", m.shift);
    multipliers[i] = m.multiplier;
    shifts[i] = static_cast<int8_t>(m.shift);
  }
  q->multiplier = multipliers;
  q->shift = shifts;
  return kTfLiteOk;
}

bool ConvBiasFits(const TfLiteEvalTensor* bias, TfLiteType type, int channels) {
  return bias == nullptr || (bias->type == type && ElementCount(bias->dims) == channels);
}

TfLiteStatus PrepareConvPadding(const ConvShape& s, TfLitePadding padding, ConvData* data) {
  int pad_h = 0;
  int pad_w = 0;
  if (padding != kTfLitePaddingUnknown) {
    TF_LITE_ENSURE_STATUS(
        PadBefore(padding, s.in_h, s.out_h, s.k_h, s.stride_h, s.dilation_h, &pad_h));
    TF_LITE_ENSURE_STATUS(
        PadBefore(padding, s.in_w, s.out_w, s.k_w, s.stride_w, s.dilation_w, &pad_w));
  }
  data->pad_h = static_cast<int16_t>(pad_h);
  data->pad_w = static_cast<int16_t>(pad_w);
  return kTfLiteOk;
}

TfLiteStatus PrepareConvolution(TfLiteContext* context, TfLiteNode* node, const ConvShape& shape,
                                const ConvOptions& options) {
  auto* data = static_cast<ConvData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(PrepareConvPadding(shape, options.padding, data));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  const TfLiteEvalTensor* bias = InputTensor(context, node, 2);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  const TfLiteType type = input->type;
  if (output->type != type) return RefuseType(output->type);
  if (filter->type != type) return RefuseType(filter->type);
  const int scratch = type == kTfLiteInt8 ? ConvolveInt8Scratch(shape) : 0;
  data->scratch = -1;
  if (scratch != 0) {
    TF_LITE_ENSURE_STATUS(GetMicroContext(context)->RequestScratchBufferInArena(
        static_cast<size_t>(scratch), &data->scratch));
  }
  if (!ConvBiasFits(bias, kTfLiteInt32, shape.out_c)) {
    return Refuse("bias does not fit", shape.out_c);
  }
  return PrepareConvScales(context, node, shape.out_c, type, options.activation,
                           &data->quantization);
}

TfLiteStatus InvokeConvolution(TfLiteContext* context, TfLiteNode* node, ConvShape* s,
                               const ConvOptions&) {
  const auto* data = static_cast<const ConvData*>(node->user_data);
  s->pad_h = data->pad_h;
  s->pad_w = data->pad_w;
  const ConvShape& shape = *s;
  const ConvQuantization& q = data->quantization;
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  const int32_t* bias = DataOf<int32_t>(InputTensor(context, node, 2));
  TfLiteEvalTensor* output = OutputTensor(context, node);
  if (input->type == kTfLiteInt8) {
    void* scratch =
        data->scratch >= 0 ? GetMicroContext(context)->GetScratchBuffer(data->scratch) : nullptr;
    ConvolveInt8(shape, q, DataOf<int8_t>(input), DataOf<int8_t>(filter), bias, scratch,
                 MutableDataOf<int8_t>(output));
  } else {
    ConvolveBytes(shape, q, 0x80, DataOf<uint8_t>(input), DataOf<uint8_t>(filter), bias,
                  MutableDataOf<uint8_t>(output));
  }
  return kTfLiteOk;
}

}  // namespace tflite
