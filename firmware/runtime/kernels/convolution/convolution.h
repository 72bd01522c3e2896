// CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED are one computation: output channel o of a pixel
// is a sum over a window of the image and over k_c of its input channels. They differ in which
// input channels belong to o (groups) and in how the weights lie in memory (the three filter
// strides).
#ifndef RUNTIME_KERNELS_CONVOLUTION_H_
#define RUNTIME_KERNELS_CONVOLUTION_H_

#include "kernels/math/fixed_point.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"

namespace tflite {

// Activations are NHWC. Padding is before the image; taps outside of the image are skipped.
struct ConvShape {
  int batches;
  int in_h, in_w, in_c;
  int out_h, out_w, out_c;
  int k_h, k_w, k_c;  // k_c: input channels of one output channel
  int stride_h, stride_w;
  int dilation_h, dilation_w;
  int pad_h, pad_w;
  int outputs_per_group;                   // output channels that share their k_c input channels
  int filter_out, filter_row, filter_col;  // strides of the weights, in elements

  int FirstInputChannel(int out_channel) const { return out_channel / outputs_per_group * k_c; }
};

// How sums become outputs: clamp(Rescale(sum, multiplier[c], shift[c]) + output_zero). With one
// scale for all channels channel_step is 0, else 1. Float operators use only low and high, as bits.
struct ConvQuantization {
  int32_t input_zero;
  int32_t filter_zero;  // not 0 in uint8 models only
  int32_t output_zero;
  int32_t low, high;
  const int32_t* multiplier;
  const int8_t* shift;
  int channel_step;
};

// The output of channel `c` from its sum without bias.
static inline int32_t OutputOf(const ConvQuantization& q, int c, int32_t sum, const int32_t* bias) {
  if (bias != nullptr) {
    sum = static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(bias[c]));
  }
  c *= q.channel_step;
  const int32_t scaled = Rescale(sum, q.multiplier[c], q.shift[c]);
  return Clamp(scaled, q.low - q.output_zero, q.high - q.output_zero) + q.output_zero;
}

struct ConvData {
  ConvQuantization quantization;
  int16_t pad_h, pad_w;
  int scratch;  // index of the scratch buffer, -1: none, -2: none, and the input is constant
};

// The inner loops, one file a type and a specialisation. `bias` may be null. ConvolveInt8 gets as
// many bytes of scratch memory, aligned to 16, as ConvolveInt8Scratch asks for; null when 0.
int ConvolveInt8Scratch(const ConvShape& shape);
void ConvolveInt8(const ConvShape& shape, const ConvQuantization& q, const int8_t* input,
                  const int8_t* filter, const int32_t* bias, void* scratch, int8_t* output);

// The readable loops for signed bytes (flip 0) and unsigned ones (0x80).
void ConvolveBytes(const ConvShape& shape, const ConvQuantization& q, uint8_t flip,
                   const uint8_t* input, const uint8_t* filter, const int32_t* bias,
                   uint8_t* output);

// RUNTIME_FAST_UINT8 is what TYPES of runtime.mk sets where the kernels are the fast ones: uint8
// has loops of its own. They change `input` and restore it, unless it is constant.
#ifndef RUNTIME_FAST_UINT8
#define RUNTIME_FAST_UINT8 0
#endif
int ConvolveUint8Scratch(const ConvShape& shape);
void ConvolveUint8(const ConvShape& shape, const ConvQuantization& q, uint8_t* input, bool constant,
                   const uint8_t* filter, const int32_t* bias, void* scratch, uint8_t* output);

// What the options say. FULLY_CONNECTED has no padding: Unknown.
struct ConvOptions {
  TfLitePadding padding;
  TfLiteFusedActivation activation;
  TfLiteType absent_bias;  // int16 activations: type of the sums when there is no bias
};

// The rest of prepare, given all of the shape but its padding; one a kind of numbers.
TfLiteStatus PrepareConvolution(TfLiteContext* context, TfLiteNode* node, const ConvShape& shape,
                                TfLitePadding padding, TfLiteFusedActivation activation);
TfLiteStatus PrepareInt16Convolution(TfLiteContext* context, TfLiteNode* node,
                                     const ConvShape& shape, const ConvOptions& options);
TfLiteStatus PrepareFloatConvolution(TfLiteContext* context, TfLiteNode* node,
                                     const ConvShape& shape, const ConvOptions& options);
TfLiteStatus PrepareInt4Convolution(TfLiteContext* context, TfLiteNode* node,
                                    const ConvShape& shape, const ConvOptions& options);

// Computes the outputs; the shape is built anew at each inference rather than kept in the arena.
TfLiteStatus InvokeConvolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape);
TfLiteStatus InvokeInt16Convolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape,
                                    const ConvOptions& options);
TfLiteStatus InvokeFloatConvolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape,
                                    const ConvOptions& options);
TfLiteStatus InvokeInt4Convolution(TfLiteContext* context, TfLiteNode* node, ConvShape* shape);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLUTION_H_
