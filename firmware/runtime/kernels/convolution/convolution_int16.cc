// Convolutions of int16 activations with int8 weights.
#include "kernels/convolution/convolution_prepare.h"
#include "kernels/convolution/convolve_loops.h"
#include "kernels/convolution/int16_output.h"

namespace tflite {

TfLiteStatus PrepareInt16Convolution(TfLiteContext* context, TfLiteNode* node,
                                     const ConvShape& shape, const ConvOptions& options) {
  auto* data = static_cast<ConvData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(PrepareConvPadding(shape, options.padding, data));
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  const TfLiteEvalTensor* bias = InputTensor(context, node, 2);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  if (output->type != kTfLiteInt16) return RefuseOperatorType(context, output->type);
  if (filter->type != kTfLiteInt8) return RefuseOperatorType(context, filter->type);
  const bool wide_only = options.absent_bias == kTfLiteInt64;
  if (!ConvBiasFits(bias, kTfLiteInt64, shape.out_c) &&
      (wide_only || !ConvBiasFits(bias, kTfLiteInt32, shape.out_c))) {
    return Refuse("bias does not fit", shape.out_c);
  }
  ConvQuantization& q = data->quantization;
  TF_LITE_ENSURE_STATUS(
      PrepareConvScales(context, node, 0, shape.out_c, kTfLiteInt16, options.activation, &q));
  if (q.input_zero != 0 || q.filter_zero != 0 || q.output_zero != 0) {
    return Refuse("zero points of int16 operators must be 0", q.input_zero);
  }
  const int count = q.channel_step == 0 ? 1 : shape.out_c;
  for (int i = 0; i < count; ++i) {
    if (q.shift[i] > 7) return Refuse("scales differ too much", q.shift[i]);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeInt16Convolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape,
                                    const ConvOptions& options) {
  const auto* data = static_cast<const ConvData*>(node->user_data);
  shape->pad_h = data->pad_h;
  shape->pad_w = data->pad_w;
  const TfLiteEvalTensor* bias = InputTensor(context, node, 2);
  const bool short_sums = HasShortSums(bias, options.absent_bias);
  int16_t* output = MutableDataOf<int16_t>(OutputTensor(context, node));
  ForEachSum<int64_t>(*shape, DataOf<int16_t>(InputTensor(context, node, 0)),
                      DataOf<int8_t>(InputTensor(context, node, 1)), [&](int c, int64_t sum) {
                        *output++ = static_cast<int16_t>(
                            Int16OutputOf(data->quantization, c, sum, bias, short_sums));
                      });
  return kTfLiteOk;
}

}  // namespace tflite
