// ADD_N: the sum of two and more tensors of one shape and, if they are INT8, of one quantisation.
#include "kernels/elementwise/byte_sums.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  const bool bytes = output->type == kTfLiteInt8;
  for (int i = 0; i < node->inputs->size; ++i) {
    const TfLiteEvalTensor* input = InputTensor(context, node, i);
    if (input == nullptr) return Refuse("an input is absent", i);
    TF_LITE_ENSURE_STATUS(
        ExpectSameType(context, output, input, Types(kTfLiteInt8, kTfLiteFloat32)));
    if (!SameShape(input->dims, output->dims)) {
      return Refuse("input and output have different shapes; input", i);
    }
    if (!bytes) continue;
    TensorQuantization first;
    TensorQuantization other;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &first));
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[i], &other));
    if (!SameQuantization(first, other)) return Refuse("inputs are quantised differently", i);
  }
  return bytes ? PrepareByteSums(context, node, static_cast<ByteSums*>(node->user_data))
               : kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto& sums = *static_cast<const ByteSums*>(node->user_data);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int count = ElementCount(output->dims);
  const int inputs = node->inputs->size;
  for (int i = 0; i < count; ++i) {
    if (output->type == kTfLiteInt8) {
      int32_t sum = sums.Start();
      for (int k = 0; k < inputs; ++k) {
        sum = AddWrapping(sum, sums.Term(InputTensor(context, node, k)->data.int8[i]));
      }
      output->data.int8[i] = sums.Output(sum);
    } else {
      float sum = 0.0f;
      for (int k = 0; k < inputs; ++k) sum += InputTensor(context, node, k)->data.f[i];
      output->data.f[i] = sum;
    }
  }
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_ADD_N() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<ByteSums>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return kRegistration;
}

}  // namespace tflite
