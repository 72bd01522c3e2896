#include <initializer_list>

#include "kernels/activations/sigmoid_int16.h"
#include "kernels/math/fixed_point.h"
#include "kernels/recurrent/sequence_lstm.h"
#include "kernels/support/state_tensor.h"

namespace tflite {
namespace {

constexpr float kGateScale = 1.0f / 4096;
constexpr float kActivatedScale = 1.0f / 32768;

// Inputs that only other kinds of LSTM have.
struct Variant {
  int first, last;
  const char* refusal;
};

constexpr Variant kVariants[] = {
    {9, 11, "peephole weights are not supported; input"},
    {16, 17, "projection is not supported; input"},
    {20, 23, "layer normalisation is not supported; input"},
};

TfLiteStatus ExpectDims(const TfLiteIntArray* dims, int rows, int columns, int i) {
  return dims->size == 2 && dims->data[0] == rows && dims->data[1] == columns
             ? kTfLiteOk
             : Refuse("shape of weights does not fit; input", i);
}

TfLiteStatus CheckGates(TfLiteContext* context, const TfLiteNode* node, const LstmShape& shape) {
  for (int g = 0; g < kLstmGates; ++g) {
    for (const int i : {kLstmInputWeights + g, kLstmRecurrentWeights + g, kLstmBias + g}) {
      if (InputTensor(context, node, i) == nullptr) return Refuse("a gate lacks input", i);
    }
    const int input = kLstmInputWeights + g;
    const int recurrent = kLstmRecurrentWeights + g;
    TF_LITE_ENSURE_STATUS(
        ExpectDims(InputTensor(context, node, input)->dims, shape.units, shape.features, input));
    TF_LITE_ENSURE_STATUS(ExpectDims(InputTensor(context, node, recurrent)->dims, shape.units,
                                     shape.units, recurrent));
    if (ElementCount(InputTensor(context, node, kLstmBias + g)->dims) != shape.units) {
      return Refuse("bias does not fit; input", kLstmBias + g);
    }
  }
  return kTfLiteOk;
}

// One scale, and zero point 0 where `symmetric`.
TfLiteStatus ReadOneScale(TfLiteContext* context, const TfLiteNode* node, int i, bool symmetric,
                          TensorQuantization* q) {
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[i], q));
  if (q->scales->size != 1) return Refuse("expected one scale; input", i);
  return symmetric && q->zero_point != 0 ? Refuse("zero point must be 0; input", i) : kTfLiteOk;
}

// Products are rescaled by 32-bit or, of wide sums, by shorter multipliers.
TfLiteStatus SetScale(float a, float b, float c, int most_shift, QuantizedMultiplier* scale) {
  *scale = MultiplierOf(a, b, c);
  return scale->shift <= most_shift ? kTfLiteOk : Refuse("scales differ too much", scale->shift);
}

// tanh takes cells in powers of two, as does the reference; others count as the nearest one.
TfLiteStatus SetTanh(float cell_scale, QuantizedMultiplier* tanh) {
  int log2;
  NearPowerOfTwo(cell_scale, &log2);
  const int left = log2 + 12;
  if (left < -16 || left > 13) return Refuse("scale of the cell state is not near 2^-12", log2);
  *tanh = left >= 0 ? QuantizedMultiplier{3 << left, 0} : QuantizedMultiplier{3, -left};
  return kTfLiteOk;
}

}  // namespace

LstmShape LstmShapeOf(TfLiteContext* context, const TfLiteNode* node) {
  const bool time_major =
      static_cast<const TfLiteUnidirectionalSequenceLSTMParams*>(node->builtin_data)->time_major;
  const TfLiteIntArray* input = InputTensor(context, node, kLstmInput)->dims;
  const int outer = input->data[0];
  const int inner = input->data[1];
  return {time_major ? inner : outer, time_major ? outer : inner, input->data[2],
          OutputTensor(context, node)->dims->data[2], time_major};
}

TfLiteStatus PrepareLstmTensors(TfLiteContext* context, const TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  const auto& params =
      *static_cast<const TfLiteUnidirectionalSequenceLSTMParams*>(node->builtin_data);
  if (NumberIn(params.activation) != kTfLiteActTanh) {
    return Refuse("expected TANH as activation", NumberIn(params.activation));
  }
  if (node->inputs->size < kLstmInputs) return Refuse("too few inputs", node->inputs->size);
  for (const Variant& variant : kVariants) {
    for (int i = variant.first; i <= variant.last; ++i) {
      if (InputTensor(context, node, i) != nullptr) return Refuse(variant.refusal, i);
    }
  }
  const TfLiteIntArray* input = InputTensor(context, node, kLstmInput)->dims;
  const TfLiteIntArray* output = OutputTensor(context, node)->dims;
  if (input->size != 3 || output->size != 3) return Refuse("expected 3 dimensions", input->size);
  if (input->data[0] != output->data[0] || input->data[1] != output->data[1]) {
    return Refuse("shapes of input and output do not agree", output->data[1]);
  }
  const LstmShape shape = LstmShapeOf(context, node);
  TF_LITE_ENSURE_STATUS(CheckGates(context, node, shape));
  const int state = shape.batches * shape.units;
  TF_LITE_ENSURE_STATUS(ExpectState(context, node, kLstmOutputState, state));
  return ExpectState(context, node, kLstmCellState, state);
}

TfLiteStatus CheckLstmTypes(TfLiteContext* context, const TfLiteNode* node, TfLiteType weight,
                            TfLiteType bias, TfLiteType cell) {
  const uint32_t type = Types(InputTensor(context, node, kLstmInput)->type);
  TF_LITE_ENSURE_STATUS(ExpectType(context, OutputTensor(context, node)->type, type));
  TF_LITE_ENSURE_STATUS(
      ExpectType(context, InputTensor(context, node, kLstmOutputState)->type, type));
  TF_LITE_ENSURE_STATUS(
      ExpectType(context, InputTensor(context, node, kLstmCellState)->type, Types(cell)));
  for (int g = 0; g < kLstmGates; ++g) {
    for (const int i : {kLstmInputWeights + g, kLstmRecurrentWeights + g}) {
      TF_LITE_ENSURE_STATUS(
          ExpectType(context, InputTensor(context, node, i)->type, Types(weight)));
    }
    TF_LITE_ENSURE_STATUS(
        ExpectType(context, InputTensor(context, node, kLstmBias + g)->type, Types(bias)));
  }
  return kTfLiteOk;
}

TfLiteStatus PrepareLstmScales(TfLiteContext* context, const TfLiteNode* node, LstmScales* scales) {
  const bool wide = InputTensor(context, node, kLstmInput)->type == kTfLiteInt16;
  TensorQuantization input;
  TensorQuantization output;
  TensorQuantization cell;
  TF_LITE_ENSURE_STATUS(ReadOneScale(context, node, kLstmInput, wide, &input));
  TF_LITE_ENSURE_STATUS(ReadOneScale(context, node, kLstmOutputState, wide, &output));
  TF_LITE_ENSURE_STATUS(ReadOneScale(context, node, kLstmCellState, true, &cell));
  const int most_shift = wide ? 7 : 30;
  for (int g = 0; g < kLstmGates; ++g) {
    TensorQuantization weights;
    TF_LITE_ENSURE_STATUS(ReadOneScale(context, node, kLstmInputWeights + g, true, &weights));
    TF_LITE_ENSURE_STATUS(
        SetScale(input.scale(), weights.scale(), kGateScale, most_shift, &scales->input[g]));
    TF_LITE_ENSURE_STATUS(ReadOneScale(context, node, kLstmRecurrentWeights + g, true, &weights));
    TF_LITE_ENSURE_STATUS(
        SetScale(output.scale(), weights.scale(), kGateScale, most_shift, &scales->recurrent[g]));
  }
  TF_LITE_ENSURE_STATUS(SetScale(kActivatedScale, cell.scale(), cell.scale(), 30, &scales->forget));
  TF_LITE_ENSURE_STATUS(
      SetScale(kActivatedScale, kActivatedScale, cell.scale(), 30, &scales->update));
  TF_LITE_ENSURE_STATUS(
      SetScale(kActivatedScale, kActivatedScale, output.scale(), 30, &scales->output));
  TF_LITE_ENSURE_STATUS(SetTanh(cell.scale(), &scales->tanh));
  scales->input_zero = input.zero_point;
  scales->output_zero = output.zero_point;
  const float clip =
      static_cast<const TfLiteUnidirectionalSequenceLSTMParams*>(node->builtin_data)->cell_clip;
  const uint32_t clip_bits = FloatBits(clip);
  // 0, negative numbers and NaN do not clip.
  const bool clips = clip_bits - 1 < 0x7F800000u;
  scales->cell_limit = clips ? Clamp(TruncatedRatio(clip, cell.scale()), 0, INT16_MAX) : -INT16_MIN;
  return kTfLiteOk;
}

}  // namespace tflite
