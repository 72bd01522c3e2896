// Damaged models: an error and a message, never a wild read (the sanitizers watch).
#include <doctest/doctest.h>

#include <cstring>
#include <random>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"

namespace {

// Runs what can be run of these bytes.
TfLiteStatus TryToRun(const Bytes& bytes, bool invoke) {
  AlignedBytes model(bytes);
  AlignedBytes arena(1 << 15);
  static AllOperators operators;
  tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                       arena.size());
  const TfLiteStatus status = interpreter.AllocateTensors();
  if (status != kTfLiteOk || !invoke) return status;
  for (size_t i = 0; i < interpreter.inputs_size(); ++i) {
    if (interpreter.input(i)->data.raw == nullptr) return kTfLiteOk;
    if (interpreter.input(i)->allocation_type == kTfLiteMmapRo) return kTfLiteOk;
    memset(interpreter.input(i)->data.raw, 0x5A, interpreter.input(i)->bytes);
  }
  return interpreter.Invoke();
}

}  // namespace

TEST_CASE("a model cut short anywhere is refused with a message") {
  const Bytes whole = ReadGoldens("fully_connected").at(0).model;
  for (size_t size = 0; size < whole.size(); ++size) {
    TakeConsole();
    const TfLiteStatus status =
        TryToRun(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), false);
    // The last bytes may be padding.
    if (status == kTfLiteOk) {
      CHECK(size + 16 >= whole.size());
    } else {
      CHECK_FALSE(TakeConsole().empty());
    }
  }
}

TEST_CASE("a model with a changed word is refused or runs") {
  std::mt19937 random(7);
  for (const char* file :
       {"conv_2d", "depthwise_conv_2d", "fully_connected", "softmax", "pooling", "reshape",
        "uint8_2019", "int4", "float32", "int16x8", "quantize", "dequantize", "relu", "leaky_relu",
        "prelu", "logistic", "hard_swish", "elementwise", "transpose_conv"}) {
    const std::vector<GoldenCase> cases = ReadGoldens(file);
    for (size_t i = 0; i < 1500; ++i) {
      const Bytes& whole = cases[i % cases.size()].model;
      Bytes damaged = whole;
      const size_t at = random() % (whole.size() / 2) * 2;
      const uint32_t values[] = {0,
                                 1,
                                 0xFFFFFFFF,
                                 0x80000000,
                                 0x7FFFFFFF,
                                 static_cast<uint32_t>(random() % 64),
                                 static_cast<uint32_t>(random()),
                                 0x10000};
      const uint32_t value = values[random() % 8];
      memcpy(&damaged[at], &value, std::min<size_t>(4, damaged.size() - at));
      TakeConsole();
      const TfLiteStatus status = TryToRun(damaged, true);
      if (status != kTfLiteOk) CHECK_FALSE(TakeConsole().empty());
    }
  }
}

TEST_CASE("a file that is no model is refused by its identifier") {
  Bytes bytes(64, 0);
  TakeConsole();
  CHECK(TryToRun(bytes, false) == kTfLiteError);
  CHECK(TakeConsole().find("TFL3") != std::string::npos);
}
