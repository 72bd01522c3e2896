// EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS and LESS_EQUAL. INT8 is compared in multiples of
// 1/256, INT16 exactly, as what the quantisation says or, without one, as it is.
#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr int kFractionBits = 8;

struct CompareData {
  int32_t zero_x, zero_y;
  QuantizedMultiplier scale_x, scale_y;
};

constexpr uint32_t kOrdered =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32);

// Products with one scale are shifted this far at most: then they are larger than any of the other,
// below 2^(15 + 31), unless they are 0.
constexpr int kMostShift = 16;

// Gives both scales the same exponent.
void AlignScales(CompareData* data) {
  const int difference = data->scale_x.shift - data->scale_y.shift;
  const int left = difference < 0 ? -difference : difference;
  const int shift = left < kMostShift ? left : kMostShift;
  data->scale_x.shift = difference > 0 ? shift : 0;
  data->scale_y.shift = difference < 0 ? shift : 0;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node, uint32_t types) {
  auto* data = static_cast<CompareData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(ExpectBroadcast(context, node, types));
  TF_LITE_ENSURE_STATUS(ExpectType(context, OutputTensor(context, node)->type, Types(kTfLiteBool)));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  *data = {0, 0, {1 << 30, 0}, {1 << 30, 0}};
  if (!IsByte(type) && type != kTfLiteInt16) return kTfLiteOk;
  if (type == kTfLiteInt16 && !IsQuantised(context, node->inputs->data[0])) return kTfLiteOk;
  TensorQuantization x;
  TensorQuantization y;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &x));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[1], &y));
  *data = {x.zero_point, y.zero_point, MultiplierOf(x.scale(), 1.0f, 1.0f),
           MultiplierOf(y.scale(), 1.0f, 1.0f)};
  if (IsByte(type)) {
    return data->scale_x.shift <= 0 && data->scale_y.shift <= 0
               ? kTfLiteOk
               : Refuse("a scale is not below 1", data->scale_x.shift);
  }
  AlignScales(data);
  return x.zero_point == 0 && y.zero_point == 0
             ? kTfLiteOk
             : Refuse("zero points of 16-bit tensors must be 0", x.zero_point);
}

TfLiteStatus PrepareOrder(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node, kOrdered);
}

TfLiteStatus PrepareEquality(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node, kOrdered | Types(kTfLiteBool));
}

struct Equal {
  template <typename T>
  static bool Of(T a, T b) {
    return a == b;
  }
};

struct Less {
  template <typename T>
  static bool Of(T a, T b) {
    return a < b;
  }
};

struct LessEqual {
  template <typename T>
  static bool Of(T a, T b) {
    return a <= b;
  }
};

template <typename Relation>
struct Not {
  template <typename T>
  static bool Of(T a, T b) {
    return !Relation::Of(a, b);
  }
};

template <typename Relation>
struct Swapped {
  template <typename T>
  static bool Of(T a, T b) {
    return Relation::Of(b, a);
  }
};

template <typename Relation, typename T>
void Run(const TfLiteEvalTensor* x, const TfLiteEvalTensor* y, TfLiteEvalTensor* out) {
  ForEachPair<T, bool>(x, y, out, [](T a, T b) { return Relation::Of(a, b); });
}

template <typename Relation, typename T>
void RunScaled(const CompareData& data, const TfLiteEvalTensor* x, const TfLiteEvalTensor* y,
               TfLiteEvalTensor* out) {
  const auto scaled = [](int32_t value, int32_t zero, const QuantizedMultiplier& scale) {
    return Rescale((value - zero) * (1 << kFractionBits), scale.multiplier, scale.shift);
  };
  ForEachPair<T, bool>(x, y, out, [&](int32_t a, int32_t b) {
    return Relation::Of(scaled(a, data.zero_x, data.scale_x), scaled(b, data.zero_y, data.scale_y));
  });
}

template <typename Relation>
void RunExact(const CompareData& data, const TfLiteEvalTensor* x, const TfLiteEvalTensor* y,
              TfLiteEvalTensor* out) {
  const auto scaled = [](int64_t value, const QuantizedMultiplier& scale) {
    return value * scale.multiplier * (1 << scale.shift);
  };
  ForEachPair<int16_t, bool>(x, y, out, [&](int64_t a, int64_t b) {
    return Relation::Of(scaled(a, data.scale_x), scaled(b, data.scale_y));
  });
}

// Constants of 8 bytes may be aligned to 4 only.
struct __attribute__((packed, aligned(4))) Wide {
  int64_t value;
  friend bool operator==(Wide a, Wide b) { return a.value == b.value; }
  friend bool operator<(Wide a, Wide b) { return a.value < b.value; }
  friend bool operator<=(Wide a, Wide b) { return a.value <= b.value; }
};

template <typename Relation>
TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  TfLiteEvalTensor* out = OutputTensor(context, node);
  if (x->type == kTfLiteInt8) {
    RunScaled<Relation, int8_t>(*static_cast<const CompareData*>(node->user_data), x, y, out);
  } else if (x->type == kTfLiteUInt8) {
    RunScaled<Relation, uint8_t>(*static_cast<const CompareData*>(node->user_data), x, y, out);
  } else if (x->type == kTfLiteInt16) {
    RunExact<Relation>(*static_cast<const CompareData*>(node->user_data), x, y, out);
  } else if (x->type == kTfLiteInt32) {
    Run<Relation, int32_t>(x, y, out);
  } else if (x->type == kTfLiteInt64) {
    Run<Relation, Wide>(x, y, out);
  } else if (x->type == kTfLiteFloat32) {
    Run<Relation, float>(x, y, out);
  } else {
    Run<Relation, uint8_t>(x, y, out);
  }
  return kTfLiteOk;
}

constexpr TFLMRegistration Registration(TfLiteStatus (*prepare)(TfLiteContext*, TfLiteNode*),
                                        TfLiteStatus (*invoke)(TfLiteContext*, TfLiteNode*)) {
  return {InitData<CompareData>, nullptr, prepare, invoke, nullptr, 0, nullptr};
}

}  // namespace

const TFLMRegistration& Register_EQUAL() {
  static constexpr TFLMRegistration kRegistration = Registration(PrepareEquality, Invoke<Equal>);
  return kRegistration;
}

const TFLMRegistration& Register_NOT_EQUAL() {
  static constexpr TFLMRegistration kRegistration =
      Registration(PrepareEquality, Invoke<Not<Equal>>);
  return kRegistration;
}

const TFLMRegistration& Register_GREATER() {
  static constexpr TFLMRegistration kRegistration =
      Registration(PrepareOrder, Invoke<Swapped<Less>>);
  return kRegistration;
}

const TFLMRegistration& Register_GREATER_EQUAL() {
  static constexpr TFLMRegistration kRegistration =
      Registration(PrepareOrder, Invoke<Swapped<LessEqual>>);
  return kRegistration;
}

const TFLMRegistration& Register_LESS() {
  static constexpr TFLMRegistration kRegistration = Registration(PrepareOrder, Invoke<Less>);
  return kRegistration;
}

const TFLMRegistration& Register_LESS_EQUAL() {
  static constexpr TFLMRegistration kRegistration = Registration(PrepareOrder, Invoke<LessEqual>);
  return kRegistration;
}

}  // namespace tflite
