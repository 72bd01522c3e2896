// AVERAGE_POOL_2D, MAX_POOL_2D and L2_POOL_2D.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_activation.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/kernel_support.h"
#include "kernels/support/padding.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

struct PoolData {
  int pad_h, pad_w;
  int32_t low, high;
};

// Taps of one window that lie in the image: rows [y0, y1), columns [x0, x1).
struct Window {
  int y0, y1, x0, x1;
};

int Smaller(int a, int b) { return a < b ? a : b; }
int Larger(int a, int b) { return a > b ? a : b; }

struct Average {
  // Rounded half away from zero.
  static int32_t Of(const Window& w, int32_t sum) {
    const int32_t taps = (w.y1 - w.y0) * (w.x1 - w.x0);
    return (sum > 0 ? sum + taps / 2 : sum - taps / 2) / taps;
  }
  static float Of(const Window& w, float sum) {
    return sum / static_cast<float>((w.y1 - w.y0) * (w.x1 - w.x0));
  }
  template <typename Value>
  static Value Start() {
    return 0;
  }
  static int32_t Add(int32_t sum, int32_t x) { return sum + x; }
  static float Add(float sum, float x) { return sum + x; }
  static constexpr bool kAdds = true;
};

struct Maximum {
  template <typename Value>
  static Value Of(const Window&, Value largest) {
    return largest;
  }
  template <typename Value>
  static Value Start() {
    return static_cast<Value>(-kLargestFloat);
  }
  template <typename Value>
  static Value Add(Value largest, Value x) {
    return largest > x ? largest : x;
  }
  static constexpr bool kAdds = false;
};

template <>
int32_t Maximum::Start<int32_t>() {
  return kMinInt32;
}

// Root of the mean of squares.
struct RootMeanSquare {
  static float Of(const Window& w, float sum) { return SqrtFloat(Average::Of(w, sum)); }
  template <typename Value>
  static Value Start() {
    return 0;
  }
  static float Add(float sum, float x) { return sum + x * x; }
  static constexpr bool kAdds = true;
};

// How elements are read and written. Values of bytes are those of signed ones, 128 more where they
// are unsigned (flip 0x80).
struct Bytes {
  using Element = uint8_t;
  using Value = int32_t;
  int32_t low, high;
  uint8_t flip;

  int32_t Load(uint8_t x) const { return static_cast<int8_t>(x ^ flip) + flip; }
  uint8_t Store(int32_t x) const { return static_cast<uint8_t>(Clamp(x, low, high)); }
};

struct Shorts {
  using Element = int16_t;
  using Value = int32_t;
  int32_t low, high;

  int32_t Load(int16_t x) const { return x; }
  int16_t Store(int32_t x) const { return static_cast<int16_t>(Clamp(x, low, high)); }
};

struct Floats {
  using Element = float;
  using Value = float;
  FloatRange range;

  float Load(float x) const { return x; }
  float Store(float x) const { return range.Clamp(x); }
};

template <typename Kind, typename Numbers>
void Pool(const TfLitePoolParams& params, const PoolData& data, const Numbers& numbers,
          const TfLiteEvalTensor* from, TfLiteEvalTensor* to) {
  using Element = typename Numbers::Element;
  const Element* input = DataOf<Element>(from);
  Element* output = MutableDataOf<Element>(to);
  const TfLiteIntArray* in = from->dims;
  const TfLiteIntArray* out = to->dims;
  const int height = in->data[1];
  const int width = in->data[2];
  const int depth = in->data[3];
  for (int b = 0; b < in->data[0]; ++b) {
    for (int oy = 0; oy < out->data[1]; ++oy) {
      for (int ox = 0; ox < out->data[2]; ++ox) {
        const int y = oy * params.stride_height - data.pad_h;
        const int x = ox * params.stride_width - data.pad_w;
        const Window w = {Larger(y, 0), Smaller(y + params.filter_height, height), Larger(x, 0),
                          Smaller(x + params.filter_width, width)};
        for (int c = 0; c < depth; ++c) {
          auto value = Kind::template Start<typename Numbers::Value>();
          for (int iy = w.y0; iy < w.y1; ++iy) {
            const Element* row = input + (iy * width + w.x0) * depth + c;
            for (int ix = w.x0; ix < w.x1; ++ix, row += depth) {
              value = Kind::Add(value, numbers.Load(*row));
            }
          }
          *output++ = numbers.Store(Kind::Of(w, value));
        }
      }
    }
    input += height * width * depth;
  }
}

TfLiteStatus PreparePool(TfLiteContext* context, TfLiteNode* node, bool adds) {
  const auto& params = *static_cast<const TfLitePoolParams*>(node->builtin_data);
  auto* data = static_cast<PoolData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  const TfLiteIntArray* in = input->dims;
  const TfLiteIntArray* out = output->dims;
  if (in->size != 4 || out->size != 4 || in->data[0] != out->data[0] ||
      in->data[3] != out->data[3]) {
    return Refuse("expected 4 dimensions, same batches and channels", in->size);
  }
  TF_LITE_ENSURE_STATUS(PadBefore(PaddingIn(params.padding), in->data[1], out->data[1],
                                  params.filter_height, params.stride_height, 1, &data->pad_h));
  TF_LITE_ENSURE_STATUS(PadBefore(PaddingIn(params.padding), in->data[2], out->data[2],
                                  params.filter_width, params.stride_width, 1, &data->pad_w));
  const int64_t taps = static_cast<int64_t>(Smaller(params.filter_height, in->data[1])) *
                       Smaller(params.filter_width, in->data[2]);
  // Sums must fit in 31 bits.
  if (adds && taps >> (input->type == kTfLiteInt16 ? 15 : 22) != 0)
    return Refuse("window is too large", params.filter_width);
  if (output->type != input->type) return RefuseOperatorType(context, output->type);
  if (input->type == kTfLiteFloat32) return kTfLiteOk;
  TensorQuantization from;
  TensorQuantization to;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &from));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &to));
  constexpr int32_t kMillionth = 2147;
  if (!AreNear(MultiplierOf(from.scale(), 1.0f, 1.0f), MultiplierOf(to.scale(), 1.0f, 1.0f),
               kMillionth)) {
    return Refuse("scales of input and output differ");
  }
  if (from.zero_point != to.zero_point) return Refuse("zero points differ", to.zero_point);
  ActivationRange(ActivationIn(params.activation), output->type, to.scale(), to.zero_point,
                  &data->low, &data->high);
  return kTfLiteOk;
}

template <typename Kind, TypeSet kKinds>
struct PoolKernel {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
    TF_LITE_ENSURE_STATUS(CheckType(context, InputTensor(context, node, 0)->type, kKinds));
    return PreparePool(context, node, Kind::kAdds);
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& params = *static_cast<const TfLitePoolParams*>(node->builtin_data);
    const auto& data = *static_cast<const PoolData*>(node->user_data);
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
      Pool<Kind>(params, data, Floats{RangeOf(ActivationIn(params.activation))}, input, output);
    } else if ((kKinds & kInt16Kinds) != 0 && input->type == kTfLiteInt16) {
      Pool<Kind>(params, data, Shorts{data.low, data.high}, input, output);
    } else if ((kKinds & kInt8Kinds) != 0) {
      const uint8_t flip = input->type == kTfLiteUInt8 ? 0x80 : 0;
      Pool<Kind>(params, data, Bytes{data.low, data.high, flip}, input, output);
    }
    return kTfLiteOk;
  }
};

TfLiteStatus PrepareL2(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  if (type != kTfLiteFloat32) return RefuseOperatorType(context, type);
  return PreparePool(context, node, RootMeanSquare::kAdds);
}

TfLiteStatus InvokeL2(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLitePoolParams*>(node->builtin_data);
  const auto& data = *static_cast<const PoolData*>(node->user_data);
  Pool<RootMeanSquare>(params, data, Floats{RangeOf(ActivationIn(params.activation))},
                       InputTensor(context, node, 0), OutputTensor(context, node));
  return kTfLiteOk;
}

template <TypeSet kKinds>
using AveragePool = PoolKernel<Average, kKinds>;
template <TypeSet kKinds>
using MaximumPool = PoolKernel<Maximum, kKinds>;

}  // namespace

TYPED_REGISTRATIONS(AVERAGE_POOL_2D, PoolData, AveragePool)
TYPED_REGISTRATIONS(MAX_POOL_2D, PoolData, MaximumPool)

const TFLMRegistration& Register_L2_POOL_2D() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<PoolData>, nullptr, PrepareL2, InvokeL2, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
