// RESIZE_NEAREST_NEIGHBOR.
#include "kernels/image/resize.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  return PrepareResize(
      context, node, Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32));
}

// The index of the input that is nearest to index `i` of the output.
int Nearest(const TfLiteResizeNearestNeighborParams& params, int i, int in, int out) {
  const float scale = params.align_corners && out > 1
                          ? static_cast<float>(in - 1) / static_cast<float>(out - 1)
                          : static_cast<float>(in) / static_cast<float>(out);
  const float position =
      (static_cast<float>(i) + (params.half_pixel_centers ? 0.5f : 0.0f)) * scale;
  int index = static_cast<int>(position);  // not negative: rounded down
  if (params.align_corners && position - static_cast<float>(index) >= 0.5f) ++index;
  return index < in ? index : in - 1;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteResizeNearestNeighborParams*>(node->builtin_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const int* in = input->dims->data;
  const int* out = OutputTensor(context, node)->dims->data;
  const int bytes = in[3] * ElementBytes(input->type);
  const uint8_t* image = input->data.uint8;
  uint8_t* to = OutputTensor(context, node)->data.uint8;
  for (int b = 0; b < in[0]; ++b, image += in[1] * in[2] * bytes) {
    for (int y = 0; y < out[1]; ++y) {
      const uint8_t* row = image + Nearest(params, y, in[1], out[1]) * in[2] * bytes;
      for (int x = 0; x < out[2]; ++x) {
        const uint8_t* from = row + Nearest(params, x, in[2], out[2]) * bytes;
        for (int i = 0; i < bytes; ++i) *to++ = from[i];
      }
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_RESIZE_NEAREST_NEIGHBOR() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
