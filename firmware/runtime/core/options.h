// How the options table of an operator becomes the C struct that its kernel sees: a list of fields
// instead of a parsing function an operator.
#ifndef RUNTIME_CORE_OPTIONS_H_
#define RUNTIME_CORE_OPTIONS_H_

#include <stdint.h>

#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

enum class OptionKind : uint8_t {
  kEnum,     // i8 in the file, int in the struct, same numbers
  kPadding,  // i8 in the file: SAME 0, VALID 1; TfLitePadding is one more
  kType,     // i8 TensorType in the file, TfLiteType in the struct
  kBool,     // u8 in the file, bool in the struct
  kWord,     // i32 or f32, copied
};

struct OptionField {
  uint8_t id;  // in the options table
  OptionKind kind;
  uint8_t offset;  // in the struct
  uint8_t absent;  // value when the file has none (words: integers only)
};

struct OptionsLayout {
  uint8_t bytes;  // of the struct
  uint8_t count;
  const OptionField* fields;
};

// Fills `out` (layout.bytes, aligned to 4) from the options of `op`; a missing table means
// defaults.
void ReadOptions(const Operator& op, const OptionsLayout& layout, void* out);

}  // namespace tflite

#endif  // RUNTIME_CORE_OPTIONS_H_
