#include "kernels/convolution/convolution_prepare.h"

namespace tflite {

TfLiteStatus PrepareConvolution(TfLiteContext* context, TfLiteNode* node, const ConvShape& shape,
                                TfLitePadding padding, TfLiteFusedActivation activation) {
  return PrepareByteConvolution(context, node, shape, padding, activation);
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
  } else if (RUNTIME_FAST_UINT8) {
    void* scratch =
        data->scratch >= 0 ? GetMicroContext(context)->GetScratchBuffer(data->scratch) : nullptr;
    ConvolveUint8(shape, q, const_cast<uint8_t*>(DataOf<uint8_t>(input)), data->scratch == -2,
                  DataOf<uint8_t>(filter), bias, scratch, MutableDataOf<uint8_t>(output));
  } else {
    ConvolveBytes(shape, q, 0x80, DataOf<uint8_t>(input), DataOf<uint8_t>(filter), bias,
                  MutableDataOf<uint8_t>(output));
  }
  return kTfLiteOk;
}

}  // namespace tflite
