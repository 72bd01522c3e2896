// Parameters that operators on tensors must refuse: an error that says what is wrong, never a wild
// read (the sanitizers watch).
#include <doctest/doctest.h>

#include <cstring>
#include <random>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"

namespace {

// Inputs of the model are what `fill` makes of them.
template <typename Fill>
TfLiteStatus Run(const Bytes& bytes, size_t arena_size, Fill fill) {
  AlignedBytes model(bytes);
  AlignedBytes arena(arena_size);
  static AllOperators operators;
  tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                       arena.size());
  const TfLiteStatus status = interpreter.AllocateTensors();
  if (status != kTfLiteOk) return status;
  for (size_t i = 0; i < interpreter.inputs_size(); ++i) {
    TfLiteTensor* input = interpreter.input(i);
    if (input->data.raw == nullptr || input->allocation_type == kTfLiteMmapRo) return kTfLiteOk;
    fill(i, input);
  }
  return interpreter.Invoke();
}

constexpr const char* kFiles[] = {"arithmetic",
                                  "reduce",
                                  "maximum_minimum",
                                  "comparison",
                                  "cast",
                                  "resize",
                                  "pad",
                                  "join_split",
                                  "slice",
                                  "move",
                                  "gather",
                                  "div",
                                  "sums",
                                  "blocks",
                                  "reverse",
                                  "select",
                                  "look_up",
                                  "mirror_pad",
                                  "strided_slice",
                                  "normalization",
                                  "functions",
                                  "other_oracles",
                                  "svdf",
                                  "sequence_lstm",
                                  "batch_matmul",
                                  "circular_buffer",
                                  "no_elements"};

// Runs the models of a golden file with words changed.
void RunChanged(const char* file, unsigned seed) {
  std::mt19937 random(seed);
  for (const GoldenCase& golden : ReadGoldens(file)) {
    INFO(file, ": ", golden.name);
    for (int i = 0; i < 60; ++i) {
      Bytes damaged = golden.model;
      const size_t at = random() % (damaged.size() / 4) * 4;
      const uint32_t values[] = {0,
                                 1,
                                 2,
                                 0xFFFFFFFF,
                                 0x80000000,
                                 0x7FFFFFFF,
                                 static_cast<uint32_t>(random() % 64),
                                 static_cast<uint32_t>(random())};
      memcpy(&damaged[at], &values[random() % 8], 4);
      const int content = static_cast<int>(random() % 3 * 0x7F);
      TakeConsole();
      const auto status = Run(damaged, 1 << 14, [content](size_t, TfLiteTensor* input) {
        memset(input->data.raw, content, input->bytes);
      });
      if (status != kTfLiteOk && status != kTfLiteAbort) CHECK_FALSE(TakeConsole().empty());
    }
  }
}

}  // namespace

TEST_CASE("wrong parameters are refused, and the message says which") {
  std::vector<GoldenCase> cases;
  for (const std::string& file : GoldenFiles("refused")) {
    for (GoldenCase& golden : ReadGoldens(file)) cases.push_back(std::move(golden));
  }
  REQUIRE(cases.size() > 280);
  for (const GoldenCase& golden : cases) {
    INFO(golden.name);
    const std::string expected = golden.name.substr(golden.name.find('|') + 1);
    TakeConsole();
    const auto copy = [&](size_t i, TfLiteTensor* input) {
      const Bytes& bytes = golden.invocations.at(0).inputs.at(i);
      memcpy(input->data.raw, bytes.data(), bytes.size());
    };
    CHECK(Run(golden.model, 1 << 14, copy) == kTfLiteError);
    CHECK(TakeConsole().find(expected) != std::string::npos);
  }
}

TEST_CASE("tensor operators refuse or run a model with a changed word") {
  for (const char* file : kFiles) RunChanged(file, 11);
}

TEST_CASE("custom operators refuse or run a model with a changed word") {
  for (const char* file :
       {"decode", "signal_window", "signal_framing", "signal_channels", "detection_postprocess"}) {
    RunChanged(file, 12);
  }
}
