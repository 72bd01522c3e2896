#include "core/options.h"

namespace tflite {

void ReadOptions(const Operator& op, const OptionsLayout& layout, void* out) {
  for (unsigned i = 0; i < layout.bytes; ++i) static_cast<uint8_t*>(out)[i] = 0;
  const flatbuffers::Table* table = op.builtin_options();
  for (unsigned i = 0; i < layout.count; ++i) {
    const OptionField& field = layout.fields[i];
    uint8_t* to = static_cast<uint8_t*>(out) + field.offset;
    const bool word = field.kind == OptionKind::kWord;
    const uint8_t* from = table != nullptr ? table->Field(field.id, word ? 4 : 1) : nullptr;
    int32_t value = field.absent;
    if (from != nullptr) {
      value = word ? flatbuffers::ReadScalar<int32_t>(from) : static_cast<int8_t>(*from);
    }
    if (field.kind == OptionKind::kPadding) ++value;
    if (field.kind == OptionKind::kType) value = ConvertTensorType(static_cast<TensorType>(value));
    if (field.kind == OptionKind::kBool) {
      *to = value != 0;
    } else {
      memcpy(to, &value, 4);
    }
  }
}

}  // namespace tflite
