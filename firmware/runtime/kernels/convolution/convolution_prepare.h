// Parts of prepare of all kinds of convolutions. They are static, so that in a program with one
// kind the compiler merges them into their only caller.
#ifndef RUNTIME_KERNELS_CONVOLUTION_PREPARE_H_
#define RUNTIME_KERNELS_CONVOLUTION_PREPARE_H_

#include "kernels/convolution/convolution.h"
#include "kernels/math/quantization.h"
#include "kernels/support/kernel_support.h"
#include "kernels/support/padding.h"
#include "kernels/support/typed_registration.h"

namespace tflite {

// Scales of a quantised convolution of `channels` outputs; `image` is the number of the input.
[[maybe_unused]] static TfLiteStatus PrepareConvScales(TfLiteContext* context,
                                                       const TfLiteNode* node, int image,
                                                       int channels, TfLiteType type,
                                                       TfLiteFusedActivation activation,
                                                       ConvQuantization* q) {
  TensorQuantization input;
  TensorQuantization filter;
  TensorQuantization output;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[image], &input));
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
    const QuantizedMultiplier m = MultiplierOf(input.scale(), filter.scale(i), output.scale(),
                                               type == kTfLiteUInt8 ? kFloatProduct : 0);
    if (m.shift > 30) return Refuse("scales differ too much", m.shift);
    multipliers[i] = m.multiplier;
    shifts[i] = static_cast<int8_t>(m.shift);
  }
  q->multiplier = multipliers;
  q->shift = shifts;
  return kTfLiteOk;
}

static inline bool ConvBiasFits(const TfLiteEvalTensor* bias, TfLiteType type, int channels) {
  return bias == nullptr || (bias->type == type && ElementCount(bias->dims) == channels);
}

[[maybe_unused]] static TfLiteStatus PrepareConvPadding(const ConvShape& s, TfLitePadding padding,
                                                        ConvData* data) {
  int pad_h = 0;
  int pad_w = 0;
  if (padding != kTfLitePaddingUnknown) {
    // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): the shape was filled in.
    TF_LITE_ENSURE_STATUS(
        PadBefore(padding, s.in_h, s.out_h, s.k_h, s.stride_h, s.dilation_h, &pad_h));
    TF_LITE_ENSURE_STATUS(
        PadBefore(padding, s.in_w, s.out_w, s.k_w, s.stride_w, s.dilation_w, &pad_w));
  }
  data->pad_h = static_cast<int16_t>(pad_h);
  data->pad_w = static_cast<int16_t>(pad_w);
  return kTfLiteOk;
}

// int8 and uint8 activations, with weights of the same type unless they are packed ones, which have
// `unpacked` bytes of scratch memory before those of the inner loops.
[[maybe_unused]] static TfLiteStatus PrepareByteConvolution(
    TfLiteContext* context, TfLiteNode* node, const ConvShape& shape, TfLitePadding padding,
    TfLiteFusedActivation activation, TfLiteType packed = kTfLiteNoType, size_t unpacked = 0) {
  auto* data = static_cast<ConvData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(PrepareConvPadding(shape, padding, data));
  const TfLiteEvalTensor* filter = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (output->type != type) return RefuseOperatorType(context, output->type);
  if (filter->type != (packed != kTfLiteNoType ? packed : type)) {
    return RefuseOperatorType(context, filter->type, uint32_t{1} << kTfLiteInt4);
  }
  [[maybe_unused]] int loops = type == kTfLiteInt8 ? ConvolveInt8Scratch(shape) : 0;
  data->scratch = -1;
#if RUNTIME_FAST_UINT8
  if (type == kTfLiteUInt8) {
    const bool constant = InputTensor(context, node, 0)->data.data != nullptr;
    loops = constant ? 0 : ConvolveUint8Scratch(shape);
    if (constant) data->scratch = -2;
  }
#endif
  const size_t scratch = unpacked + static_cast<size_t>(loops);
  if (scratch != 0) {
    TF_LITE_ENSURE_STATUS(
        GetMicroContext(context)->RequestScratchBufferInArena(scratch, &data->scratch));
  }
  if (!ConvBiasFits(InputTensor(context, node, 2), kTfLiteInt32, shape.out_c)) {
    return Refuse("bias does not fit", shape.out_c);
  }
  return PrepareConvScales(context, node, 0, shape.out_c, type, activation, &data->quantization);
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLUTION_PREPARE_H_
