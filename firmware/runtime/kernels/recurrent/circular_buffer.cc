// CIRCULAR_BUFFER, a custom operator of streaming networks: input [1, 1, w, c], output [1, slots,
// w, c], a variable. Each inference drops the oldest slot and appends the input. What comes after
// the operator runs every `cycles_max` inferences only; the others end here, with kTfLiteAbort.
#include "core/flexbuffer_map.h"
#include "kernels/support/state_tensor.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

struct CircularBufferData {
  int32_t cycles;     // 0 until prepare has chosen
  int32_t until_run;  // inferences until what comes after runs
  int32_t chosen;     // 1: by prepare, not by the model
};

void* Init(TfLiteContext* context, const char* options, size_t size) {
  auto* data = Allocate<CircularBufferData>(context);
  if (data == nullptr) return nullptr;
  *data = {0, 0, 0};
  FlexbufferMap(options, size).Get("cycles_max", &data->cycles);
  return data;
}

// Models without the option come from two published networks. The reference tells the operators in
// them that run each time by their shape, or as the fifth after the last of these.
int32_t ChooseCycles(TfLiteContext* context, const TfLiteIntArray* output) {
  const int slots = output->data[1];
  if (slots == 5 || slots == 13 || slots == 25) return 1;
  const MicroGraph& graph = GetMicroContext(context)->graph();
  const NodeAndRegistration* nodes = graph.GetAllocations()[graph.GetCurrentSubgraphIndex()].nodes;
  const int here = graph.GetCurrentOperatorIndex();
  int count = 1;
  for (int i = 0; i < here; ++i) {
    if (nodes[i].registration != nodes[here].registration) continue;
    const auto* data = static_cast<const CircularBufferData*>(nodes[i].node.user_data);
    if (data->chosen != 0) count = data->cycles == 1 ? 1 : count + 1;
  }
  return count == 5 && output->data[2] == 2 && output->data[3] == 96 ? 1 : 2;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 1, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteEvalTensor* output = OutputTensor(context, node);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, output, Types(kTfLiteInt8)));
  const TfLiteIntArray* in = input->dims;
  const TfLiteIntArray* out = output->dims;
  if (in->size != 4 || out->size != 4) return Refuse("expected 4 dimensions", in->size);
  const int depth = ElementCount(in);
  if (in->data[0] != 1 || in->data[1] != 1 || out->data[0] != 1 || in->data[2] != out->data[2] ||
      in->data[3] != out->data[3] || depth == 0 || out->data[1] == 0) {
    return Refuse("shapes of input and output do not agree", out->data[1]);
  }
  TF_LITE_ENSURE_STATUS(ExpectVariable(context, node->outputs->data[0]));
  auto* data = static_cast<CircularBufferData*>(node->user_data);
  if (data->cycles <= 0) {
    data->cycles = ChooseCycles(context, out);
    data->chosen = 1;
  }
  data->until_run = data->cycles;
  return kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<CircularBufferData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const int depth = ElementCount(input->dims);
  const int kept = ElementCount(output->dims) - depth;
  int8_t* slots = output->data.int8;
  for (int i = 0; i < kept; ++i) slots[i] = slots[i + depth];
  for (int i = 0; i < depth; ++i) slots[kept + i] = input->data.int8[i];
  if (--data->until_run != 0) return kTfLiteAbort;
  data->until_run = data->cycles;
  return kTfLiteOk;
}

// The slots are a variable, which the interpreter sets back itself.
void Reset(TfLiteContext*, void* user_data) {
  auto* data = static_cast<CircularBufferData*>(user_data);
  data->until_run = data->cycles;
}

}  // namespace

const TFLMRegistration* Register_CIRCULAR_BUFFER() {
  static constexpr TFLMRegistration kRegistration = {Init,  nullptr, Prepare, Invoke,
                                                     Reset, 0,       nullptr};
  return &kRegistration;
}

}  // namespace tflite
