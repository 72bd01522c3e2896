#include "core/options.h"

#include "tensorflow/lite/c/builtin_op_data.h"

namespace tflite {

static_assert(sizeof(TfLitePadding) == sizeof(TfLiteFusedActivation) &&
              sizeof(TfLiteType) == sizeof(TfLiteFusedActivation));

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
    switch (field.kind) {
      case OptionKind::kPadding:
        ++value;
        break;
      case OptionKind::kType:
        value = ConvertTensorType(static_cast<TensorType>(value));
        break;
      case OptionKind::kBool:
        value = value != 0;
        break;
      case OptionKind::kWord:
        memcpy(to, &value, 4);
        continue;
      case OptionKind::kEnum:
        break;
    }
    // Enumerations take one byte where the ABI has short ones, as that of bare-metal Arm has.
    constexpr size_t kEnumBytes = sizeof(TfLiteFusedActivation);
    if (kEnumBytes == 1 || field.kind == OptionKind::kBool) {
      *to = static_cast<uint8_t>(value);
    } else {
      memcpy(to, &value, kEnumBytes);
    }
  }
}

}  // namespace tflite
