#include "kernels/support/state_tensor.h"

namespace tflite {

TfLiteStatus ExpectVariable(TfLiteContext* context, int tensor_index) {
  const MicroGraph& graph = GetMicroContext(context)->graph();
  const int subgraph = graph.GetCurrentSubgraphIndex();
  // Constants lie in the model, which may be in flash.
  return graph.tensor_info(subgraph, tensor_index)->is_variable() &&
                 graph.allocator()->Owns(graph.tensor(subgraph, tensor_index)->data.data)
             ? kTfLiteOk
             : Refuse("a state is not a variable; tensor", tensor_index);
}

TfLiteStatus ExpectState(TfLiteContext* context, const TfLiteNode* node, int i, int elements) {
  const TfLiteEvalTensor* state = InputTensor(context, node, i);
  if (state == nullptr) return Refuse("a state is missing; input", i);
  TF_LITE_ENSURE_STATUS(ExpectVariable(context, node->inputs->data[i]));
  const int count = ElementCount(state->dims);
  return count == elements ? kTfLiteOk : Refuse("size of a state does not fit", count);
}

}  // namespace tflite
