// CONCATENATION, PACK, SPLIT, SPLIT_V and UNPACK: one whole tensor and its parts along an axis. In
// each of the blocks before the axis a part has one run of bytes.
#include "kernels/math/fixed_point.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"
#include "kernels/support/typed_registration.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct JoinSplitData {
  int axis;  // of the whole
};

// Parts without the axis, one step along it each (PACK), or with it.
enum class Axis { kMissing, kPresent };

constexpr uint32_t kJoinTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                      kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);
constexpr uint32_t kPackTypes =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32);
constexpr uint32_t kSplitTypes =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32);

// The part agrees with the whole outside of the axis; *size is what it covers of it.
bool Fits(const TfLiteIntArray* whole, const TfLiteIntArray* part, int axis, Axis in_part,
          int64_t* size) {
  const int missing = in_part == Axis::kMissing ? 1 : 0;
  if (part->size + missing != whole->size) return false;
  for (int d = 0; d < whole->size; ++d) {
    if (d == axis) continue;
    if (part->data[d > axis ? d - missing : d] != whole->data[d]) return false;
  }
  *size += missing != 0 ? 1 : part->data[axis];
  return true;
}

TfLiteStatus CheckParts(TfLiteContext* context, TfLiteNode* node, const TfLiteEvalTensor* whole,
                        bool join, int axis, Axis in_part, uint32_t types) {
  auto* data = static_cast<JoinSplitData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(ExpectType(context, whole->type, types));
  TF_LITE_ENSURE_STATUS(ResolveAxis(axis, whole->dims->size, &data->axis));
  // Parts may be empty, but not all of them.
  if (ByteCount(whole) == 0) return Refuse("the whole has no elements; axis", axis);
  const int parts = join ? node->inputs->size : node->outputs->size;
  int64_t size = 0;
  for (int i = 0; i < parts; ++i) {
    const TfLiteEvalTensor* part =
        join ? InputTensor(context, node, i) : OutputTensor(context, node, i);
    if (part == nullptr) return Refuse("an input is absent", i);
    TF_LITE_ENSURE_STATUS(ExpectSameType(context, whole, part, types));
    if (!Fits(whole->dims, part->dims, data->axis, in_part, &size)) {
      return Refuse("shape does not fit the other tensors; tensor", i);
    }
  }
  return size == whole->dims->data[data->axis]
             ? kTfLiteOk
             : Refuse("the parts do not make the whole; axis", data->axis);
}

void Copy(const uint8_t* from, uint8_t* to, int bytes) {
  for (int i = 0; i < bytes; ++i) to[i] = from[i];
}

TfLiteStatus Move(TfLiteContext* context, TfLiteNode* node, const TfLiteEvalTensor* whole,
                  bool join) {
  const int axis = static_cast<const JoinSplitData*>(node->user_data)->axis;
  const int blocks = ElementCount(whole->dims, 0, axis);
  const int block = ByteCount(whole) / blocks;
  const int parts = join ? node->inputs->size : node->outputs->size;
  uint8_t* start = whole->data.uint8;
  for (int i = 0; i < parts; ++i) {
    const TfLiteEvalTensor* tensor =
        join ? InputTensor(context, node, i) : OutputTensor(context, node, i);
    const int run = ByteCount(tensor) / blocks;
    uint8_t* in_part = tensor->data.uint8;
    uint8_t* in_whole = start;
    for (int b = 0; b < blocks; ++b) {
      Copy(join ? in_part : in_whole, join ? in_whole : in_part, run);
      in_part += run;
      in_whole += block;
    }
    start += run;
  }
  return kTfLiteOk;
}

// Inputs of unsigned bytes in other quantisations than the output's need floats, which a build
// without all types does not link.
constexpr bool kRequantises = RUNTIME_ALL_TYPES != 0;

TfLiteStatus PrepareConcatenation(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteConcatenationParams*>(node->builtin_data);
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1, kEveryTensor));
  const int activation = NumberIn(params.activation);
  if (activation != kTfLiteActNone) return Refuse("activation not supported", activation);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(
      CheckParts(context, node, output, true, params.axis, Axis::kPresent, kJoinTypes));
  if (!IsByte(output->type)) return kTfLiteOk;
  TensorQuantization to;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &to));
  for (int i = 0; i < node->inputs->size; ++i) {
    TensorQuantization from;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[i], &from));
    if (!SameQuantization(from, to) && (!kRequantises || output->type != kTfLiteUInt8)) {
      return Refuse(kRequantises ? "input and output are quantised differently; input"
                                 : "input and output are quantised differently (uint8 may be with "
                                   "TYPES=all); input",
                    i);
    }
  }
  return kTfLiteOk;
}

TfLiteStatus PreparePack(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLitePackParams*>(node->builtin_data);
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  return CheckParts(context, node, OutputTensor(context, node), true, params.axis, Axis::kMissing,
                    kPackTypes);
}

TfLiteStatus PrepareUnpack(TfLiteContext* context, TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteUnpackParams*>(node->builtin_data);
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  return CheckParts(context, node, InputTensor(context, node, 0), false, params.axis,
                    Axis::kMissing, kSplitTypes);
}

TfLiteStatus PrepareSplitAlong(TfLiteContext* context, TfLiteNode* node, int whole,
                               const TfLiteEvalTensor* axis) {
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, axis, 1));
  if (!IsStored(axis)) return Refuse("axis is not a constant");
  return CheckParts(context, node, InputTensor(context, node, whole), false, IndexAt(axis, 0),
                    Axis::kPresent, kSplitTypes);
}

// The sizes of SPLIT_V are those of its outputs; input 1 only repeats them.
TfLiteStatus PrepareSplit(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  return PrepareSplitAlong(context, node, 1, InputTensor(context, node, 0));
}

TfLiteStatus PrepareSplitV(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 3, 1, kEveryTensor));
  return PrepareSplitAlong(context, node, 0, InputTensor(context, node, 2));
}

TfLiteStatus InvokeJoin(TfLiteContext* context, TfLiteNode* node) {
  return Move(context, node, OutputTensor(context, node), true);
}

// One input of CONCATENATION, in place, from its quantisation to that of the output, with the
// roundings of the reference.
void Requantise(const TensorQuantization& from, const TensorQuantization& to, uint8_t* data,
                int count) {
  const float scale = from.scale() * (1.0f / to.scale());
  const float bias = static_cast<float>(-from.zero_point) * scale;
  for (int i = 0; i < count; ++i) {
    const int32_t value = RoundToInt(static_cast<float>(data[i]) * scale + bias) + to.zero_point;
    data[i] = static_cast<uint8_t>(Clamp(value, 0, UINT8_MAX));
  }
}

TfLiteStatus InvokeConcatenation(TfLiteContext* context, TfLiteNode* node) {
  TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(InvokeJoin(context, node));
  if (!kRequantises || output->type != kTfLiteUInt8) return kTfLiteOk;
  TensorQuantization to;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &to));
  const int axis = static_cast<const JoinSplitData*>(node->user_data)->axis;
  const int blocks = ElementCount(output->dims, 0, axis);
  const int block = ByteCount(output) / blocks;
  uint8_t* start = output->data.uint8;
  for (int i = 0; i < node->inputs->size; ++i) {
    TensorQuantization from;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[i], &from));
    const int run = ByteCount(InputTensor(context, node, i)) / blocks;
    for (int b = 0; !SameQuantization(from, to) && b < blocks; ++b) {
      Requantise(from, to, start + b * block, run);
    }
    start += run;
  }
  return kTfLiteOk;
}

template <int kWhole>
TfLiteStatus InvokeSplit(TfLiteContext* context, TfLiteNode* node) {
  return Move(context, node, InputTensor(context, node, kWhole), false);
}

constexpr TFLMRegistration Registration(TfLiteStatus (*prepare)(TfLiteContext*, TfLiteNode*),
                                        TfLiteStatus (*invoke)(TfLiteContext*, TfLiteNode*)) {
  return {InitData<JoinSplitData>, nullptr, prepare, invoke, nullptr, 0, nullptr};
}

}  // namespace

const TFLMRegistration& Register_CONCATENATION() {
  static constexpr TFLMRegistration kRegistration =
      Registration(PrepareConcatenation, InvokeConcatenation);
  return kRegistration;
}

const TFLMRegistration& Register_PACK() {
  static constexpr TFLMRegistration kRegistration = Registration(PreparePack, InvokeJoin);
  return kRegistration;
}

const TFLMRegistration& Register_UNPACK() {
  static constexpr TFLMRegistration kRegistration = Registration(PrepareUnpack, InvokeSplit<0>);
  return kRegistration;
}

const TFLMRegistration& Register_SPLIT() {
  static constexpr TFLMRegistration kRegistration = Registration(PrepareSplit, InvokeSplit<1>);
  return kRegistration;
}

const TFLMRegistration& Register_SPLIT_V() {
  static constexpr TFLMRegistration kRegistration = Registration(PrepareSplitV, InvokeSplit<0>);
  return kRegistration;
}

}  // namespace tflite
