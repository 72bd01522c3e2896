// Convolutions of int8 activations with int4 weights. Weights lie two a byte, the first in the low
// half. Each inference unpacks them into scratch memory and runs the int8 loops, fast or small.
#include "kernels/convolution/convolution_prepare.h"

namespace tflite {
namespace {

// What the int8 loops use lies behind the weights, aligned to 16.
size_t UnpackedBytes(const TfLiteEvalTensor* filter) {
  return (static_cast<size_t>(ElementCount(filter->dims)) + 15) & ~size_t{15};
}

void Unpack(const TfLiteEvalTensor* filter, int8_t* weights) {
  const uint8_t* packed = filter->data.uint8;
  const int count = ElementCount(filter->dims);
  for (int i = 0; i < count; ++i) {
    const int pair = packed[i / 2];
    const int high = i % 2 != 0 ? pair & 0xF0 : pair << 4 & 0xF0;
    weights[i] = static_cast<int8_t>(static_cast<int8_t>(high) >> 4);
  }
}

}  // namespace

TfLiteStatus PrepareInt4Convolution(TfLiteContext* context, TfLiteNode* node,
                                    const ConvShape& shape, const ConvOptions& options) {
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (type != kTfLiteInt8) return RefuseOperatorType(context, kTfLiteInt4);
  TF_LITE_ENSURE_STATUS(PrepareByteConvolution(context, node, shape, options.padding,
                                               options.activation, kTfLiteInt4,
                                               UnpackedBytes(InputTensor(context, node, 1))));
  const int32_t zero = static_cast<const ConvData*>(node->user_data)->quantization.filter_zero;
  return zero == 0 ? kTfLiteOk : Refuse("zero point of weights must be 0", zero);
}

TfLiteStatus InvokeInt4Convolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape) {
  const auto* data = static_cast<const ConvData*>(node->user_data);
  shape->pad_h = data->pad_h;
  shape->pad_w = data->pad_w;
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  auto* weights = static_cast<int8_t*>(GetMicroContext(context)->GetScratchBuffer(data->scratch));
  Unpack(filter, weights);
  ConvolveInt8(*shape, data->quantization, DataOf<int8_t>(InputTensor(context, node, 0)), weights,
               DataOf<int32_t>(InputTensor(context, node, 2)), weights + UnpackedBytes(filter),
               MutableDataOf<int8_t>(OutputTensor(context, node)));
  return kTfLiteOk;
}

}  // namespace tflite
