// Arena, errors and life cycle of the interpreter.
#include <doctest/doctest.h>

#include <cstring>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"

namespace {

GoldenCase Case(const std::string& file, size_t index) { return ReadGoldens(file).at(index); }

// The number in front of " needed", 0 when there is none.
size_t BytesNeeded(const std::string& message) {
  const size_t end = message.find(" needed");
  if (end == std::string::npos) return 0;
  const size_t start = message.rfind(' ', end - 1);
  return std::stoul(message.substr(start + 1, end - start - 1));
}

}  // namespace

TEST_CASE("an arena of the bytes used is enough, one of fewer is refused with that number") {
  for (const char* file : {"conv_2d", "softmax", "pooling", "reshape"}) {
    const GoldenCase golden = Case(file, 0);
    AlignedBytes model(golden.model);
    AllOperators operators;
    size_t used;
    {
      AlignedBytes arena(1 << 16);
      tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                           arena.size());
      REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
      used = interpreter.arena_used_bytes();
    }
    INFO(file, " used ", used);
    for (size_t size = 0; size <= used; ++size) {
      AlignedBytes arena(size);
      TakeConsole();
      tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                           arena.size());
      const TfLiteStatus status = interpreter.AllocateTensors();
      const std::string message = TakeConsole();
      INFO(size, ": ", message);
      REQUIRE((status == kTfLiteOk) == (size == used));
      if (status == kTfLiteOk) {
        CHECK(interpreter.Invoke() == kTfLiteOk);
        continue;
      }
      const size_t needed = BytesNeeded(message);
      REQUIRE(needed >= size);
      REQUIRE(needed <= used);
      if (message.find("than") == std::string::npos && message.find("least") == std::string::npos) {
        REQUIRE(needed == used);
        REQUIRE(needed > size);
      } else {
        // Only an arena that cannot hold the tensors and operators themselves is answered vaguely.
        REQUIRE((used < 600 || size + 96 < used));
      }
      CHECK(interpreter.Invoke() == kTfLiteError);
      CHECK(interpreter.input(0) == nullptr);
    }
  }
}

TEST_CASE("an unaligned arena works and loses at most 30 bytes") {
  const GoldenCase golden = Case("conv_2d", 0);
  AlignedBytes model(golden.model);
  AllOperators operators;
  size_t used = 0;
  for (size_t offset = 0; offset < 16; ++offset) {
    AlignedBytes arena(1 << 16, offset);
    tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                         arena.size());
    REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
    CHECK(reinterpret_cast<uintptr_t>(interpreter.input(0)->data.raw) % 16 == 0);
    if (offset == 0) used = interpreter.arena_used_bytes();
    CHECK(interpreter.arena_used_bytes() <= used + 15);
  }
}

TEST_CASE("an unaligned model is refused in words") {
  const GoldenCase golden = Case("conv_2d", 0);
  AllOperators operators;
  AlignedBytes arena(1 << 16);
  for (size_t offset = 1; offset < 4; ++offset) {
    AlignedBytes model(golden.model, offset);
    TakeConsole();
    CHECK(tflite::VerifyModel(model.data(), model.size()) == kTfLiteError);
    CHECK(TakeConsole().find("aligned") != std::string::npos);
  }
}

TEST_CASE("operators that are missing are named") {
  const GoldenCase golden = Case("conv_2d", 0);
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 16);
  tflite::MicroMutableOpResolver<1> operators;
  operators.AddSoftmax();
  tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, arena.data(),
                                       arena.size());
  TakeConsole();
  CHECK(interpreter.AllocateTensors() == kTfLiteError);
  CHECK(TakeConsole().find("CONV_2D") != std::string::npos);
  CHECK(interpreter.Invoke() == kTfLiteError);
}

TEST_CASE("a resolver refuses duplicates and a full table") {
  tflite::MicroMutableOpResolver<1> operators;
  CHECK(operators.AddConv2D() == kTfLiteOk);
  TakeConsole();
  CHECK(operators.AddConv2D() == kTfLiteError);
  CHECK(TakeConsole().find("CONV_2D: already registered") != std::string::npos);
  CHECK(operators.AddSoftmax() == kTfLiteError);
  CHECK(TakeConsole().find("SOFTMAX: resolver is full") != std::string::npos);
  CHECK(operators.FindOp(tflite::BuiltinOperator_CONV_2D) != nullptr);
  CHECK(operators.FindOp(tflite::BuiltinOperator_SOFTMAX) == nullptr);
}

TEST_CASE("inputs and outputs carry shape, type and quantisation") {
  const GoldenCase golden = Case("softmax", 0);
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 16);
  AllOperators operators;
  tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, arena.data(),
                                       arena.size());
  REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
  const TfLiteTensor* output = interpreter.output(0);
  CHECK(output->type == kTfLiteInt8);
  CHECK(output->dims->size == 2);
  CHECK(output->dims->data[1] == 4);
  CHECK(output->bytes == 4);
  CHECK(output->params.zero_point == -128);
  CHECK(output->params.scale == doctest::Approx(1.0 / 256));
  const auto* affine = static_cast<TfLiteAffineQuantization*>(output->quantization.params);
  CHECK(affine->scale->size == 1);
  CHECK(affine->zero_point->size == 1);
  CHECK(affine->zero_point->data[0] == -128);
  CHECK(interpreter.input(1) == nullptr);
}

TEST_CASE("two models share one arena") {
  const GoldenCase first = Case("conv_2d", 0);
  const GoldenCase second = Case("pooling", 0);
  AlignedBytes first_model(first.model);
  AlignedBytes second_model(second.model);
  AlignedBytes arena(1 << 16);
  AllOperators operators;
  auto* allocator = tflite::MicroAllocator::Create(arena.data(), arena.size());
  REQUIRE(allocator != nullptr);
  tflite::MicroInterpreter a(tflite::GetModel(first_model.data()), operators, allocator);
  tflite::MicroInterpreter b(tflite::GetModel(second_model.data()), operators, allocator);
  REQUIRE(a.AllocateTensors() == kTfLiteOk);
  REQUIRE(b.AllocateTensors() == kTfLiteOk);
  for (int round = 0; round < 2; ++round) {
    for (auto* pair : {&a, &b}) {
      const GoldenInvocation& golden = (pair == &a ? first : second).invocations[0];
      memcpy(pair->input(0)->data.raw, golden.inputs[0].data(), golden.inputs[0].size());
      REQUIRE(pair->Invoke() == kTfLiteOk);
      CHECK(memcmp(pair->output(0)->data.raw, golden.outputs[0].data(), golden.outputs[0].size()) ==
            0);
    }
  }
}
