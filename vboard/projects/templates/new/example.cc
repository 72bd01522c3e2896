// The example: drawn inputs (`vboard infer --input random:0`), and what the host makes of them.
#include "example.h"

#include <string.h>

#include "apps/common/console.h"

namespace {

// clang-format off
{{arrays}}
// clang-format on

struct Bytes {
  const unsigned char* data;
  size_t size;
};
const Bytes kInputs[] = { {{inputs}} };
const Bytes kOutputs[] = { {{outputs}} };
constexpr bool kKnown = {{known}};  // what the host computes

// "-1.234": three digits behind the point, without floating-point printing of a C library.
void Print(float value) {
  if (value < 0) console::Put("-");
  const float size = value < 0 ? -value : value;
  if (!(size < 4e6f)) {
    console::Put("large");
    return;
  }
  const unsigned thousandths = static_cast<unsigned>(size * 1000 + 0.5f);
  const char digits[] = {'.', static_cast<char>('0' + thousandths / 100 % 10),
                         static_cast<char>('0' + thousandths / 10 % 10),
                         static_cast<char>('0' + thousandths % 10), '\0'};
  console::Put(thousandths / 1000);
  console::Put(digits);
}

void PrintElement(const TfLiteTensor& tensor, size_t i) {
  console::Put(" ");
  switch (tensor.type) {
    case kTfLiteInt8: return console::Put(static_cast<int>(tensor.data.int8[i]));
    case kTfLiteUInt8: return console::Put(static_cast<int>(tensor.data.uint8[i]));
    case kTfLiteInt16: return console::Put(static_cast<int>(tensor.data.i16[i]));
    case kTfLiteInt32: return console::Put(static_cast<int>(tensor.data.i32[i]));
    case kTfLiteBool: return console::Put(static_cast<int>(tensor.data.b[i]));
    case kTfLiteFloat32: return Print(tensor.data.f[i]);
    default: return console::Put("?");
  }
}

size_t WidthOf(TfLiteType type) {
  return type == kTfLiteInt16 ? 2 : type == kTfLiteInt32 || type == kTfLiteFloat32 ? 4 : type == kTfLiteInt64 ? 8 : 1;
}

}  // namespace

void FillInputs(tflite::MicroInterpreter* interpreter) {
  for (size_t i = 0; i < interpreter->inputs_size(); ++i)
    memcpy(interpreter->input(i)->data.raw, kInputs[i].data, kInputs[i].size);
}

void PrintOutputs(tflite::MicroInterpreter* interpreter) {
  bool same = true;
  for (size_t i = 0; i < interpreter->outputs_size(); ++i) {
    const TfLiteTensor& tensor = *interpreter->output(i);
    console::Print("output ", static_cast<int>(i), ":");
    for (size_t k = 0; k < tensor.bytes / WidthOf(tensor.type); ++k) PrintElement(tensor, k);
    console::Print("\n");
    same = same && kKnown && memcmp(tensor.data.raw, kOutputs[i].data, kOutputs[i].size) == 0;
  }
  if (kKnown) console::Print(same ? "as on the host\n" : "not as on the host\n");
}
