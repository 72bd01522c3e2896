// SignalRfft and SignalIrfft: real Fourier transforms of the innermost dimension.
#include "signal/micro/kernels/rfft.h"

#include "kernels/signal/fft.h"
#include "kernels/signal/signal_support.h"
#include "signal/micro/kernels/irfft.h"

namespace tflite {
namespace {

constexpr SignalTypes kSupported = kInt16Signals | kInt32Signals | kFloatSignals;

struct FftData {
  int length;
  void* sine;  // a whole turn, elements of the signal's type
};

struct Forward {
  static int SamplesTensor() { return 0; }
  template <typename T>
  static void Apply(const signal::RealFft<T>& fft, const T* samples, int count, T* spectrum) {
    fft.Forward(samples, count, spectrum);
  }
};

struct Inverse {
  static int SamplesTensor() { return 1; }
  template <typename T>
  static void Apply(const signal::RealFft<T>& fft, const T* spectrum, int, T* samples) {
    fft.Inverse(spectrum, samples);
  }
};

template <typename Direction, SignalTypes types>
TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<FftData*>(node->user_data);
  SignalOptions options(node);
  data->length = options.Count("fft_length");
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(CheckSignal(context, node, types, kSupported));
  if (!signal::IsFftLength(data->length)) {
    return Refuse("fft_length is no power of two from 4 to 32768", data->length);
  }
  const TfLiteEvalTensor* tensors[] = {InputTensor(context, node, 0), OutputTensor(context, node)};
  const TfLiteEvalTensor* samples = tensors[Direction::SamplesTensor()];
  const TfLiteEvalTensor* spectrum = tensors[1 - Direction::SamplesTensor()];
  // Shorter signals are padded with zeros; an inverse transform has all its samples.
  const int count = LastDimension(samples);
  if (count > data->length || (Direction::SamplesTensor() == 1 && count != data->length)) {
    return Refuse("the samples do not suit fft_length", count);
  }
  if (LastDimension(spectrum) != data->length + 2) {
    return Refuse("the spectrum has not fft_length / 2 + 1 complex numbers",
                  LastDimension(spectrum));
  }
  TF_LITE_ENSURE_STATUS(
      ExpectElements(spectrum, int64_t{ElementCount(samples->dims) / count} * (data->length + 2)));
  const TfLiteType type = samples->type;
  data->sine = AllocateState(context, int64_t{data->length} * ElementBytes(type));
  if (data->sine == nullptr) return kTfLiteError;
  if ((types & kInt16Signals) != 0 && type == kTfLiteInt16) {
    signal::FillSineTable(static_cast<int16_t*>(data->sine), data->length);
  } else if ((types & kInt32Signals) != 0 && type == kTfLiteInt32) {
    signal::FillSineTable(static_cast<int32_t*>(data->sine), data->length);
  } else if ((types & kFloatSignals) != 0) {
    signal::FillSineTable(static_cast<float*>(data->sine), data->length);
  }
  return kTfLiteOk;
}

template <typename Direction, typename T>
void Apply(const FftData& data, const TfLiteEvalTensor* input, TfLiteEvalTensor* output) {
  const signal::RealFft<T> fft(static_cast<const T*>(data.sine), data.length);
  const T* from = DataOf<T>(input);
  const T* const end = from + ElementCount(input->dims);
  T* to = MutableDataOf<T>(output);
  const int count = LastDimension(input);
  for (; from != end; from += count, to += LastDimension(output)) {
    Direction::Apply(fft, from, count, to);
  }
}

template <typename Direction, SignalTypes types>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const FftData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  if ((types & kInt16Signals) != 0 && input->type == kTfLiteInt16) {
    Apply<Direction, int16_t>(data, input, output);
  } else if ((types & kInt32Signals) != 0 && input->type == kTfLiteInt32) {
    Apply<Direction, int32_t>(data, input, output);
  } else if ((types & kFloatSignals) != 0) {
    Apply<Direction, float>(data, input, output);
  }
  return kTfLiteOk;
}

}  // namespace

namespace tflm_signal {

#define FFT_REGISTRATION(NAME, Direction, types)                            \
  SIGNAL_REGISTRATION(NAME, InitData<FftData>, (Prepare<Direction, types>), \
                      (Invoke<Direction, types>), nullptr)
FFT_REGISTRATION(RFFT, Forward, kDefaultSignals)
FFT_REGISTRATION(RFFT_FLOAT, Forward, kFloatSignals)
FFT_REGISTRATION(RFFT_INT16, Forward, kInt16Signals)
FFT_REGISTRATION(RFFT_INT32, Forward, kInt32Signals)
FFT_REGISTRATION(IRFFT, Inverse, kDefaultSignals)
FFT_REGISTRATION(IRFFT_FLOAT, Inverse, kFloatSignals)
FFT_REGISTRATION(IRFFT_INT16, Inverse, kInt16Signals)
FFT_REGISTRATION(IRFFT_INT32, Inverse, kInt32Signals)
#undef FFT_REGISTRATION

}  // namespace tflm_signal
}  // namespace tflite
