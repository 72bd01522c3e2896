#include "kernels/convolution_prepare.h"

namespace tflite {

TfLiteStatus PrepareConvolution(TfLiteContext* context, TfLiteNode* node, const ConvShape& shape,
                                TfLitePadding padding, TfLiteFusedActivation activation) {
  auto* data = static_cast<ConvData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(PrepareConvPadding(shape, padding, data));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  const TfLiteEvalTensor* bias = InputTensor(context, node, 2);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  const TfLiteType type = input->type;
  if (output->type != type) return RefuseOperatorType(context, output->type);
  if (filter->type != type) return RefuseOperatorType(context, filter->type);
  const int scratch = type == kTfLiteInt8 ? ConvolveInt8Scratch(shape) : 0;
  data->scratch = -1;
  if (scratch != 0) {
    TF_LITE_ENSURE_STATUS(GetMicroContext(context)->RequestScratchBufferInArena(
        static_cast<size_t>(scratch), &data->scratch));
  }
  if (!ConvBiasFits(bias, kTfLiteInt32, shape.out_c)) {
    return Refuse("bias does not fit", shape.out_c);
  }
  return PrepareConvScales(context, node, 0, shape.out_c, type, activation, &data->quantization);
}

TfLiteStatus InvokeConvolution(TfLiteContext* context, TfLiteNode* node, ConvShape* s) {
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
