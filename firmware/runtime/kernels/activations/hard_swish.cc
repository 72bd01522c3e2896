// HARD_SWISH: x * clamp(x + 3, 0, 6) / 6. The int8 form works in 16-bit fixed point.
#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/elements.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

// A multiplier of 15 bits: multiplier * 2^(shift - 15).
struct ShortMultiplier {
  int32_t multiplier;
  int32_t shift;
};

struct HardSwishData {
  ShortMultiplier output;   // of 1/128 steps of the input, to the output
  ShortMultiplier reluish;  // of the same, to a number where 3.0 is 2^15
  int32_t input_zero;
  int32_t output_zero;
  int32_t flip;  // bits of a byte that make it a signed one: an unsigned one is 128 larger
};

constexpr float kReluishScale = 3.0f / 32768;

ShortMultiplier Shorten(const QuantizedMultiplier& m) {
  return {m.multiplier >= kMaxInt32 - (1 << 15) ? INT16_MAX : (m.multiplier + (1 << 15)) >> 16,
          m.shift};
}

int32_t Saturate16(int32_t x) { return Clamp(x, INT16_MIN, INT16_MAX); }

// a * b / 2^15, rounded half up.
int32_t HighMul16(int32_t a, int32_t b) { return (a * b + (1 << 14)) >> 15; }

int32_t HardSwishOf(const HardSwishData& data, int32_t x) {
  const int32_t fine = (x - data.input_zero) * 128;
  const int32_t output_scale = HighMul16(fine, data.output.multiplier);
  int32_t share = fine;
  const int shift = data.reluish.shift;
  // All but the last bit of a left shift before the multiplication: what saturates there saturates
  // at the end anyway.
  if (shift > 0) share = Saturate16(SaturatingShiftLeft(share, shift - 1));
  share = HighMul16(share, data.reluish.multiplier);
  if (shift > 0) share = Saturate16(share * 2);
  if (shift < 0) share = RoundingShiftRight(share, -shift);
  share = (share + (1 << 15)) >> 1;
  const int32_t product = share * output_scale / (1 << 15);  // towards zero
  return Clamp(RoundingShiftRight(product, -data.output.shift) + data.output_zero, INT8_MIN,
               INT8_MAX);
}

float HardSwishOf(float x) {
  const float raised = x + 3.0f;
  const float share = raised < 0.0f ? 0.0f : raised > 6.0f ? 6.0f : raised;
  return x * share / 6.0f;
}

constexpr TypeSet kSupported = kInt8Kinds | kFloatKinds;

template <TypeSet kKinds>
struct HardSwish {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(PrepareElementwise(context, node));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds & kSupported, kSupported));
    if (OutputTensor(context, node)->type != type) {
      return RefuseOperatorType(context, OutputTensor(context, node)->type);
    }
    if (type == kTfLiteFloat32) return kTfLiteOk;
    auto* data = static_cast<HardSwishData*>(node->user_data);
    TensorQuantization in;
    TensorQuantization out;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &in));
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
    data->flip = type == kTfLiteUInt8 ? 128 : 0;
    data->input_zero = in.zero_point - data->flip;
    data->output_zero = out.zero_point - data->flip;
    const float fine = RatioInFloats(in.scale(), 1.0f, 128.0f);
    data->output = Shorten(MultiplierFor(type, fine, 1.0f, out.scale()));
    data->reluish = Shorten(MultiplierFor(type, fine, 1.0f, kReluishScale));
    if (data->output.shift > 0) return Refuse("output scale is too small", data->output.shift);
    return data->reluish.shift <= 16 ? kTfLiteOk
                                     : Refuse("input scale is too large", data->reluish.shift);
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const HardSwishData*>(node->user_data);
    const TfLiteEvalTensor* input = InputTensor(context, node, 0);
    TfLiteEvalTensor* output = OutputTensor(context, node);
    const int elements = ElementCount(input->dims);
    for (int i = 0; i < elements; ++i) {
      if ((kKinds & kFloatKinds) != 0 && input->type == kTfLiteFloat32) {
        output->data.f[i] = HardSwishOf(input->data.f[i]);
      } else {
        const int32_t x = static_cast<int8_t>(input->data.int8[i] ^ data.flip);
        output->data.int8[i] = static_cast<int8_t>(HardSwishOf(data, x) ^ data.flip);
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(HARD_SWISH, HardSwishData, HardSwish)

}  // namespace tflite
