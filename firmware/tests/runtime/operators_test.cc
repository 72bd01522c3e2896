// Every operator against the outputs of another implementation.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"

namespace {

// Integers must agree in every bit, floats within a few units in the last place of the largest
// output: the order of additions is the implementation's own.
size_t Differences(const TfLiteTensor& tensor, const Bytes& expected) {
  if (tensor.bytes != expected.size()) return SIZE_MAX;
  size_t differences = 0;
  if (tensor.type != kTfLiteFloat32) {
    for (size_t i = 0; i < expected.size(); ++i) {
      differences += tensor.data.uint8[i] != expected[i] ? 1 : 0;
    }
    return differences;
  }
  std::vector<float> want(expected.size() / sizeof(float));
  if (want.empty()) return 0;
  memcpy(want.data(), expected.data(), expected.size());
  float largest = 0;
  for (float value : want) {
    if (std::isfinite(value)) largest = std::max(largest, std::fabs(value));
  }
  for (size_t i = 0; i < want.size(); ++i) {
    const float got = tensor.data.f[i];
    const bool same = got == want[i] || (std::isnan(got) && std::isnan(want[i])) ||
                      std::fabs(got - want[i]) <= 1e-6f * largest;
    differences += same ? 0 : 1;
  }
  return differences;
}

void RunCase(const GoldenCase& golden) {
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 18);
  AllOperators operators;
  REQUIRE(tflite::VerifyModel(model.data(), model.size()) == kTfLiteOk);
  auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size());
  tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, allocator,
                                       tflite::MicroResourceVariables::Create(allocator, 4));
  REQUIRE_MESSAGE(interpreter.AllocateTensors() == kTfLiteOk, TakeConsole());
  for (const GoldenInvocation& invocation : golden.invocations) {
    REQUIRE(interpreter.inputs_size() == invocation.inputs.size());
    for (size_t i = 0; i < invocation.inputs.size(); ++i) {
      REQUIRE(interpreter.input(i)->bytes == invocation.inputs[i].size());
      if (invocation.inputs[i].empty()) continue;  // a tensor without elements has no data
      memcpy(interpreter.input(i)->data.raw, invocation.inputs[i].data(),
             invocation.inputs[i].size());
    }
    const TfLiteStatus status = interpreter.Invoke();
    REQUIRE_MESSAGE((status == kTfLiteOk || status == tflite::kTfLiteAbort), TakeConsole());
    REQUIRE(interpreter.outputs_size() == invocation.outputs.size());
    for (size_t i = 0; i < invocation.outputs.size(); ++i) {
      CHECK(Differences(*interpreter.output(i), invocation.outputs[i]) == 0);
    }
  }
}

}  // namespace

TEST_CASE("operators give the bits of the reference") {
  for (const std::string& file : GoldenFiles()) {
    for (const GoldenCase& golden : ReadGoldens(file)) {
      INFO(file, ": ", golden.name);
      RunCase(golden);
    }
  }
}
