// SignalWindow: samples times a window, shifted and saturated. SignalFftAutoScale: samples brought
// to the full range of 16 bits.
#include "kernels/signal/channel_arithmetic.h"
#include "kernels/signal/signal_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct WindowData {
  int shift;
};

TfLiteStatus PrepareWindow(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<WindowData*>(node->user_data);
  SignalOptions options(node);
  data->shift = options.Integer("shift", 0, 31);
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(
      ExpectTensorTypes(context, node, {kTfLiteInt16, kTfLiteInt16}, {kTfLiteInt16}));
  const int samples = ElementCount(InputTensor(context, node, 0)->dims);
  const int window = ElementCount(InputTensor(context, node, 1)->dims);
  if (samples % window != 0) return Refuse("the samples are not whole windows", samples);
  return ExpectElements(OutputTensor(context, node), samples);
}

TfLiteStatus InvokeWindow(TfLiteContext* context, TfLiteNode* node) {
  const int shift = static_cast<const WindowData*>(node->user_data)->shift;
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* window = InputTensor(context, node, 1);
  const int16_t* samples = input->data.i16;
  const int16_t* const end = samples + ElementCount(input->dims);
  const int size = ElementCount(window->dims);
  int16_t* output = OutputTensor(context, node)->data.i16;
  while (samples != end) {
    for (int i = 0; i < size; ++i) {
      *output++ = SaturateToInt16((*samples++ * window->data.i16[i]) >> shift);
    }
  }
  return kTfLiteOk;
}

TfLiteStatus PrepareFftAutoScale(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(
      ExpectTensorTypes(context, node, {kTfLiteInt16}, {kTfLiteInt16, kTfLiteInt32}));
  return ExpectElements(OutputTensor(context, node),
                        ElementCount(InputTensor(context, node, 0)->dims));
}

// The largest magnitude, in the 16 bits of the reference: -32768 has none there, and what came
// before it is forgotten.
int16_t LargestMagnitude(const int16_t* samples, int count) {
  int16_t largest = 0;
  for (int i = 0; i < count; ++i) {
    const int sample = samples[i];
    if (sample > largest) {
      largest = samples[i];
    } else if (-sample > largest) {
      largest = static_cast<int16_t>(-sample);
    }
  }
  return largest;
}

TfLiteStatus InvokeFftAutoScale(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const int count = ElementCount(input->dims);
  const int16_t largest = LargestMagnitude(input->data.i16, count);
  const int shift = largest <= 0 ? 0 : 15 - signal::BitLength(static_cast<uint32_t>(largest));
  int16_t* output = OutputTensor(context, node)->data.i16;
  for (int i = 0; i < count; ++i) {
    output[i] = static_cast<int16_t>(input->data.i16[i] * (1 << shift));
  }
  *OutputTensor(context, node, 1)->data.i32 = shift;
  return kTfLiteOk;
}

}  // namespace

namespace tflm_signal {

SIGNAL_REGISTRATION(WINDOW, InitData<WindowData>, PrepareWindow, InvokeWindow, nullptr)
SIGNAL_REGISTRATION(FFT_AUTO_SCALE, nullptr, PrepareFftAutoScale, InvokeFftAutoScale, nullptr)

}  // namespace tflm_signal
}  // namespace tflite
