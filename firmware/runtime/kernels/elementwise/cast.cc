// CAST. Integers are cut to the bits of the output; floats are cut towards zero, and those outside
// of the output type become its nearest number (NaN becomes 0). What is not 0 is true.
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kCastTypes = Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32,
                                      kTfLiteUInt32, kTfLiteFloat32, kTfLiteBool);

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectType(context, input->type, kCastTypes));
  TF_LITE_ENSURE_STATUS(ExpectType(context, output->type, kCastTypes));
  return ElementCount(input->dims) == ElementCount(output->dims)
             ? kTfLiteOk
             : Refuse("input and output have different shapes", output->dims->size);
}

// The low 32 bits of an integer.
uint32_t Load(const TfLiteEvalTensor* tensor, int i) {
  switch (tensor->type) {
    case kTfLiteInt8:
      return static_cast<uint32_t>(tensor->data.int8[i]);
    case kTfLiteUInt8:
      return tensor->data.uint8[i];
    case kTfLiteInt16:
      return static_cast<uint32_t>(tensor->data.i16[i]);
    case kTfLiteBool:
      return tensor->data.uint8[i] != 0;
    default:
      return tensor->data.u32[i];
  }
}

void Store(TfLiteEvalTensor* tensor, int i, uint32_t bits) {
  switch (tensor->type) {
    case kTfLiteInt8:
    case kTfLiteUInt8:
      tensor->data.uint8[i] = static_cast<uint8_t>(bits);
      break;
    case kTfLiteInt16:
      tensor->data.ui16[i] = static_cast<uint16_t>(bits);
      break;
    case kTfLiteBool:
      tensor->data.uint8[i] = bits != 0;
      break;
    default:
      tensor->data.u32[i] = bits;
  }
}

uint32_t FromFloat(float value, TfLiteType type) {
  if (type == kTfLiteBool) return value != 0.0f;
  if (value != value) return 0;
  if (type == kTfLiteUInt8 && value >= 255.0f) return UINT8_MAX;
  if (type == kTfLiteUInt32 || type == kTfLiteUInt8) {
    return value <= 0.0f ? 0 : value >= 4294967296.0f ? UINT32_MAX : static_cast<uint32_t>(value);
  }
  const int bits = 8 * ElementBytes(type) - 1;
  const int32_t most = static_cast<int32_t>((uint32_t{1} << bits) - 1);
  const int32_t least = -most - 1;
  // The lower bound is a power of two and exact as a float.
  const float low = static_cast<float>(least);
  if (value <= low) return static_cast<uint32_t>(least);
  return static_cast<uint32_t>(value >= -low ? most : static_cast<int32_t>(value));
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int count = ElementCount(output->dims);
  for (int i = 0; i < count; ++i) {
    if (input->type == kTfLiteFloat32) {
      const float value = input->data.f[i];
      if (output->type == kTfLiteFloat32) {
        output->data.f[i] = value;
      } else {
        Store(output, i, FromFloat(value, output->type));
      }
      continue;
    }
    const uint32_t bits = Load(input, i);
    if (output->type != kTfLiteFloat32) {
      Store(output, i, bits);
    } else {
      output->data.f[i] = input->type == kTfLiteUInt32
                              ? static_cast<float>(bits)
                              : static_cast<float>(static_cast<int32_t>(bits));
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_CAST() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
