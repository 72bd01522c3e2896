// SVDF: a filter that is a product of a filter over the features of one moment and one over time.
// Inputs: features [b, in], feature weights [f, in], time weights [f, m], bias [f / rank] or none,
// state [b, f * m], a variable with the last m results of each of the f filters, oldest first.
// Output [b, f / rank]: for each unit the sum of `rank` filters.
#include <initializer_list>

#include "kernels/math/fixed_point.h"
#include "kernels/math/float_activation.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/state_tensor.h"
#include "kernels/support/tensor_support.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

constexpr int kFeatures = 0;
constexpr int kFeatureWeights = 1;
constexpr int kTimeWeights = 2;
constexpr int kBias = 3;
constexpr int kState = 4;

struct SvdfData {
  QuantizedMultiplier to_state;   // products of features and their weights
  QuantizedMultiplier to_output;  // products of states and time weights
  int32_t input_zero, state_zero, output_zero;
};

struct SvdfShape {
  int batches, features, filters, moments, rank;
};

SvdfShape ShapeOf(TfLiteContext* context, const TfLiteNode* node) {
  const TfLiteIntArray* input = InputTensor(context, node, kFeatures)->dims;
  const int filters = InputTensor(context, node, kFeatureWeights)->dims->data[0];
  const int moments = InputTensor(context, node, kTimeWeights)->dims->data[1];
  const int rank = static_cast<const TfLiteSVDFParams*>(node->builtin_data)->rank;
  return {input->data[0], input->data[1], filters, moments, rank};
}

TfLiteStatus CheckShape(TfLiteContext* context, const TfLiteNode* node) {
  for (const int i : {kFeatures, kFeatureWeights, kTimeWeights}) {
    const int rank = InputTensor(context, node, i)->dims->size;
    if (rank != 2) return Refuse("expected 2 dimensions", rank);
  }
  const SvdfShape s = ShapeOf(context, node);
  if (s.rank < 1 || s.filters % s.rank != 0) return Refuse("rank does not divide filters", s.rank);
  const int units = s.filters / s.rank;
  const TfLiteIntArray* output = OutputTensor(context, node)->dims;
  if (InputTensor(context, node, kFeatureWeights)->dims->data[1] != s.features ||
      InputTensor(context, node, kTimeWeights)->dims->data[0] != s.filters || output->size != 2 ||
      output->data[0] != s.batches || output->data[1] != units) {
    return Refuse("shapes of input, weights and output do not agree", units);
  }
  const TfLiteEvalTensor* bias = InputTensor(context, node, kBias);
  if (bias != nullptr && ElementCount(bias->dims) != units) {
    return Refuse("bias does not fit", units);
  }
  const int64_t state = int64_t{s.batches} * s.filters * s.moments;
  return state <= INT32_MAX ? ExpectState(context, node, kState, static_cast<int>(state))
                            : Refuse("shapes are too large", s.filters);
}

TfLiteStatus CheckTypes(TfLiteContext* context, const TfLiteNode* node) {
  const TfLiteType type = InputTensor(context, node, kFeatures)->type;
  const bool real = type == kTfLiteFloat32;
  const TfLiteType time = InputTensor(context, node, kTimeWeights)->type;
  if (OutputTensor(context, node)->type != type) {
    return RefuseOperatorType(context, OutputTensor(context, node)->type);
  }
  if (InputTensor(context, node, kFeatureWeights)->type != type) {
    return RefuseOperatorType(context, InputTensor(context, node, kFeatureWeights)->type);
  }
  TF_LITE_ENSURE_STATUS(
      ExpectType(context, time, real ? Types(kTfLiteFloat32) : Types(kTfLiteInt8, kTfLiteInt16)));
  const TfLiteEvalTensor* bias = InputTensor(context, node, kBias);
  if (bias != nullptr) {
    TF_LITE_ENSURE_STATUS(
        ExpectType(context, bias->type, Types(real ? kTfLiteFloat32 : kTfLiteInt32)));
  }
  // The state has the numbers of the weights that it is multiplied with.
  return ExpectType(context, InputTensor(context, node, kState)->type, Types(time));
}

TfLiteStatus PrepareScales(TfLiteContext* context, const TfLiteNode* node, SvdfData* data) {
  TensorQuantization q[5];
  for (const int i : {kFeatures, kFeatureWeights, kTimeWeights, kState}) {
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[i], &q[i]));
    if (q[i].scales->size != 1) return Refuse("expected one scale; input", i);
  }
  TensorQuantization output;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &output));
  data->input_zero = q[kFeatures].zero_point;
  data->state_zero = q[kState].zero_point;
  data->output_zero = output.zero_point;
  data->to_state =
      MultiplierOf(q[kFeatures].scale(), q[kFeatureWeights].scale(), q[kState].scale());
  data->to_output = MultiplierOf(q[kState].scale(), q[kTimeWeights].scale(), output.scale());
  return data->to_state.shift <= 30 && data->to_output.shift <= 30
             ? kTfLiteOk
             : Refuse("scales differ too much");
}

// What a kind of numbers does with sums. Integers wrap, as sums of 32 bits do.
struct Real {
  using Sum = float;
  using Input = float;
  using Bias = float;
  TfLiteFusedActivation activation;

  static float InputOf(float x) { return x; }
  static float StateOf(float x) { return x; }
  float ToState(float sum) const { return sum; }
  float ToOutput(float sum) const {
    switch (activation) {
      case kTfLiteActNone:
        return sum;
      case kTfLiteActTanh:
        return TanhFloat(sum);
      case kTfLiteActSignBit:
        return FloatBits(sum) >> 31 != 0 ? 1.0f : 0.0f;
      case kTfLiteActSigmoid:
        return LogisticFloat(sum);
      default:
        return RangeOf(activation).Clamp(sum);
    }
  }
};

template <typename State>
struct Quantised {
  using Sum = uint32_t;
  using Input = int8_t;
  using Bias = int32_t;
  const SvdfData& data;

  int32_t InputOf(int8_t x) const { return x - data.input_zero; }
  int32_t StateOf(State x) const { return x - data.state_zero; }
  State ToState(uint32_t sum) const {
    constexpr int32_t kLow = sizeof(State) == 1 ? INT8_MIN : INT16_MIN;
    constexpr int32_t kHigh = sizeof(State) == 1 ? INT8_MAX : INT16_MAX;
    const int32_t scaled =
        Rescale(static_cast<int32_t>(sum), data.to_state.multiplier, data.to_state.shift);
    // The zero point is added after the clamp: with one that is not 0 the reference wraps.
    return static_cast<State>(Clamp(scaled, kLow, kHigh) + data.state_zero);
  }
  int8_t ToOutput(uint32_t sum) const {
    const int32_t scaled =
        Rescale(static_cast<int32_t>(sum), data.to_output.multiplier, data.to_output.shift);
    return static_cast<int8_t>(Clamp(AddWrapping(scaled, data.output_zero), INT8_MIN, INT8_MAX));
  }
};

// Each filter forgets its oldest result and gets one more.
template <typename State, typename Numbers>
void Remember(const SvdfShape& s, const Numbers& numbers, const void* features, const void* weights,
              State* state) {
  using Number = typename Numbers::Input;
  using Sum = typename Numbers::Sum;
  const auto* input = static_cast<const Number*>(features);
  for (int b = 0; b < s.batches; ++b) {
    const auto* w = static_cast<const Number*>(weights);
    for (int f = 0; f < s.filters; ++f) {
      Sum sum = 0;
      for (int i = 0; i < s.features; ++i) {
        sum += static_cast<Sum>(numbers.InputOf(input[i]) * w[i]);
      }
      for (int m = 1; m < s.moments; ++m) state[m - 1] = state[m];
      state[s.moments - 1] = numbers.ToState(sum);
      w += s.features;
      state += s.moments;
    }
    input += s.features;
  }
}

template <typename State, typename Numbers>
void Respond(const SvdfShape& s, const Numbers& numbers, const State* state, const void* weights,
             const void* bias, void* output) {
  using Sum = typename Numbers::Sum;
  const auto* terms = static_cast<const typename Numbers::Bias*>(bias);
  auto* out = static_cast<typename Numbers::Input*>(output);
  for (int b = 0; b < s.batches; ++b) {
    const auto* w = static_cast<const State*>(weights);
    for (int unit = 0; unit < s.filters / s.rank; ++unit) {
      Sum total = terms != nullptr ? static_cast<Sum>(terms[unit]) : 0;
      for (int r = 0; r < s.rank; ++r) {
        Sum sum = 0;
        for (int m = 0; m < s.moments; ++m) {
          sum += static_cast<Sum>(numbers.StateOf(*state++) * *w++);
        }
        total += sum;
      }
      *out++ = numbers.ToOutput(total);
    }
  }
}

template <typename State, typename Numbers>
void Run(TfLiteContext* context, const TfLiteNode* node, const SvdfShape& shape,
         const Numbers& numbers) {
  State* state = MutableDataOf<State>(InputTensor(context, node, kState));
  Remember(shape, numbers, InputTensor(context, node, kFeatures)->data.data,
           InputTensor(context, node, kFeatureWeights)->data.data, state);
  Respond(shape, numbers, state, InputTensor(context, node, kTimeWeights)->data.data,
          DataOf<void>(InputTensor(context, node, kBias)), OutputTensor(context, node)->data.data);
}

template <TypeSet kKinds>
struct Svdf {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 3, 1));
    const TfLiteType type = InputTensor(context, node, kFeatures)->type;
    TF_LITE_ENSURE_STATUS(ExpectType(context, type, Types(kTfLiteInt8, kTfLiteFloat32)));
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds, kInt8Kinds | kFloatKinds));
    TF_LITE_ENSURE_STATUS(CheckShape(context, node));
    TF_LITE_ENSURE_STATUS(CheckTypes(context, node));
    return type == kTfLiteFloat32
               ? kTfLiteOk
               : PrepareScales(context, node, static_cast<SvdfData*>(node->user_data));
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const SvdfData*>(node->user_data);
    const SvdfShape shape = ShapeOf(context, node);
    if ((kKinds & kFloatKinds) != 0 &&
        InputTensor(context, node, kFeatures)->type == kTfLiteFloat32) {
      const auto& params = *static_cast<const TfLiteSVDFParams*>(node->builtin_data);
      Run<float>(context, node, shape, Real{ActivationIn(params.activation)});
    } else if ((kKinds & kInt8Kinds) != 0) {
      if (InputTensor(context, node, kState)->type == kTfLiteInt16) {
        Run<int16_t>(context, node, shape, Quantised<int16_t>{data});
      } else {
        Run<int8_t>(context, node, shape, Quantised<int8_t>{data});
      }
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(SVDF, SvdfData, Svdf)

}  // namespace tflite
