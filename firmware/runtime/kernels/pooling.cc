// AVERAGE_POOL_2D and MAX_POOL_2D.
#include "kernels/fixed_point.h"
#include "kernels/kernel_support.h"
#include "kernels/padding.h"
#include "kernels/quantization.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

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
  static constexpr int32_t kStart = 0;
  static int32_t Add(int32_t sum, int32_t x) { return sum + x; }
};

struct Maximum {
  static int32_t Of(const Window&, int32_t largest) { return largest; }
  static constexpr int32_t kStart = kMinInt32;
  static int32_t Add(int32_t largest, int32_t x) { return Larger(largest, x); }
};

// Values of bytes are those of signed ones, 128 more where they are unsigned (flip 0x80).
template <typename Kind>
void Pool(const TfLitePoolParams& params, const PoolData& data, const TfLiteIntArray* in,
          const TfLiteIntArray* out, uint8_t flip, const uint8_t* input, uint8_t* output) {
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
          int32_t value = Kind::kStart;
          for (int iy = w.y0; iy < w.y1; ++iy) {
            const uint8_t* row = input + (iy * width + w.x0) * depth + c;
            for (int ix = w.x0; ix < w.x1; ++ix, row += depth) {
              value = Kind::Add(value, static_cast<int8_t>(*row ^ flip) + flip);
            }
          }
          *output++ = static_cast<uint8_t>(Clamp(Kind::Of(w, value), data.low, data.high));
        }
      }
    }
    input += height * width * depth;
  }
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
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
  TF_LITE_ENSURE_STATUS(PadBefore(params.padding, in->data[1], out->data[1], params.filter_height,
                                  params.stride_height, 1, &data->pad_h));
  TF_LITE_ENSURE_STATUS(PadBefore(params.padding, in->data[2], out->data[2], params.filter_width,
                                  params.stride_width, 1, &data->pad_w));
  if (output->type != input->type) return RefuseType(output->type);
  if (input->type != kTfLiteInt8 && input->type != kTfLiteUInt8) return RefuseType(input->type);
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
  ActivationRange(params.activation, output->type, to.scale(), to.zero_point, &data->low,
                  &data->high);
  return kTfLiteOk;
}

template <typename Kind>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLitePoolParams*>(node->builtin_data);
  const auto& data = *static_cast<const PoolData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  Pool<Kind>(params, data, input->dims, output->dims, input->type == kTfLiteUInt8 ? 0x80 : 0,
             DataOf<uint8_t>(input), MutableDataOf<uint8_t>(output));
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_AVERAGE_POOL_2D() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<PoolData>, nullptr, Prepare, Invoke<Average>, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_MAX_POOL_2D() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<PoolData>, nullptr, Prepare, Invoke<Maximum>, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
