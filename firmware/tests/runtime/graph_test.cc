// Several models on one arena, variables across inferences, memory plans of the model.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"

namespace {

Bytes OutputOf(tflite::MicroInterpreter* interpreter, const Bytes& input) {
  memcpy(interpreter->input(0)->data.raw, input.data(), input.size());
  REQUIRE(interpreter->Invoke() == kTfLiteOk);
  const TfLiteTensor* output = interpreter->output(0);
  return Bytes(output->data.uint8, output->data.uint8 + output->bytes);
}

const GoldenCase& Plan(const std::vector<GoldenCase>& cases, const char* name) {
  for (const GoldenCase& golden : cases) {
    if (golden.name == name) return golden;
  }
  FAIL("no case ", name);
  return cases[0];
}

}  // namespace

TEST_CASE("tensors lie where the model's memory plan puts them") {
  const std::vector<GoldenCase> cases = ReadGoldens("offline_plan");
  struct Expected {
    const char* name;
    std::vector<int> places;  // of input and layers; -1: open
    size_t head;
  };
  // Tensors 0, 2, 4, 6 are input and layers; between them are weights.
  for (const Expected& expected :
       {Expected{"apart", {0, 64, 128, 192}, 208}, Expected{"shared", {0, 32, 0, 32}, 48},
        Expected{"one open", {48, -1, 0, 96}, 112}}) {
    INFO(expected.name);
    AlignedBytes model(Plan(cases, expected.name).model);
    AlignedBytes arena(1 << 14);
    AllOperators operators;
    auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size());
    tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, allocator);
    REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
    for (int i = 0; i < 4; ++i) {
      const TfLiteEvalTensor* tensor = interpreter.GetTensor(2 * i);
      const int place = static_cast<int>(tensor->data.uint8 - arena.data());
      if (expected.places[static_cast<size_t>(i)] >= 0) {
        CHECK(place == expected.places[static_cast<size_t>(i)]);
      }
    }
    CHECK(allocator->head_bytes() >= expected.head);
  }
}

TEST_CASE("a memory plan of the wrong length is refused") {
  Bytes bytes = Plan(ReadGoldens("offline_plan"), "apart").model;
  const std::vector<int32_t> words = {1, 0, 7, 0, -1, 64, -1, 128, -1, 192};
  const auto* raw = reinterpret_cast<const uint8_t*>(words.data());
  const auto at = std::search(bytes.begin(), bytes.end(), raw, raw + words.size() * 4);
  REQUIRE(at != bytes.end());
  at[8] = 8;  // the number of tensors
  AlignedBytes model(bytes);
  AlignedBytes arena(1 << 14);
  AllOperators operators;
  tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                       arena.size());
  TakeConsole();
  CHECK(interpreter.AllocateTensors() == kTfLiteError);
  CHECK(TakeConsole().find("memory plan of other tensors") != std::string::npos);
}

TEST_CASE("Reset sets variables to their zero point; interpreters can share them") {
  const GoldenCase golden = ReadGoldens("resource_variables").at(1);
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 14);
  AllOperators operators;
  auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size());
  auto* variables = tflite::MicroResourceVariables::Create(allocator, 1);
  tflite::MicroInterpreter first(tflite::GetModel(model.data()), operators, allocator, variables);
  tflite::MicroInterpreter second(tflite::GetModel(model.data()), operators, allocator, variables);
  const Bytes zero_points(6, 3);
  const Bytes a = {1, 2, 3, 4, 5, 6};
  const Bytes b = {9, 8, 7, 6, 5, 4};
  REQUIRE(first.AllocateTensors() == kTfLiteOk);
  REQUIRE(second.AllocateTensors() == kTfLiteOk);
  CHECK(OutputOf(&first, a) == zero_points);
  CHECK(OutputOf(&second, b) == a);
  CHECK(OutputOf(&first, a) == b);
  CHECK(first.Reset() == kTfLiteOk);
  CHECK(OutputOf(&second, a) == zero_points);
}

TEST_CASE("variables that do not fit are refused in words") {
  const std::vector<GoldenCase> cases = ReadGoldens("resource_variables");
  AlignedBytes model(cases.at(0).model);
  AllOperators operators;
  for (int room : {-1, 1, 2}) {
    AlignedBytes arena(1 << 14);
    auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size());
    tflite::MicroInterpreter interpreter(
        tflite::GetModel(model.data()), operators, allocator,
        room < 0 ? nullptr : tflite::MicroResourceVariables::Create(allocator, room));
    TakeConsole();
    const TfLiteStatus status = interpreter.AllocateTensors();
    const std::string text = TakeConsole();
    CHECK((status == kTfLiteOk) == (room == 2));
    if (room < 0) CHECK(text.find("no MicroResourceVariables") != std::string::npos);
    if (room == 1) CHECK(text.find("no room for resource variable second") != std::string::npos);
  }
}

TEST_CASE("a graph with subgraphs needs an arena of its used bytes, not fewer") {
  for (const char* file : {"control_flow", "resource_variables"}) {
    for (const GoldenCase& golden : ReadGoldens(file)) {
      INFO(golden.name);
      AlignedBytes model(golden.model);
      AllOperators operators;
      size_t used = 0;
      bool fits = false;
      for (size_t size = 0; !fits; ++size) {
        REQUIRE(size < 16384);
        AlignedBytes arena(size);
        TakeConsole();
        auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size());
        if (allocator == nullptr) continue;
        auto* variables = tflite::MicroResourceVariables::Create(allocator, 2);
        if (variables == nullptr) continue;
        tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, allocator,
                                             variables);
        fits = interpreter.Invoke() == kTfLiteOk;
        if (!fits) CHECK(TakeConsole().find("arena too small") != std::string::npos);
        used = interpreter.arena_used_bytes();
        if (fits) CHECK(size == used);
      }
    }
  }
}

TEST_CASE("an operator that writes to a constant is refused") {
  // The only output of each case becomes its first constant: tensor 1, the weights.
  const GoldenCase golden = ReadGoldens("fully_connected").at(0);
  const tflite::Model* original = tflite::GetModel(golden.model.data());
  const auto* outputs = original->subgraphs()->Get(0)->operators()->Get(0)->outputs();
  Bytes bytes = golden.model;
  bytes[static_cast<size_t>(outputs->Data() - golden.model.data())] = 1;
  AlignedBytes model(bytes);
  AlignedBytes arena(1 << 14);
  AllOperators operators;
  tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                       arena.size());
  TakeConsole();
  CHECK(interpreter.AllocateTensors() == kTfLiteError);
  CHECK(TakeConsole().find("bad model: wrong tensor") != std::string::npos);
}

TEST_CASE("scales that do not belong together are refused") {
  struct Changed {
    const char* file;
    size_t tensor;
    float factor;
    bool accepted;
  };
  // Pooling: a millionth.
  for (const Changed& changed :
       {Changed{"pooling", 1, 1.000001f, true}, Changed{"pooling", 1, 1.01f, false}}) {
    INFO(changed.file, " ", changed.factor);
    Bytes bytes = ReadGoldens(changed.file).at(0).model;
    const auto* graph = tflite::GetModel(bytes.data())->subgraphs()->Get(0);
    const auto* tensor = graph->tensors()->Get(static_cast<uint32_t>(changed.tensor));
    const auto at = static_cast<size_t>(tensor->quantization()->scale()->Data() - bytes.data());
    float scale;
    memcpy(&scale, &bytes[at], sizeof(scale));
    scale *= changed.factor;
    memcpy(&bytes[at], &scale, sizeof(scale));
    AlignedBytes model(bytes);
    AlignedBytes arena(1 << 14);
    AllOperators operators;
    tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                         arena.size());
    TakeConsole();
    CHECK((interpreter.AllocateTensors() == kTfLiteOk) == changed.accepted);
    CHECK((TakeConsole().find("scale") == std::string::npos) == changed.accepted);
  }
}
