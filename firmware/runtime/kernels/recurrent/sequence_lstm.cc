// The inference of UNIDIRECTIONAL_SEQUENCE_LSTM. All gates of a moment see the output of the moment
// before: new outputs go to the output tensor, and when all units are done to the state.
#include "kernels/recurrent/sequence_lstm.h"

#include "kernels/activations/sigmoid_int16.h"
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

// Arithmetic of a kind of numbers: gates from sums, cells from gates, outputs from cells. Sums of
// integers are unsigned: those of an absurd model wrap.
struct RealLstm {
  using Number = float;
  using Weight = float;
  using Cell = float;
  using Bias = float;
  using Sum = float;
  float cell_limit;

  explicit RealLstm(const TfLiteNode* node)
      : cell_limit(static_cast<const TfLiteUnidirectionalSequenceLSTMParams*>(node->builtin_data)
                       ->cell_clip) {}

  static float InputOf(float x) { return x; }
  static float OutputOf(float x) { return x; }
  static float Gate(LstmGate, float input, float recurrent) { return input + recurrent; }
  static float Logistic(float x) { return LogisticFloat(x); }
  static float GateTanh(float x) { return TanhFloat(x); }
  float NewCell(float forget, float cell, float input, float update) const {
    const float sum = forget * cell + input * update;
    if (!(cell_limit > 0)) return sum;
    return sum > cell_limit ? cell_limit : sum < -cell_limit ? -cell_limit : sum;
  }
  static float NewOutput(float gate, float cell) { return gate * TanhFloat(cell); }
};

inline int16_t ToInt16(int32_t x) { return static_cast<int16_t>(Clamp(x, INT16_MIN, INT16_MAX)); }

inline int32_t RescaleSum(uint32_t sum, QuantizedMultiplier scale) {
  return Rescale(static_cast<int32_t>(sum), scale.multiplier, scale.shift);
}

inline int32_t RescaleSum(uint64_t sum, QuantizedMultiplier scale) {
  return RescaleWide(static_cast<int64_t>(sum), scale.multiplier, scale.shift);
}

template <typename NumberType, typename BiasType, typename SumType>
struct QuantisedLstm {
  using Number = NumberType;
  using Weight = int8_t;
  using Cell = int16_t;
  using Bias = BiasType;
  using Sum = SumType;
  const LstmScales& scales;

  explicit QuantisedLstm(const TfLiteNode* node)
      : scales(*static_cast<const LstmScales*>(node->user_data)) {}

  int32_t InputOf(Number x) const { return x - scales.input_zero; }
  int32_t OutputOf(Number x) const { return x - scales.output_zero; }
  int16_t Gate(LstmGate g, Sum input, Sum recurrent) const {
    return ToInt16(ToInt16(RescaleSum(input, scales.input[g])) +
                   ToInt16(RescaleSum(recurrent, scales.recurrent[g])));
  }
  static int32_t Logistic(int16_t x) { return SigmoidInt16(false, {3, 0}, x); }
  static int32_t GateTanh(int16_t x) { return SigmoidInt16(true, {3, 0}, x); }
  static int32_t Multiply(int32_t a, int32_t b, QuantizedMultiplier scale) {
    return Rescale(a * b, scale.multiplier, scale.shift);
  }
  int16_t NewCell(int32_t forget, int16_t cell, int32_t input, int32_t update) const {
    const int32_t kept = ToInt16(Multiply(forget, cell, scales.forget));
    const int32_t added = ToInt16(Multiply(input, update, scales.update));
    return ToInt16(Clamp(ToInt16(kept + added), -scales.cell_limit, scales.cell_limit));
  }
  Number NewOutput(int32_t gate, int16_t cell) const {
    constexpr int32_t kLow = sizeof(Number) == 1 ? INT8_MIN : INT16_MIN;
    constexpr int32_t kHigh = sizeof(Number) == 1 ? INT8_MAX : INT16_MAX;
    const int32_t product = Multiply(SigmoidInt16(true, scales.tanh, cell), gate, scales.output);
    return static_cast<Number>(Clamp(AddWrapping(product, scales.output_zero), kLow, kHigh));
  }
};

template <typename Arithmetic>
class Lstm {
 public:
  using Number = typename Arithmetic::Number;
  using Weight = typename Arithmetic::Weight;
  using Cell = typename Arithmetic::Cell;
  using Bias = typename Arithmetic::Bias;
  using Sum = typename Arithmetic::Sum;

  Lstm(TfLiteContext* context, const TfLiteNode* node)
      : arithmetic_(node), shape_(LstmShapeOf(context, node)) {
    for (int g = 0; g < kLstmGates; ++g) {
      input_weights_[g] = DataOf<Weight>(InputTensor(context, node, kLstmInputWeights + g));
      recurrent_weights_[g] = DataOf<Weight>(InputTensor(context, node, kLstmRecurrentWeights + g));
      bias_[g] = InputTensor(context, node, kLstmBias + g)->data.uint8;
    }
  }

  void Run(const Number* input, Number* state, Cell* cell, Number* output) const {
    const LstmShape& s = shape_;
    for (int b = 0; b < s.batches; ++b) {
      for (int t = 0; t < s.steps; ++t) {
        const int moment = s.time_major ? t * s.batches + b : b * s.steps + t;
        Number* out = output + moment * s.units;
        for (int unit = 0; unit < s.units; ++unit) {
          out[unit] = Step(unit, input + moment * s.features, state, &cell[unit]);
        }
        for (int unit = 0; unit < s.units; ++unit) state[unit] = out[unit];
      }
      state += s.units;
      cell += s.units;
    }
  }

 private:
  Number Step(int unit, const Number* input, const Number* state, Cell* cell) const {
    const auto input_gate = arithmetic_.Logistic(GateSum(kInputGate, unit, input, state));
    const auto forget = arithmetic_.Logistic(GateSum(kForgetGate, unit, input, state));
    const auto update = arithmetic_.GateTanh(GateSum(kCellGate, unit, input, state));
    const auto output = arithmetic_.Logistic(GateSum(kOutputGate, unit, input, state));
    *cell = arithmetic_.NewCell(forget, *cell, input_gate, update);
    return arithmetic_.NewOutput(output, *cell);
  }

  Cell GateSum(LstmGate g, int unit, const Number* input, const Number* state) const {
    Sum of_input = 0;
    const Weight* w = input_weights_[g] + unit * shape_.features;
    for (int i = 0; i < shape_.features; ++i) {
      of_input += static_cast<Sum>(arithmetic_.InputOf(input[i]) * w[i]);
    }
    Sum of_state = 0;
    w = recurrent_weights_[g] + unit * shape_.units;
    for (int i = 0; i < shape_.units; ++i) {
      of_state += static_cast<Sum>(arithmetic_.OutputOf(state[i]) * w[i]);
    }
    Bias bias;  // 8-byte numbers are aligned to 4 in the file
    __builtin_memcpy(&bias, bias_[g] + static_cast<size_t>(unit) * sizeof(Bias), sizeof(Bias));
    return arithmetic_.Gate(g, of_input + static_cast<Sum>(bias), of_state);
  }

  Arithmetic arithmetic_;
  LstmShape shape_;
  const Weight* input_weights_[kLstmGates];
  const Weight* recurrent_weights_[kLstmGates];
  const uint8_t* bias_[kLstmGates];
};

template <typename Arithmetic>
void RunLstm(TfLiteContext* context, const TfLiteNode* node) {
  using Number = typename Arithmetic::Number;
  Lstm<Arithmetic>(context, node)
      .Run(DataOf<Number>(InputTensor(context, node, kLstmInput)),
           MutableDataOf<Number>(InputTensor(context, node, kLstmOutputState)),
           MutableDataOf<typename Arithmetic::Cell>(InputTensor(context, node, kLstmCellState)),
           MutableDataOf<Number>(OutputTensor(context, node)));
}

template <TypeSet kKinds>
struct SequenceLstm {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(PrepareLstmTensors(context, node));
    const TfLiteType type = InputTensor(context, node, kLstmInput)->type;
    TF_LITE_ENSURE_STATUS(
        ExpectType(context, type, Types(kTfLiteInt8, kTfLiteInt16, kTfLiteFloat32)));
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    if (type == kTfLiteFloat32) return CheckLstmTypes(context, node, type, type, type);
    const TfLiteType bias = type == kTfLiteInt8 ? kTfLiteInt32 : kTfLiteInt64;
    TF_LITE_ENSURE_STATUS(CheckLstmTypes(context, node, kTfLiteInt8, bias, kTfLiteInt16));
    return PrepareLstmScales(context, node, static_cast<LstmScales*>(node->user_data));
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const TfLiteType type = InputTensor(context, node, kLstmInput)->type;
    if ((kKinds & kFloatKinds) != 0 && type == kTfLiteFloat32) {
      RunLstm<RealLstm>(context, node);
    } else if ((kKinds & kInt16Kinds) != 0 && type == kTfLiteInt16) {
      RunLstm<QuantisedLstm<int16_t, int64_t, uint64_t>>(context, node);
    } else if ((kKinds & kInt8Kinds) != 0) {
      RunLstm<QuantisedLstm<int8_t, int32_t, uint32_t>>(context, node);
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(UNIDIRECTIONAL_SEQUENCE_LSTM, LstmScales, SequenceLstm)

}  // namespace tflite
