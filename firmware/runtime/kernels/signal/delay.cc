// SignalDelay: a stream, `delay_length` samples later.
#include "kernels/signal/signal_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct DelayData {
  int delay, frame, streams;
  int16_t* samples;  // the last `delay` ones of each stream
};

size_t StateBytes(const DelayData& data) {
  return sizeof(int16_t) * static_cast<size_t>(data.delay) * static_cast<size_t>(data.streams);
}

void ResetDelay(TfLiteContext*, void* user_data) {
  const auto& data = *static_cast<const DelayData*>(user_data);
  FillZeros(data.samples, StateBytes(data));
}

TfLiteStatus PrepareDelay(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<DelayData*>(node->user_data);
  SignalOptions options(node);
  data->delay = options.Integer("delay_length", 0, INT32_MAX / 4);
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(ExpectTensorTypes(context, node, {kTfLiteInt16}, {kTfLiteInt16}));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const int count = ElementCount(input->dims);
  data->frame = LastDimension(input);
  data->streams = count / data->frame;
  TF_LITE_ENSURE_STATUS(ExpectElements(OutputTensor(context, node), count));
  data->samples = static_cast<int16_t*>(AllocateState(
      context, int64_t{data->delay} * data->streams * static_cast<int64_t>(sizeof(int16_t))));
  return data->samples != nullptr ? kTfLiteOk : kTfLiteError;
}

TfLiteStatus InvokeDelay(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const DelayData*>(node->user_data);
  const int16_t* input = InputTensor(context, node, 0)->data.i16;
  int16_t* output = OutputTensor(context, node)->data.i16;
  int16_t* samples = data.samples;
  const int kept = data.delay > data.frame ? data.delay - data.frame : 0;
  for (int i = 0; i < data.streams; ++i) {
    for (int k = 0; k < data.frame; ++k) {
      output[k] = k < data.delay ? samples[k] : input[k - data.delay];
    }
    __builtin_memmove(samples, samples + data.delay - kept,
                      sizeof(int16_t) * static_cast<size_t>(kept));
    for (int k = kept; k < data.delay; ++k) samples[k] = input[data.frame - data.delay + k];
    input += data.frame;
    output += data.frame;
    samples += data.delay;
  }
  return kTfLiteOk;
}

}  // namespace

namespace tflm_signal {

SIGNAL_REGISTRATION(DELAY, InitData<DelayData>, PrepareDelay, InvokeDelay, ResetDelay)

}  // namespace tflm_signal
}  // namespace tflite
