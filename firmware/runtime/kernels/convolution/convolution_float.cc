// Convolutions in float32.
#include "kernels/convolution/convolution_prepare.h"
#include "kernels/convolution/convolve_loops.h"
#include "kernels/math/float_activation.h"

namespace tflite {

TfLiteStatus PrepareFloatConvolution(TfLiteContext* context, TfLiteNode* node,
                                     const ConvShape& shape, const ConvOptions& options) {
  TF_LITE_ENSURE_STATUS(
      PrepareConvPadding(shape, options.padding, static_cast<ConvData*>(node->user_data)));
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  if (output->type != kTfLiteFloat32) return RefuseOperatorType(context, output->type);
  if (filter->type != kTfLiteFloat32) return RefuseOperatorType(context, filter->type);
  return ConvBiasFits(InputTensor(context, node, 2), kTfLiteFloat32, shape.out_c)
             ? kTfLiteOk
             : Refuse("bias does not fit", shape.out_c);
}

TfLiteStatus InvokeFloatConvolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape,
                                    const ConvOptions& options) {
  const auto* data = static_cast<const ConvData*>(node->user_data);
  shape->pad_h = data->pad_h;
  shape->pad_w = data->pad_w;
  const FloatRange range = RangeOf(options.activation);
  const float* bias = DataOf<float>(InputTensor(context, node, 2));
  float* output = MutableDataOf<float>(OutputTensor(context, node));
  ForEachSum<float>(*shape, DataOf<float>(InputTensor(context, node, 0)),
                    DataOf<float>(InputTensor(context, node, 1)), [&](int c, float sum) {
                      *output++ = range.Clamp(bias != nullptr ? sum + bias[c] : sum);
                    });
  return kTfLiteOk;
}

}  // namespace tflite
