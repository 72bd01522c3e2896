// SignalOverlapAdd: the sum of frames, each a step behind the one before it.
#include "kernels/signal/signal_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr SignalTypes kSupported = kInt16Signals | kFloatSignals;

struct OverlapAddData {
  int frame, step, frames, streams;
  int state_bytes;
  void* sums;  // of a frame, for each stream
};

int16_t Sum(int16_t a, int16_t b) { return SaturateToInt16(a + b); }
float Sum(float a, float b) { return a + b; }

template <typename T>
void OverlapAdd(const OverlapAddData& data, const T* input, T* output) {
  T* sums = static_cast<T*>(data.sums);
  for (int i = 0; i < data.streams; ++i, sums += data.frame) {
    for (int k = 0; k < data.frames; ++k, input += data.frame) {
      for (int n = 0; n < data.step; ++n) *output++ = Sum(sums[n], input[n]);
      for (int n = data.step; n < data.frame; ++n) sums[n - data.step] = Sum(sums[n], input[n]);
      FillZeros(sums + data.frame - data.step, sizeof(T) * static_cast<size_t>(data.step));
    }
  }
}

template <SignalTypes types>
TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<OverlapAddData*>(node->user_data);
  SignalOptions options(node);
  data->step = options.Count("frame_step");
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(CheckSignal(context, node, types & kSupported, kSupported));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteIntArray* dims = input->dims;
  if (dims->size < 2) return Refuse("too few dimensions", dims->size);
  data->frame = dims->data[dims->size - 1];
  data->frames = dims->data[dims->size - 2];
  data->streams = ElementCount(dims, 0, dims->size - 2);
  if (data->step > data->frame) return Refuse("option frame_step is out of range", data->step);
  TF_LITE_ENSURE_STATUS(
      ExpectElements(OutputTensor(context, node), data->streams * data->frames * data->step));
  data->state_bytes = data->frame * data->streams * ElementBytes(input->type);
  data->sums = AllocateState(context, data->state_bytes);
  return data->sums != nullptr ? kTfLiteOk : kTfLiteError;
}

template <SignalTypes types>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const OverlapAddData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  if ((types & kFloatSignals) != 0 && input->type == kTfLiteFloat32) {
    OverlapAdd(data, input->data.f, output->data.f);
  } else if ((types & kInt16Signals) != 0) {
    OverlapAdd(data, input->data.i16, output->data.i16);
  }
  return kTfLiteOk;
}

void Reset(TfLiteContext*, void* user_data) {
  const auto& data = *static_cast<const OverlapAddData*>(user_data);
  FillZeros(data.sums, static_cast<size_t>(data.state_bytes));
}

}  // namespace

namespace tflm_signal {

#define OVERLAP_ADD(NAME, types) \
  SIGNAL_REGISTRATION(NAME, InitData<OverlapAddData>, Prepare<types>, Invoke<types>, Reset)
OVERLAP_ADD(OVERLAP_ADD, kDefaultSignals)
OVERLAP_ADD(OVERLAP_ADD_FLOAT, kFloatSignals)
OVERLAP_ADD(OVERLAP_ADD_INT16, kInt16Signals)
#undef OVERLAP_ADD

}  // namespace tflm_signal
}  // namespace tflite
