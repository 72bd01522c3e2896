// TRANSPOSE_CONV: inputs are the output shape (not read: the output tensor has it), weights
// [out, kh, kw, in], the image [b, h, w, in] and bias [out]; output [b, h', w', out]. Each output
// gathers its products, so that no memory for sums is needed.
#include "kernels/convolution/convolution_prepare.h"
#include "kernels/convolution/int16_output.h"
#include "kernels/math/float_activation.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

constexpr int kWeights = 1;
constexpr int kImage = 2;
constexpr int kBias = 3;

// The convolution whose transpose this is has the image as its output.
TfLiteStatus GetShape(TfLiteContext* context, const TfLiteNode* node, ConvShape* shape) {
  const auto& params = *static_cast<const TfLiteTransposeConvParams*>(node->builtin_data);
  const TfLiteIntArray* weights = InputTensor(context, node, kWeights)->dims;
  const TfLiteIntArray* image = InputTensor(context, node, kImage)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  if (weights->size != 4 || image->size != 4 || out->size != 4) {
    return Refuse("expected 4 dimensions", image->size);
  }
  *shape = {};
  ConvShape& s = *shape;
  s.batches = image->data[0];
  s.out_h = image->data[1];
  s.out_w = image->data[2];
  s.out_c = image->data[3];
  s.in_h = out->data[1];
  s.in_w = out->data[2];
  s.in_c = out->data[3];
  s.k_h = weights->data[1];
  s.k_w = weights->data[2];
  s.stride_h = params.stride_height;
  s.stride_w = params.stride_width;
  s.dilation_h = 1;
  s.dilation_w = 1;
  if (out->data[0] != s.batches || weights->data[0] != s.in_c || weights->data[3] != s.out_c) {
    return Refuse("shapes of input, weights and output do not agree", s.in_c);
  }
  return kTfLiteOk;
}

struct ZeroPoints {
  int32_t image, weights;
};

// The numbers that images hold, and the type of the weights.
template <typename Image>
struct Numbers {
  using Weight = int8_t;
  static int32_t Product(Image x, int8_t w, ZeroPoints zero) { return (x - zero.image) * w; }
};

template <>
struct Numbers<uint8_t> {
  using Weight = uint8_t;
  static int32_t Product(uint8_t x, uint8_t w, ZeroPoints zero) {
    return (x - zero.image) * (w - zero.weights);
  }
};

template <>
struct Numbers<float> {
  using Weight = float;
  static float Product(float x, float w, ZeroPoints) { return x * w; }
};

template <typename Sum, typename Image>
Sum SumAt(const ConvShape& s, const Image* image, const void* weights, ZeroPoints zero, int y,
          int x, int channel) {
  using Weight = typename Numbers<Image>::Weight;
  const Weight* filter = static_cast<const Weight*>(weights) + channel * s.k_h * s.k_w * s.out_c;
  Sum sum = 0;
  for (int ky = 0; ky < s.k_h; ++ky) {
    const int from_y = y + s.pad_h - ky;
    if (from_y < 0 || from_y % s.stride_h != 0 || from_y / s.stride_h >= s.out_h) continue;
    for (int kx = 0; kx < s.k_w; ++kx) {
      const int from_x = x + s.pad_w - kx;
      if (from_x < 0 || from_x % s.stride_w != 0 || from_x / s.stride_w >= s.out_w) continue;
      const Image* in = image + (from_y / s.stride_h * s.out_w + from_x / s.stride_w) * s.out_c;
      const Weight* w = filter + (ky * s.k_w + kx) * s.out_c;
      for (int c = 0; c < s.out_c; ++c) {
        sum += static_cast<Sum>(Numbers<Image>::Product(in[c], w[c], zero));
      }
    }
  }
  return sum;
}

template <typename Sum, typename Image, typename Store>
void ForEachOutput(const ConvShape& s, const TfLiteEvalTensor* from,
                   const TfLiteEvalTensor* weights, ZeroPoints zero, Store store) {
  const Image* image = DataOf<Image>(from);
  for (int b = 0; b < s.batches; ++b) {  // NOLINT(clang-analyzer-core.*): checked
    for (int y = 0; y < s.in_h; ++y) {   // NOLINT(clang-analyzer-core.*): checked
      for (int x = 0; x < s.in_w; ++x) {
        for (int c = 0; c < s.in_c; ++c) {
          store(c, SumAt<Sum>(s, image, weights->data.data, zero, y, x, c));
        }
      }
    }
    image += s.out_h * s.out_w * s.out_c;
  }
}

TfLiteStatus PrepareQuantised(TfLiteContext* context, TfLiteNode* node, const ConvShape& shape) {
  const auto& params = *static_cast<const TfLiteTransposeConvParams*>(node->builtin_data);
  auto* data = static_cast<ConvData*>(node->user_data);
  const TfLiteType type = InputTensor(context, node, kImage)->type;
  const TfLiteType weights = InputTensor(context, node, kWeights)->type;
  if (weights != (type == kTfLiteUInt8 ? kTfLiteUInt8 : kTfLiteInt8)) {
    return RefuseOperatorType(context, weights);
  }
  const TfLiteEvalTensor* bias = InputTensor(context, node, kBias);
  const TfLiteType bias_type = type != kTfLiteInt16                            ? kTfLiteInt32
                               : bias != nullptr && bias->type == kTfLiteInt16 ? kTfLiteInt16
                                                                               : kTfLiteInt64;
  if (!ConvBiasFits(bias, bias_type, shape.in_c)) {
    return Refuse("bias does not fit", shape.in_c);
  }
  ConvQuantization& q = data->quantization;
  TF_LITE_ENSURE_STATUS(PrepareConvScales(context, node, kImage, shape.in_c, type,
                                          ActivationIn(params.activation), &q));
  if (q.filter_zero != 0 && type != kTfLiteUInt8)
    return Refuse("zero point of weights must be 0", q.filter_zero);
  if (type != kTfLiteInt16) return kTfLiteOk;
  if (q.input_zero != 0 || q.output_zero != 0) {
    return Refuse("zero points of int16 operators must be 0", q.input_zero);
  }
  const int count = q.channel_step == 0 ? 1 : shape.in_c;
  for (int i = 0; i < count; ++i) {
    if (q.shift[i] > 7) return Refuse("scales differ too much", q.shift[i]);
  }
  return kTfLiteOk;
}

template <TypeSet kKinds>
struct TransposeConv {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 3, 1));
    const TfLiteType type = InputTensor(context, node, kImage)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    if (OutputTensor(context, node)->type != type) {
      return RefuseOperatorType(context, OutputTensor(context, node)->type);
    }
    ConvShape shape;
    TF_LITE_ENSURE_STATUS(GetShape(context, node, &shape));
    const auto& params = *static_cast<const TfLiteTransposeConvParams*>(node->builtin_data);
    TF_LITE_ENSURE_STATUS(PrepareConvPadding(shape, PaddingIn(params.padding),
                                             static_cast<ConvData*>(node->user_data)));
    if (type != kTfLiteFloat32) return PrepareQuantised(context, node, shape);
    const TfLiteType weights = InputTensor(context, node, kWeights)->type;
    if (weights != type) return RefuseOperatorType(context, weights);
    return ConvBiasFits(InputTensor(context, node, kBias), type, shape.in_c)
               ? kTfLiteOk
               : Refuse("bias does not fit", shape.in_c);
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto* data = static_cast<const ConvData*>(node->user_data);
    const auto& params = *static_cast<const TfLiteTransposeConvParams*>(node->builtin_data);
    const ConvQuantization& q = data->quantization;
    ConvShape shape;
    TF_LITE_ENSURE_STATUS(GetShape(context, node, &shape));
    shape.pad_h = data->pad_h;
    shape.pad_w = data->pad_w;
    const TfLiteEvalTensor* image = InputTensor(context, node, kImage);
    const TfLiteEvalTensor* weights = InputTensor(context, node, kWeights);
    const TfLiteEvalTensor* bias = InputTensor(context, node, kBias);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    int at = 0;
    if ((kKinds & kFloatKinds) != 0 && image->type == kTfLiteFloat32) {
      const FloatRange range = RangeOf(ActivationIn(params.activation));
      const float* terms = DataOf<float>(bias);
      ForEachOutput<float, float>(shape, image, weights, {}, [&](int c, float sum) {
        output->data.f[at++] = range.Clamp(terms != nullptr ? sum + terms[c] : sum);
      });
    } else if ((kKinds & kInt16Kinds) != 0 && image->type == kTfLiteInt16) {
      const bool short_bias = bias != nullptr && bias->type == kTfLiteInt16;
      ForEachOutput<int64_t, int16_t>(shape, image, weights, {}, [&](int c, int64_t sum) {
        if (short_bias) sum += bias->data.i16[c];
        output->data.i16[at++] =
            static_cast<int16_t>(Int16OutputOf(q, c, sum, short_bias ? nullptr : bias, false));
      });
    } else if ((kKinds & kInt8Kinds) != 0) {
      const ZeroPoints zero = {q.input_zero, q.filter_zero};
      const auto store = [&](int c, uint32_t sum) {
        output->data.int8[at++] =
            static_cast<int8_t>(OutputOf(q, c, static_cast<int32_t>(sum), DataOf<int32_t>(bias)));
      };
      if (image->type == kTfLiteUInt8) {
        ForEachOutput<uint32_t, uint8_t>(shape, image, weights, zero, store);
      } else {
        ForEachOutput<uint32_t, int8_t>(shape, image, weights, zero, store);
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(TRANSPOSE_CONV, ConvData, TransposeConv)

}  // namespace tflite
