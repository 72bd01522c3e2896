// SignalFramer: overlapping frames of a stream. SignalStacker: rows of features with their
// neighbours. Both collect samples until there are enough for an output and then drop a step of
// them; an output that is not valid yet is zeros.
#include "kernels/signal/signal_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr size_t kSampleBytes = sizeof(int16_t);

size_t SampleBytes(int count) { return static_cast<size_t>(count) * kSampleBytes; }

// Samples in the order of their arrival.
struct Collection {
  int16_t* samples;
  int held;

  void Add(const int16_t* from, int count) {
    __builtin_memcpy(samples + held, from, SampleBytes(count));
    held += count;
  }
  void Drop(int count) {
    held -= count;
    __builtin_memmove(samples, samples + count, SampleBytes(held));
  }
  // The oldest `count` samples, of which `step` are dropped, or zeros when there are not so many.
  bool Take(int count, int step, int16_t* to) {
    if (held < count) {
      FillZeros(to, SampleBytes(count));
      return false;
    }
    __builtin_memcpy(to, samples, SampleBytes(count));
    Drop(step);
    return true;
  }
};

struct FramerData {
  int frame, step, streams, frames;
  int prefill;  // zeros before the first sample
  int capacity;
  Collection* collections;  // one a stream
  int16_t* samples;
};

void ResetFramer(TfLiteContext*, void* user_data) {
  auto* data = static_cast<FramerData*>(user_data);
  for (int i = 0; i < data->streams; ++i) {
    Collection& collection = data->collections[i];
    collection.samples = data->samples + i * data->capacity;
    collection.held = data->prefill;
    FillZeros(collection.samples, SampleBytes(data->prefill));
  }
}

TfLiteStatus PrepareFramer(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<FramerData*>(node->user_data);
  SignalOptions options(node);
  data->frame = options.Count("frame_size");
  data->step = options.Count("frame_step");
  const bool prefill = options.Flag("prefill");
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(
      ExpectTensorTypes(context, node, {kTfLiteInt16}, {kTfLiteInt16, kTfLiteBool}));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const int length = LastDimension(input);
  if (length % data->step != 0) return Refuse("the samples are not whole steps", length);
  data->frames = length / data->step;
  data->streams = ElementCount(input->dims) / length;
  TF_LITE_ENSURE_STATUS(ExpectElements(OutputTensor(context, node),
                                       int64_t{data->streams} * data->frames * data->frame));
  data->prefill = prefill && data->frame > data->step ? data->frame - data->step : 0;
  // Whole steps: a frame is complete with the step that reaches its end.
  const int64_t capacity = (int64_t{data->frame} + data->step - 1) / data->step * data->step;
  data->capacity = static_cast<int>(capacity);
  data->collections = static_cast<Collection*>(AllocateFor(
      context, sizeof(Collection) * static_cast<size_t>(data->streams), alignof(Collection)));
  data->samples = static_cast<int16_t*>(
      AllocateState(context, capacity * data->streams * int64_t{kSampleBytes}));
  if (data->collections == nullptr || data->samples == nullptr) return kTfLiteError;
  ResetFramer(context, data);
  return kTfLiteOk;
}

TfLiteStatus InvokeFramer(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const FramerData*>(node->user_data);
  const int16_t* input = InputTensor(context, node, 0)->data.i16;
  int16_t* output = OutputTensor(context, node)->data.i16;
  bool valid = true;
  for (int i = 0; i < data.streams; ++i) {
    for (int k = 0; k < data.frames; ++k) {
      data.collections[i].Add(input, data.step);
      valid = data.collections[i].Take(data.frame, data.step, output) && valid;
      input += data.step;
      output += data.frame;
    }
  }
  *OutputTensor(context, node, 1)->data.b = valid;
  return kTfLiteOk;
}

struct StackerData {
  int channels, left, step, size;
  bool started;
  Collection collection;
};

void ResetStacker(TfLiteContext*, void* user_data) {
  auto* data = static_cast<StackerData*>(user_data);
  data->started = false;
  data->collection.held = 0;
}

TfLiteStatus PrepareStacker(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<StackerData*>(node->user_data);
  SignalOptions options(node);
  data->channels = options.Count("num_channels");
  data->left = options.Integer("stacker_left_context", 0, INT32_MAX / 2 - 1);
  const int right = options.Integer("stacker_right_context", 0, INT32_MAX / 2 - 1);
  const int rows = options.Count("stacker_step");
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(
      ExpectTensorTypes(context, node, {kTfLiteInt16}, {kTfLiteInt16, kTfLiteBool}));
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectElements(InputTensor(context, node, 0), data->channels));
  TF_LITE_ENSURE_STATUS(ExpectElements(output, int64_t{data->left + right + 1} * data->channels));
  data->size = ElementCount(output->dims);
  if (rows > data->size / data->channels) return Refuse("option stacker_step is too large", rows);
  data->step = rows * data->channels;
  data->collection.samples =
      static_cast<int16_t*>(AllocateState(context, int64_t{data->size} * int64_t{kSampleBytes}));
  if (data->collection.samples == nullptr) return kTfLiteError;
  ResetStacker(context, data);
  return kTfLiteOk;
}

TfLiteStatus InvokeStacker(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<StackerData*>(node->user_data);
  const int16_t* row = InputTensor(context, node, 0)->data.i16;
  // The first row stands for those before it too.
  for (int copies = data->started ? 1 : data->left + 1; copies > 0; --copies) {
    data->collection.Add(row, data->channels);
  }
  data->started = true;
  *OutputTensor(context, node, 1)->data.b =
      data->collection.Take(data->size, data->step, OutputTensor(context, node)->data.i16);
  return kTfLiteOk;
}

}  // namespace

namespace tflm_signal {

SIGNAL_REGISTRATION(FRAMER, InitData<FramerData>, PrepareFramer, InvokeFramer, ResetFramer)
SIGNAL_REGISTRATION(STACKER, InitData<StackerData>, PrepareStacker, InvokeStacker, ResetStacker)

}  // namespace tflm_signal
}  // namespace tflite
