// PAD and PADV2.
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct PadData {
  uint8_t value[4];  // of PAD: zero in the quantisation of the output
};

// Where the input goes: a walk in bytes and the offset of its first element in the output.
TfLiteStatus MakePlan(TfLiteContext* context, TfLiteNode* node, StridedWalk* walk,
                      int32_t* offset) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* paddings = InputTensor(context, node, 1);
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  int32_t from = ByteCount(input);
  int32_t to = ByteCount(OutputTensor(context, node));
  *offset = 0;
  for (int d = 0; d < out->size; ++d) {
    const int32_t size = input->dims->data[d];
    const int32_t before = IndexAt(paddings, 2 * d);
    const int32_t after = IndexAt(paddings, 2 * d + 1);
    if (before < 0 || after < 0 || int64_t{before} + size + after != out->data[d]) {
      return Refuse("padding does not fit the output; dimension", d);
    }
    if (size != 0) from /= size;
    to /= out->data[d];
    *offset += before * to;
    walk->Add(size, from, to);
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node, bool with_value) {
  auto* data = static_cast<PadData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, with_value ? 3 : 2, 1, 3));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* paddings = InputTensor(context, node, 1);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(
      ExpectSameType(context, input, output,
                     Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32)));
  if (input->dims->size != output->dims->size) {
    return Refuse("input and output have different ranks", output->dims->size);
  }
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, paddings, 2 * output->dims->size));
  if (IsStored(paddings)) {
    StridedWalk walk;
    int32_t offset;
    TF_LITE_ENSURE_STATUS(MakePlan(context, node, &walk, &offset));
  }
  *data = {};
  TensorQuantization quantization = {};
  const bool quantised = IsByte(input->type);
  if (quantised) {
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &quantization));
    data->value[0] = static_cast<uint8_t>(quantization.zero_point);
  }
  if (!with_value) return kTfLiteOk;
  const TfLiteEvalTensor* value = InputTensor(context, node, 2);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, value, ~0u));
  if (ElementCount(value->dims) != 1) {
    return Refuse("padding value is not one number", ElementCount(value->dims));
  }
  if (!quantised) return kTfLiteOk;
  TensorQuantization given;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[2], &given));
  return SameQuantization(given, quantization)
             ? kTfLiteOk
             : Refuse("padding value and output are quantised differently", given.zero_point);
}

TfLiteStatus PreparePad(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node, false);
}

TfLiteStatus PreparePadV2(TfLiteContext* context, TfLiteNode* node) {
  return Prepare(context, node, true);
}

TfLiteStatus Pad(TfLiteContext* context, TfLiteNode* node, const uint8_t* value) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  StridedWalk walk;
  int32_t offset;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &walk, &offset));
  const int bytes = ElementBytes(output->type);
  FillElements(output->data.uint8, ElementCount(output->dims), bytes, value);
  if (ByteCount(input) != 0) {
    CopyElements(walk, bytes, input->data.uint8, output->data.uint8 + offset);
  }
  return kTfLiteOk;
}

TfLiteStatus InvokePad(TfLiteContext* context, TfLiteNode* node) {
  return Pad(context, node, static_cast<const PadData*>(node->user_data)->value);
}

TfLiteStatus InvokePadV2(TfLiteContext* context, TfLiteNode* node) {
  return Pad(context, node, InputTensor(context, node, 2)->data.uint8);
}

}  // namespace

const TFLMRegistration& Register_PAD() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<PadData>, nullptr, PreparePad, InvokePad, nullptr, 0, nullptr};
  return kRegistration;
}

const TFLMRegistration& Register_PADV2() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<PadData>, nullptr, PreparePadV2, InvokePadV2, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
