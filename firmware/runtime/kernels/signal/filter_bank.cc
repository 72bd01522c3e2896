// SignalEnergy and the operators on channels: SignalFilterBank, SignalFilterBankSquareRoot,
// SignalFilterBankSpectralSubtraction, SignalPCAN, SignalFilterBankLog.
#include "kernels/signal/channel_arithmetic.h"
#include "kernels/signal/signal_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr int kMostNumber = INT32_MAX;

struct EnergyData {
  int start, end;  // of the bins that are wanted; the others are 0
};

TfLiteStatus PrepareEnergy(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<EnergyData*>(node->user_data);
  SignalOptions options(node);
  data->start = options.Integer("start_index", 0, kMostNumber);
  data->end = options.Integer("end_index", 0, kMostNumber);
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(ExpectTensorTypes(context, node, {kTfLiteInt16}, {kTfLiteUInt32}));
  const int bins = ElementCount(InputTensor(context, node, 0)->dims) / 2;
  if (data->end > bins || data->end > ElementCount(OutputTensor(context, node)->dims)) {
    return Refuse("option end_index is out of range", data->end);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokeEnergy(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const EnergyData*>(node->user_data);
  const int16_t* spectrum = InputTensor(context, node, 0)->data.i16;
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int bins = ElementCount(output->dims);
  for (int i = 0; i < bins; ++i) {
    uint32_t energy = 0;
    if (i >= data.start && i < data.end) {
      const int32_t re = spectrum[2 * i];
      const int32_t im = spectrum[2 * i + 1];
      energy = static_cast<uint32_t>(re * re) + static_cast<uint32_t>(im * im);
    }
    output->data.u32[i] = energy;
  }
  return kTfLiteOk;
}

// Inputs of SignalFilterBank. A bin of the spectrum is shared by two channels: one gets it with the
// weight, the next one with the other weight. Each band has its first bin, first weight and width.
enum FilterBankInput { kSpectrum, kWeights, kOtherWeights, kFirstBins, kFirstWeights, kWidths };

struct FilterBankData {
  int channels;
};

TfLiteStatus PrepareFilterBank(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<FilterBankData*>(node->user_data);
  SignalOptions options(node);
  data->channels = options.Integer("num_channels", 1, kMostNumber - 1);
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(ExpectTensorTypes(
      context, node,
      {kTfLiteUInt32, kTfLiteInt16, kTfLiteInt16, kTfLiteInt16, kTfLiteInt16, kTfLiteInt16},
      {kTfLiteUInt64}));
  for (int i = kFirstBins; i <= kWidths; ++i) {
    const int bands = ElementCount(InputTensor(context, node, i)->dims);
    if (bands <= data->channels) return Refuse("fewer bands than channels", bands);
  }
  return ExpectElements(OutputTensor(context, node), data->channels);
}

bool IsRange(int first, int count, const TfLiteEvalTensor* tensor) {
  return count <= 0 || (first >= 0 && first + count <= ElementCount(tensor->dims));
}

TfLiteStatus InvokeFilterBank(TfLiteContext* context, TfLiteNode* node) {
  const int channels = static_cast<const FilterBankData*>(node->user_data)->channels;
  const TfLiteEvalTensor* inputs[kWidths + 1];
  for (int i = 0; i <= kWidths; ++i) inputs[i] = InputTensor(context, node, i);
  uint64_t* output = OutputTensor(context, node)->data.u64;
  uint64_t other_sum = 0;
  for (int band = 0; band <= channels; ++band) {
    const int bin = inputs[kFirstBins]->data.i16[band];
    const int first = inputs[kFirstWeights]->data.i16[band];
    const int width = inputs[kWidths]->data.i16[band];
    if (!IsRange(bin, width, inputs[kSpectrum]) || !IsRange(first, width, inputs[kWeights]) ||
        !IsRange(first, width, inputs[kOtherWeights])) {
      return Refuse("a band is out of range", band);
    }
    uint64_t sum = other_sum;
    other_sum = 0;
    for (int i = 0; i < width; ++i) {
      const uint64_t energy = inputs[kSpectrum]->data.u32[bin + i];
      sum += static_cast<uint64_t>(int64_t{inputs[kWeights]->data.i16[first + i]}) * energy;
      other_sum +=
          static_cast<uint64_t>(int64_t{inputs[kOtherWeights]->data.i16[first + i]}) * energy;
    }
    // There is no channel below the first band.
    if (band != 0) output[band - 1] = sum;
  }
  return kTfLiteOk;
}

TfLiteStatus PrepareSquareRoot(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(
      ExpectTensorTypes(context, node, {kTfLiteUInt64, kTfLiteInt32}, {kTfLiteUInt32}));
  return ExpectElements(OutputTensor(context, node),
                        ElementCount(InputTensor(context, node, 0)->dims));
}

TfLiteStatus InvokeSquareRoot(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const int32_t shift = *InputTensor(context, node, 1)->data.i32;
  if (shift < 0 || shift > 31) return Refuse("shift out of range", shift);
  uint32_t* output = OutputTensor(context, node)->data.u32;
  const int count = ElementCount(input->dims);
  for (int i = 0; i < count; ++i) {
    uint64_t value;  // the model aligns 8-byte constants to 4 bytes only
    __builtin_memcpy(&value, input->data.uint8 + 8 * i, sizeof(value));
    output[i] = signal::RoundedSqrt(value) >> shift;
  }
  return kTfLiteOk;
}

struct SubtractionData {
  signal::NoiseFilter filters[2];  // of even and odd channels
  int channels;
  uint32_t* estimates;
};

void ResetSubtraction(TfLiteContext*, void* user_data) {
  const auto& data = *static_cast<const SubtractionData*>(user_data);
  for (int i = 0; i < data.channels; ++i) data.estimates[i] = 0;
}

TfLiteStatus PrepareSubtraction(TfLiteContext* context, TfLiteNode* node) {
  static constexpr const char* kNames[2][2] = {
      {"smoothing", "one_minus_smoothing"},
      {"alternate_smoothing", "alternate_one_minus_smoothing"},
  };
  auto* data = static_cast<SubtractionData*>(node->user_data);
  SignalOptions options(node);
  for (int i = 0; i < 2; ++i) {
    signal::NoiseFilter& filter = data->filters[i];
    filter.follow = static_cast<uint32_t>(options.Integer(kNames[i][0], INT32_MIN, kMostNumber));
    filter.keep = static_cast<uint32_t>(options.Integer(kNames[i][1], INT32_MIN, kMostNumber));
    filter.floor =
        static_cast<uint32_t>(options.Integer("min_signal_remaining", INT32_MIN, kMostNumber));
    filter.bits = options.Integer("spectral_subtraction_bits", 0, 63);
    filter.estimate_bits = options.Integer("smoothing_bits", 0, 31);
    filter.clamp = options.Flag("clamping");
  }
  data->channels = options.Count("num_channels");
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(
      ExpectTensorTypes(context, node, {kTfLiteUInt32}, {kTfLiteUInt32, kTfLiteUInt32}));
  TF_LITE_ENSURE_STATUS(ExpectElements(InputTensor(context, node, 0), data->channels));
  TF_LITE_ENSURE_STATUS(ExpectElements(OutputTensor(context, node, 0), data->channels));
  TF_LITE_ENSURE_STATUS(ExpectElements(OutputTensor(context, node, 1), data->channels));
  data->estimates = static_cast<uint32_t*>(
      AllocateState(context, int64_t{data->channels} * static_cast<int64_t>(sizeof(uint32_t))));
  return data->estimates != nullptr ? kTfLiteOk : kTfLiteError;
}

TfLiteStatus InvokeSubtraction(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const SubtractionData*>(node->user_data);
  const uint32_t* input = InputTensor(context, node, 0)->data.u32;
  uint32_t* output = OutputTensor(context, node, 0)->data.u32;
  uint32_t* estimates = OutputTensor(context, node, 1)->data.u32;
  for (int i = 0; i < data.channels; ++i) {
    output[i] = signal::SubtractNoise(data.filters[i & 1], input[i], &data.estimates[i]);
    estimates[i] = data.estimates[i];
  }
  return kTfLiteOk;
}

struct PcanData {
  int shift;
};

constexpr int kGainStep = 4;  // of the table; a place of each octave is not used
constexpr int kGainEntries = 2 + kGainStep * 30 + 3;

TfLiteStatus PreparePcan(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<PcanData*>(node->user_data);
  SignalOptions options(node);
  data->shift = options.Integer("snr_shift", 0, 63);
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(ExpectTensorTypes(
      context, node, {kTfLiteUInt32, kTfLiteUInt32, kTfLiteInt16}, {kTfLiteUInt32}));
  const int table = ElementCount(InputTensor(context, node, 2)->dims);
  if (table < kGainEntries) return Refuse("the table of gains is too short", table);
  const int channels = ElementCount(InputTensor(context, node, 0)->dims);
  TF_LITE_ENSURE_STATUS(ExpectElements(InputTensor(context, node, 1), channels));
  return ExpectElements(OutputTensor(context, node), channels);
}

TfLiteStatus InvokePcan(TfLiteContext* context, TfLiteNode* node) {
  const int shift = static_cast<const PcanData*>(node->user_data)->shift;
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const uint32_t* noise = InputTensor(context, node, 1)->data.u32;
  const int16_t* table = InputTensor(context, node, 2)->data.i16;
  uint32_t* output = OutputTensor(context, node)->data.u32;
  const int channels = ElementCount(input->dims);
  for (int i = 0; i < channels; ++i) {
    // Cut to 16 bits, and then a number without sign.
    const int16_t gain = static_cast<int16_t>(signal::GainOver<kGainStep>(noise[i], table));
    output[i] = signal::Normalize(input->data.u32[i],
                                  static_cast<uint32_t>(static_cast<int32_t>(gain)), shift);
  }
  return kTfLiteOk;
}

struct LogData {
  uint32_t scale;
  int correction_bits;
};

TfLiteStatus PrepareLog(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<LogData*>(node->user_data);
  SignalOptions options(node);
  data->scale = static_cast<uint32_t>(options.Integer("output_scale", INT32_MIN, kMostNumber));
  data->correction_bits = options.Integer("input_correction_bits", 0, 31);
  TF_LITE_ENSURE_STATUS(options.status());
  TF_LITE_ENSURE_STATUS(ExpectTensorTypes(context, node, {kTfLiteUInt32}, {kTfLiteInt16}));
  return ExpectElements(OutputTensor(context, node),
                        ElementCount(InputTensor(context, node, 0)->dims));
}

TfLiteStatus InvokeLog(TfLiteContext* context, TfLiteNode* node) {
  const auto& data = *static_cast<const LogData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  int16_t* output = OutputTensor(context, node)->data.i16;
  const int channels = ElementCount(input->dims);
  for (int i = 0; i < channels; ++i) {
    const uint32_t value = input->data.u32[i] << data.correction_bits;
    const uint32_t scaled = value > 1 ? signal::ScaledLog(value, data.scale) : 0;
    output[i] = static_cast<int16_t>(scaled < INT16_MAX ? scaled : INT16_MAX);
  }
  return kTfLiteOk;
}

}  // namespace

namespace tflm_signal {

SIGNAL_REGISTRATION(ENERGY, InitData<EnergyData>, PrepareEnergy, InvokeEnergy, nullptr)
SIGNAL_REGISTRATION(FILTER_BANK, InitData<FilterBankData>, PrepareFilterBank, InvokeFilterBank,
                    nullptr)
SIGNAL_REGISTRATION(FILTER_BANK_SQUARE_ROOT, nullptr, PrepareSquareRoot, InvokeSquareRoot, nullptr)
SIGNAL_REGISTRATION(FILTER_BANK_SPECTRAL_SUBTRACTION, InitData<SubtractionData>, PrepareSubtraction,
                    InvokeSubtraction, ResetSubtraction)
SIGNAL_REGISTRATION(PCAN, InitData<PcanData>, PreparePcan, InvokePcan, nullptr)
SIGNAL_REGISTRATION(FILTER_BANK_LOG, InitData<LogData>, PrepareLog, InvokeLog, nullptr)

}  // namespace tflm_signal
}  // namespace tflite
