// RESIZE_BILINEAR: integers with 10 bits of fraction, UINT8 and FLOAT32 in floats.
#include "kernels/image/resize.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr int kOne = 1 << 10;

// The two indices between which a position lies, and how much the upper one counts. At an edge both
// are the same and the part may lie outside of [0, 1].
template <typename Real>
struct Between {
  int lower, upper;
  Real part;
};

int Smaller(int a, int b) { return a < b ? a : b; }

template <typename T>
struct Integers {
  using Part = int32_t;
  using Value = T;

  static Between<int32_t> Locate(const TfLiteResizeBilinearParams& params, int i, int in, int out) {
    const bool corners = params.align_corners && out > 1;
    const int steps_in = corners ? in - 1 : in;
    const int steps_out = corners ? out - 1 : out;
    const int32_t scale = (kOne * steps_in + steps_out / 2) / steps_out;
    int32_t position = i * scale;
    if (params.half_pixel_centers) position += scale / 2 - kOne / 2;
    // Cut towards zero, as the reference does, also below zero.
    const int lower = position < 0 ? 0 : Smaller(position / kOne, in - 1);
    const int upper = Smaller((position + kOne - 1) / kOne, in - 1);
    return {lower, upper, position - kOne * lower};
  }

  static T Mix(const T v[4], int32_t y, int32_t x) {
    const int64_t sum = int64_t{v[0]} * (kOne - y) * (kOne - x) + int64_t{v[1]} * (kOne - y) * x +
                        int64_t{v[2]} * y * (kOne - x) + int64_t{v[3]} * y * x;
    // Rounded half away from zero.
    constexpr int64_t kHalf = int64_t{kOne} * kOne / 2;
    return static_cast<T>((sum + (sum > 0 ? kHalf : -kHalf)) / (kOne * kOne));
  }
};

struct Floats {
  using Part = float;
  using Value = float;

  static Between<float> Locate(const TfLiteResizeBilinearParams& params, int i, int in, int out) {
    const bool corners = params.align_corners && out > 1;
    const float scale =
        static_cast<float>(corners ? in - 1 : in) / static_cast<float>(corners ? out - 1 : out);
    const float position = params.half_pixel_centers ? (static_cast<float>(i) + 0.5f) * scale - 0.5f
                                                     : static_cast<float>(i) * scale;
    const int whole = position < 0.0f ? 0 : static_cast<int>(position);
    const int upper = position > static_cast<float>(whole) ? whole + 1 : whole;
    const int lower = Smaller(whole, in - 1);
    return {lower, Smaller(upper, in - 1), position - static_cast<float>(lower)};
  }

  static float Mix(const float v[4], float y, float x) {
    return v[0] * (1.0f - y) * (1.0f - x) + v[2] * y * (1.0f - x) + v[1] * (1.0f - y) * x +
           v[3] * y * x;
  }
};

struct UnsignedBytes : Floats {
  using Value = uint8_t;

  static uint8_t Mix(const uint8_t v[4], float y, float x) {
    const float corners[4] = {static_cast<float>(v[0]), static_cast<float>(v[1]),
                              static_cast<float>(v[2]), static_cast<float>(v[3])};
    return static_cast<uint8_t>(Floats::Mix(corners, y, x) + 0.5f);
  }
};

template <typename Kind>
void Resize(const TfLiteResizeBilinearParams& params, const TfLiteEvalTensor* input,
            TfLiteEvalTensor* output) {
  using Value = typename Kind::Value;
  const int* in = input->dims->data;
  const int* out = output->dims->data;
  const int depth = in[3];
  const int row = in[2] * depth;
  const Value* image = DataOf<Value>(input);
  Value* to = MutableDataOf<Value>(output);
  for (int b = 0; b < in[0]; ++b, image += in[1] * row) {
    for (int oy = 0; oy < out[1]; ++oy) {
      const Between<typename Kind::Part> y = Kind::Locate(params, oy, in[1], out[1]);
      for (int ox = 0; ox < out[2]; ++ox) {
        const Between<typename Kind::Part> x = Kind::Locate(params, ox, in[2], out[2]);
        for (int c = 0; c < depth; ++c) {
          const Value* lower = image + y.lower * row + c;
          const Value* upper = image + y.upper * row + c;
          const Value corners[4] = {lower[x.lower * depth], lower[x.upper * depth],
                                    upper[x.lower * depth], upper[x.upper * depth]};
          *to++ = Kind::Mix(corners, y.part, x.part);
        }
      }
    }
  }
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteResizeBilinearParams*>(node->builtin_data);
  if (params.align_corners && params.half_pixel_centers) {
    return Refuse("align_corners and half_pixel_centers exclude each other");
  }
  return PrepareResize(
      context, node, Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32));
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteResizeBilinearParams*>(node->builtin_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  if (input->type == kTfLiteInt8) {
    Resize<Integers<int8_t>>(params, input, output);
  } else if (input->type == kTfLiteUInt8) {
    Resize<UnsignedBytes>(params, input, output);
  } else if (input->type == kTfLiteInt16) {
    Resize<Integers<int16_t>>(params, input, output);
  } else if (input->type == kTfLiteInt32) {
    Resize<Integers<int32_t>>(params, input, output);
  } else {
    Resize<Floats>(params, input, output);
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_RESIZE_BILINEAR() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
