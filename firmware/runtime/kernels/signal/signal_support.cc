#include "kernels/signal/signal_support.h"

#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

SignalOptions::SignalOptions(const TfLiteNode* node)
    : map_(node->custom_initial_data, static_cast<size_t>(node->custom_initial_data_size)) {}

int32_t SignalOptions::Integer(const char* name, int32_t low, int32_t high) {
  int32_t number = 0;
  if (status_ != kTfLiteOk) return low;
  if (!map_.Get(name, &number)) {
    MicroPrintf("option %s is missing or damaged", name);
    status_ = kTfLiteError;
  } else if (number < low || number > high) {
    MicroPrintf("option %s is out of range (%d)", name, static_cast<int>(number));
    status_ = kTfLiteError;
  }
  return number;
}

bool SignalOptions::Flag(const char* name) { return Integer(name, 0, 1) != 0; }

TfLiteStatus ExpectTensorTypes(TfLiteContext* context, const TfLiteNode* node,
                               const TfLiteType* inputs, int input_count, const TfLiteType* outputs,
                               int output_count) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, input_count, output_count));
  if (node->inputs->size != input_count || node->outputs->size != output_count) {
    return Refuse("too many inputs or outputs", node->inputs->size);
  }
  for (int i = 0; i < input_count; ++i) {
    const TfLiteType type = InputTensor(context, node, i)->type;
    if (type != inputs[i]) return RefuseOperatorType(context, type);
  }
  for (int i = 0; i < output_count; ++i) {
    const TfLiteType type = OutputTensor(context, node, i)->type;
    if (type != outputs[i]) return RefuseOperatorType(context, type);
  }
  return kTfLiteOk;
}

TfLiteStatus CheckSignal(TfLiteContext* context, const TfLiteNode* node, SignalTypes registered,
                         SignalTypes supported) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 1, 1));
  const TfLiteType type = InputTensor(context, node, 0)->type;
  const SignalTypes kind = type == kTfLiteInt16     ? kInt16Signals
                           : type == kTfLiteInt32   ? kInt32Signals
                           : type == kTfLiteFloat32 ? kFloatSignals
                                                    : 0;
  if ((kind & supported) == 0) return RefuseOperatorType(context, type);
  if ((kind & registered) == 0) {
    MicroPrintf("%s: register ..._%s() or build with TYPES=all", TfLiteTypeGetName(type),
                kind == kFloatSignals ? "FLOAT" : TfLiteTypeGetName(type));
    return kTfLiteError;
  }
  return ExpectTensorTypes(context, node, {type}, {type});
}

TfLiteStatus ExpectElements(const TfLiteEvalTensor* tensor, int64_t count) {
  const int elements = ElementCount(tensor->dims);
  return elements == count ? kTfLiteOk : Refuse("wrong number of elements", elements);
}

void* AllocateState(TfLiteContext* context, int64_t bytes) {
  if (bytes > INT32_MAX / 2) {
    Refuse("the state is too large");
    return nullptr;
  }
  void* state = AllocateFor(context, static_cast<size_t>(bytes), 4);
  if (state != nullptr) FillZeros(state, static_cast<size_t>(bytes));
  return state;
}

}  // namespace tflite
