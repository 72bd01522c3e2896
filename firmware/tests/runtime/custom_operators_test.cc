// Custom operators: what they refuse, damaged options, state that a reset clears.
#include <doctest/doctest.h>

#include <cstring>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"

namespace {

constexpr size_t kArena = 1 << 15;

// Allocates, then invokes with the given inputs.
TfLiteStatus Run(const Bytes& bytes, const std::vector<Bytes>& inputs) {
  AlignedBytes model(bytes);
  AlignedBytes arena(kArena);
  static AllOperators operators;
  tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                       arena.size());
  const TfLiteStatus status = interpreter.AllocateTensors();
  if (status != kTfLiteOk) return status;
  for (size_t i = 0; i < inputs.size(); ++i) {
    memcpy(interpreter.input(i)->data.raw, inputs[i].data(), inputs[i].size());
  }
  return interpreter.Invoke();
}

// Where the options of the model's only operator are in the file.
size_t OptionsAt(const Bytes& model, size_t* size) {
  AlignedBytes copy(model);
  const auto* graph = tflite::GetModel(copy.data())->subgraphs()->Get(0);
  const auto* options = graph->operators()->Get(0)->custom_options();
  *size = options != nullptr ? options->size() : 0;
  return options != nullptr ? static_cast<size_t>(options->Data() - copy.data()) : 0;
}

// Small enough to be run thousands of times: one case of each operator.
std::vector<GoldenCase> SmallCases() {
  std::vector<GoldenCase> small;
  std::string last;
  for (const char* file : {"signal_window", "signal_fft", "signal_framing", "signal_channels",
                           "detection_postprocess"}) {
    for (GoldenCase& golden : ReadGoldens(file)) {
      const std::string name = golden.name.substr(0, golden.name.find(' '));
      if (name == last || golden.model.size() > 3000) continue;
      last = name;
      small.push_back(std::move(golden));
    }
  }
  return small;
}

}  // namespace

TEST_CASE("custom operators refuse wrong parameters, and the message says which") {
  const std::vector<GoldenCase> cases = ReadGoldens("refused/signal");
  REQUIRE(cases.size() > 50);
  for (const GoldenCase& golden : cases) {
    INFO(golden.name);
    const std::string expected = golden.name.substr(golden.name.find('|') + 1);
    TakeConsole();
    CHECK(Run(golden.model, golden.invocations.at(0).inputs) == kTfLiteError);
    const std::string text = TakeConsole();
    CHECK_MESSAGE(text.find(expected) != std::string::npos, text);
  }
}

TEST_CASE("damaged options are refused or harmless") {
  const std::vector<GoldenCase> cases = SmallCases();
  REQUIRE(cases.size() >= 14);
  for (const GoldenCase& golden : cases) {
    INFO(golden.name);
    size_t size;
    const size_t start = OptionsAt(golden.model, &size);
    for (size_t at = start; at < start + size; ++at) {
      for (const int change : {0x01, 0x04, 0x80, 0xFF, 0x7E}) {
        Bytes damaged = golden.model;
        damaged[at] = static_cast<uint8_t>(damaged[at] ^ change);
        TakeConsole();
        if (Run(damaged, golden.invocations.at(0).inputs) != kTfLiteOk) {
          CHECK_FALSE(TakeConsole().empty());
        }
      }
    }
    for (size_t left = 0; left < size; ++left) {
      // The end is cut off: options start later, and the number before them says how many there
      // are.
      Bytes cut = golden.model;
      const uint32_t count = static_cast<uint32_t>(left);
      memcpy(&cut[start - 4], &count, 4);
      TakeConsole();
      if (Run(cut, golden.invocations.at(0).inputs) != kTfLiteOk) {
        CHECK_FALSE(TakeConsole().empty());
      }
    }
  }
}

TEST_CASE("a reset clears the state of streaming operators") {
  static AllOperators operators;
  for (const char* file : {"signal_framing", "signal_channels"}) {
    for (const GoldenCase& golden : ReadGoldens(file)) {
      INFO(golden.name);
      AlignedBytes model(golden.model);
      AlignedBytes arena(kArena);
      tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                           arena.size());
      REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
      for (int round = 0; round < 2; ++round) {
        for (const GoldenInvocation& invocation : golden.invocations) {
          for (size_t i = 0; i < invocation.inputs.size(); ++i) {
            memcpy(interpreter.input(i)->data.raw, invocation.inputs[i].data(),
                   invocation.inputs[i].size());
          }
          REQUIRE(interpreter.Invoke() == kTfLiteOk);
          for (size_t i = 0; i < invocation.outputs.size(); ++i) {
            const Bytes& expected = invocation.outputs[i];
            CHECK(memcmp(interpreter.output(i)->data.raw, expected.data(), expected.size()) == 0);
          }
        }
        REQUIRE(interpreter.Reset() == kTfLiteOk);
      }
    }
  }
}

TEST_CASE("without an Ethos-U its operator is not registered, and a model that needs it says so") {
  tflite::MicroMutableOpResolver<1> resolver;
  CHECK(resolver.AddEthosU() == kTfLiteOk);
  CHECK(resolver.GetRegistrationLength() == 0);
}
