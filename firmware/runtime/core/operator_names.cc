#include "core/operator_names.h"

#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {
namespace {

// One string, names separated by NUL: a table of pointers would cost 4 bytes more a name.
constexpr char kNames[] =
#define X(number, name) #name "\0"
#include "tensorflow/lite/schema/builtin_operators.inc"
#undef X
    ;

}  // namespace

const char* BuiltinOperatorName(int32_t code) {
  const char* name = kNames;
  for (int32_t i = 0; *name != '\0'; ++i) {
    if (i == code) return name;
    while (*name++ != '\0') {
    }
  }
  return "?";
}

}  // namespace tflite
