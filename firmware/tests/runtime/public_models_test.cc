// Published models, where they are present (VBOARD_SHARED, or ../shared beside the repository).
#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"

namespace {

std::filesystem::path Models() {
  const char* shared = std::getenv("VBOARD_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : SHARED_DIR) / "data" / "models";
}

}  // namespace

TEST_CASE("published models give the bits of the reference") {
  for (const GoldenCase& golden : ReadGoldens("published/models")) {
    const auto path = Models() / golden.name;
    if (!std::filesystem::exists(path)) {
      MESSAGE("skipped: ", golden.name, " is not there");
      continue;
    }
    INFO(golden.name);
    std::ifstream file(path, std::ios::binary);
    AlignedBytes model(Bytes(std::istreambuf_iterator<char>(file), {}));
    AlignedBytes arena(64 << 10);
    AllOperators operators;
    tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                         arena.size());
    REQUIRE_MESSAGE(interpreter.AllocateTensors() == kTfLiteOk, TakeConsole());
    for (const GoldenInvocation& invocation : golden.invocations) {
      REQUIRE(interpreter.input(0)->bytes == invocation.inputs[0].size());
      memcpy(interpreter.input(0)->data.raw, invocation.inputs[0].data(),
             invocation.inputs[0].size());
      REQUIRE(interpreter.Invoke() == kTfLiteOk);
      CHECK(memcmp(interpreter.output(0)->data.raw, invocation.outputs[0].data(),
                   invocation.outputs[0].size()) == 0);
    }
  }
}
