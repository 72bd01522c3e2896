// How the host and the runner on a virtual board talk: words in memory, and calls of InferStop, at
// which the host looks. The host loads the model behind the image; it reads and writes tensors in
// place, so nothing is copied and nothing but the arena takes memory.
#ifndef FIRMWARE_APPS_INFER_MAILBOX_H_
#define FIRMWARE_APPS_INFER_MAILBOX_H_

#include <stdint.h>

extern "C" {

// Reason of a stop; the host knows these numbers (vboard/inference/device.py).
enum InferStage : uint32_t {
  kInferRequest = 1,         // the host fills in the request
  kInferInvalid = 2,         // the model did not verify
  kInferAllocateFailed = 3,  // AllocateTensors failed
  kInferReady = 4,           // the host writes the inputs, or sets `more` to 0
  kInferInvoked = 5,         // the host reads the outputs
  kInferInvokeFailed = 6,
  kInferDone = 7,
};

struct InferMailbox {
  // Written by the host.
  uint32_t model;  // address, aligned to 16
  uint32_t model_bytes;
  uint32_t arena;  // address, aligned to 16
  uint32_t arena_bytes;
  uint32_t resources;  // resource variables of the model
  uint32_t more;       // another Invoke follows
  // Written by the runner.
  uint32_t arena_used;
  uint32_t subgraphs;   // address of the array of tflite::SubgraphAllocations
  uint32_t stack_used;  // deepest since reset, bytes
  uint32_t layout;      // address of the InferLayout
};
extern volatile InferMailbox g_infer_mailbox;

// Sizes and offsets of the runtime's structures, in bytes, so that the host need not know them.
struct InferLayout {
  uint32_t subgraph_bytes, subgraph_nodes, subgraph_tensors;
  uint32_t node_bytes, node_registration, registration_invoke;
  uint32_t tensor_bytes, tensor_data;
};

// Does nothing: the host stops here and reads the first argument.
void InferStop(InferStage stage);

}  // extern "C"

#endif  // FIRMWARE_APPS_INFER_MAILBOX_H_
