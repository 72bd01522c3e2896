#include "kernels/state_tensor.h"

namespace tflite {

TfLiteStatus ExpectState(TfLiteContext* context, const TfLiteNode* node, int i, int elements) {
  const TfLiteEvalTensor* state = InputTensor(context, node, i);
  if (state == nullptr) return Refuse("a state is missing; input", i);
  const MicroGraph& graph = GetMicroContext(context)->graph();
  const Tensor* info = graph.tensor_info(graph.GetCurrentSubgraphIndex(), node->inputs->data[i]);
  // Constants lie in the model, which may be in flash.
  if (!info->is_variable() || !graph.allocator()->Owns(state->data.data)) {
    return Refuse("a state is not a variable; input", i);
  }
  const int count = ElementCount(state->dims);
  return count == elements ? kTfLiteOk : Refuse("size of a state does not fit", count);
}

}  // namespace tflite
