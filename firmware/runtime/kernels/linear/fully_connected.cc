// FULLY_CONNECTED: input flattened to [b, in], weights [out, in], output [b, out]: a convolution of
// b images of one pixel.
#include "kernels/convolution/convolution_kernel.h"

namespace tflite {
namespace {

TfLiteStatus GetShape(TfLiteContext* context, const TfLiteNode* node, ConvShape* shape) {
  const auto& params = *static_cast<const TfLiteFullyConnectedParams*>(node->builtin_data);
  if (params.weights_format != kTfLiteFullyConnectedWeightsFormatDefault) {
    return Refuse("shuffled weights are not supported", params.weights_format);
  }
  const TfLiteIntArray* filter = InputTensor(context, node, 1)->dims;
  if (filter->size != 2 || filter->data[0] == 0 || filter->data[1] == 0) {
    return Refuse("expected weights of 2 dimensions", filter->size);
  }
  const int out = filter->data[0];
  const int in = filter->data[1];
  const int outputs = ElementCount(OutputTensor(context, node)->dims);
  const int batches = outputs / out;
  if (batches * out != outputs ||
      static_cast<int64_t>(batches) * in != ElementCount(InputTensor(context, node, 0)->dims)) {
    return Refuse("shapes of input, weights and output do not agree", outputs);
  }
  *shape = {batches, 1, 1, in, 1, 1, out, 1, 1, in, 1, 1, 1, 1, 0, 0, out, in, in, in};
  return kTfLiteOk;
}

struct FullyConnected {
  static TfLiteStatus Shape(TfLiteContext* context, const TfLiteNode* node, ConvShape* shape) {
    return GetShape(context, node, shape);
  }
  [[gnu::always_inline]] static ConvOptions Options(const TfLiteNode* node) {
    const auto& params = *static_cast<const TfLiteFullyConnectedParams*>(node->builtin_data);
    return {kTfLitePaddingUnknown, ActivationIn(params.activation), params.quantized_bias_type};
  }
};

template <TypeSet kKinds>
using Kernel = ConvolutionKernel<FullyConnected, kKinds>;

}  // namespace

CONVOLUTION_REGISTRATIONS(FULLY_CONNECTED, Kernel)

}  // namespace tflite
