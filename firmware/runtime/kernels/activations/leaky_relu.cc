// LEAKY_RELU (one slope in the options) and PRELU (slopes in a tensor that is broadcast).
#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

constexpr int kMostDimensions = 6;

struct LeakyData {
  QuantizedMultiplier positive;  // input scale / output scale
  QuantizedMultiplier negative;  // the same times slope (LEAKY_RELU) or the scale of the slopes
  int32_t input_zero;
  int32_t slope_zero;
  int32_t output_zero;
  int32_t low, high;
};

float Magnitude(float x) { return FloatFromBits(FloatBits(x) & 0x7FFFFFFF); }
bool IsNegative(float x) { return FloatBits(x) >> 31 != 0; }

TfLiteStatus PrepareScales(TfLiteContext* context, const TfLiteNode* node, float slope_scale) {
  auto* data = static_cast<LeakyData*>(node->user_data);
  TensorQuantization in;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  const TfLiteType type = OutputTensor(context, node)->type;
  data->positive = MultiplierFor(type, in.scale(), 1.0f, out.scale());
  data->negative = {0, 0};
  if (FloatBits(slope_scale) != 0) {
    if (!IsValidScale(slope_scale)) return Refuse("slope must be finite");
    data->negative = MultiplierFor(type, in.scale(), slope_scale, out.scale());
  }
  if (data->positive.shift > 30 || data->negative.shift > 30) {
    return Refuse("scales differ too much", data->positive.shift);
  }
  data->input_zero = in.zero_point;
  data->output_zero = out.zero_point;
  TypeRange(type, &data->low, &data->high);
  return kTfLiteOk;
}

int32_t Finish(const LeakyData& data, int32_t value) {
  return Clamp(value, data.low - data.output_zero, data.high - data.output_zero) + data.output_zero;
}

template <TypeSet kKinds>
struct LeakyRelu {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    if (OutputTensor(context, node)->type != type) {
      return RefuseOperatorType(context, OutputTensor(context, node)->type);
    }
    if (type == kTfLiteFloat32) return kTfLiteOk;
    const float alpha = static_cast<const TfLiteLeakyReluParams*>(node->builtin_data)->alpha;
    return PrepareScales(context, node, Magnitude(alpha));
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const LeakyData*>(node->user_data);
    const float alpha = static_cast<const TfLiteLeakyReluParams*>(node->builtin_data)->alpha;
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int elements = ElementCount(input->dims);
    for (int i = 0; i < elements; ++i) {
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        const float x = input->data.f[i];
        output->data.f[i] = IsNegative(x) ? x * alpha : x;
      } else {
        const int32_t x = IntegerAt(input, i) - data.input_zero;
        const QuantizedMultiplier& scale = x >= 0 ? data.positive : data.negative;
        const int32_t value = Rescale(x, scale.multiplier, scale.shift);
        SetInteger(output, i, Finish(data, x < 0 && IsNegative(alpha) ? -value : value));
      }
    }
    return kTfLiteOk;
  }
};

// Index of the slope of element `i` of a tensor with `dims`; dimensions of the slopes are aligned
// to the right and 1 or equal.
int SlopeIndex(const TfLiteIntArray* dims, const TfLiteIntArray* slopes, int i) {
  int index = 0;
  int stride = 1;
  for (int back = 1; back <= slopes->size; ++back) {
    const int size = dims->data[dims->size - back];
    const int slope_size = slopes->data[slopes->size - back];
    if (slope_size != 1) index += i % size * stride;
    i /= size;
    stride *= slope_size;
  }
  return index;
}

bool Broadcasts(const TfLiteIntArray* dims, const TfLiteIntArray* slopes) {
  if (slopes->size > dims->size || dims->size > kMostDimensions) return false;
  for (int back = 1; back <= slopes->size; ++back) {
    const int size = slopes->data[slopes->size - back];
    if (size != 1 && size != dims->data[dims->size - back]) return false;
  }
  return true;
}

template <TypeSet kKinds>
struct Prelu {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 2, 1));
    TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    const TfLiteEvalTensor* slopes = InputTensor(context, node, 1);
    TF_LITE_ENSURE_STATUS(CheckType(context, input->type, kKinds));
    if (OutputTensor(context, node)->type != input->type) {
      return RefuseOperatorType(context, OutputTensor(context, node)->type);
    }
    const TfLiteType expected = input->type == kTfLiteInt16 ? kTfLiteInt8 : input->type;
    if (slopes->type != expected) return RefuseOperatorType(context, slopes->type);
    if (!Broadcasts(input->dims, slopes->dims)) {
      return Refuse("slopes do not fit the input", slopes->dims->size);
    }
    if (input->type == kTfLiteFloat32) return kTfLiteOk;
    TensorQuantization slope;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[1], &slope));
    static_cast<LeakyData*>(node->user_data)->slope_zero = slope.zero_point;
    return PrepareScales(context, node, slope.scale());
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const LeakyData*>(node->user_data);
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    const TfLiteEvalTensor* slopes = InputTensor(context, node, 1);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int elements = ElementCount(input->dims);
    for (int i = 0; i < elements; ++i) {
      const int at = SlopeIndex(input->dims, slopes->dims, i);
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        const float x = input->data.f[i];
        output->data.f[i] = IsNegative(x) ? x * slopes->data.f[at] : x;
      } else {
        const int32_t x = IntegerAt(input, i) - data.input_zero;
        const int32_t product = x >= 0 ? x : x * (IntegerAt(slopes, at) - data.slope_zero);
        const QuantizedMultiplier& scale = x >= 0 ? data.positive : data.negative;
        SetInteger(output, i, Finish(data, Rescale(product, scale.multiplier, scale.shift)));
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(LEAKY_RELU, LeakyData, LeakyRelu)
TYPED_REGISTRATIONS(PRELU, LeakyData, Prelu)

}  // namespace tflite
