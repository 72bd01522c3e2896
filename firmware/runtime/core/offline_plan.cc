#include "core/offline_plan.h"

#include "core/text.h"

namespace tflite {

const OfflinePlan* FindOfflinePlan(const Model& model) {
  const auto* entries = model.metadata();
  for (uint32_t i = 0; entries != nullptr && i < entries->size(); ++i) {
    const Metadata* entry = entries->Get(i);
    const flatbuffers::String* name = entry->name();
    if (name == nullptr || !SameText(name->c_str(), "OfflineMemoryAllocation")) continue;
    const auto* buffers = model.buffers();
    const uint32_t buffer = entry->buffer();
    if (buffer >= buffers->size()) continue;
    return static_cast<const OfflinePlan*>(buffers->Get(buffer)->data());
  }
  return nullptr;
}

}  // namespace tflite
