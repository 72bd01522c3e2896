// DEPTHWISE_CONV_2D: input [b, h, w, c], weights [1, kh, kw, c * m], output [b, h', w', c * m];
// output channel c * m + i sees input channel c alone.
#include "kernels/convolution/convolution_kernel.h"

namespace tflite {
namespace {

TfLiteStatus GetShape(TfLiteContext* context, const TfLiteNode* node, ConvShape* shape) {
  const auto& params = *static_cast<const TfLiteDepthwiseConvParams*>(node->builtin_data);
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* filter = InputTensor(context, node, 1)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  if (in->size != 4 || filter->size != 4 || out->size != 4) {
    return Refuse("expected 4 dimensions", in->size);
  }
  ConvShape& s = *shape;
  s.batches = in->data[0];
  s.in_h = in->data[1];
  s.in_w = in->data[2];
  s.in_c = in->data[3];
  s.out_h = out->data[1];
  s.out_w = out->data[2];
  s.out_c = out->data[3];
  s.k_h = filter->data[1];
  s.k_w = filter->data[2];
  s.k_c = 1;
  s.stride_h = params.stride_height;
  s.stride_w = params.stride_width;
  s.dilation_h = params.dilation_height_factor;
  s.dilation_w = params.dilation_width_factor;
  s.filter_out = 1;
  s.filter_col = s.out_c;
  s.filter_row = MultiplyWrapping(s.k_w, s.out_c);
  if (out->data[0] != s.batches || filter->data[0] != 1 || filter->data[3] != s.out_c ||
      s.in_c == 0 || s.out_c == 0 || s.out_c % s.in_c != 0) {
    return Refuse("shapes of input, weights and output do not agree", s.out_c);
  }
  s.outputs_per_group = s.out_c / s.in_c;
  return kTfLiteOk;
}

struct DepthwiseConv2D {
  static TfLiteStatus Shape(TfLiteContext* context, const TfLiteNode* node, ConvShape* shape) {
    return GetShape(context, node, shape);
  }
  [[gnu::always_inline]] static ConvOptions Options(const TfLiteNode* node) {
    const auto& params = *static_cast<const TfLiteDepthwiseConvParams*>(node->builtin_data);
    return {PaddingIn(params.padding), ActivationIn(params.activation), kTfLiteInt64};
  }
};

template <TypeSet kKinds>
using Kernel = ConvolutionKernel<DepthwiseConv2D, kKinds>;

}  // namespace

CONVOLUTION_REGISTRATIONS(DEPTHWISE_CONV_2D, Kernel)

}  // namespace tflite
