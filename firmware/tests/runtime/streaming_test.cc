// Inferences that end early: a buffer that lets every second one through.
#include <doctest/doctest.h>

#include <cstring>

#include "all_operators.h"
#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"

namespace {

class Streaming {
 public:
  explicit Streaming(const GoldenCase& golden)
      : golden_(golden),
        model_(golden.model),
        arena_(1 << 14),
        interpreter_(model_.data(), model_.size(), operators_, arena_.data(), arena_.size()) {
    REQUIRE(interpreter_.AllocateTensors() == kTfLiteOk);
  }

  TfLiteStatus Invoke(size_t i) {
    const Bytes& input = golden_.invocations.at(i).inputs.at(0);
    memcpy(interpreter_.input(0)->data.raw, input.data(), input.size());
    return interpreter_.Invoke();
  }

  bool HasOutputsOf(size_t i) {
    const Bytes& expected = golden_.invocations.at(i).outputs.at(0);
    return memcmp(interpreter_.output(0)->data.raw, expected.data(), expected.size()) == 0;
  }

  tflite::MicroInterpreter& interpreter() { return interpreter_; }

 private:
  const GoldenCase& golden_;
  AlignedBytes model_;
  AlignedBytes arena_;
  AllOperators operators_;
  tflite::MicroInterpreter interpreter_;
};

}  // namespace

TEST_CASE("operators behind a buffer run when it lets them, and what ends early is no error") {
  const std::vector<GoldenCase> cases = ReadGoldens("programs/streaming");
  Streaming streaming(cases.at(0));
  TakeConsole();
  for (size_t i = 0; i < 6; ++i) {
    const TfLiteStatus status = streaming.Invoke(i);
    CHECK(status == (i % 2 == 1 ? kTfLiteOk : tflite::kTfLiteAbort));
    if (status == kTfLiteOk) CHECK(streaming.HasOutputsOf(i));
  }
  CHECK(TakeConsole().empty());
}

TEST_CASE("after a reset the buffer is empty and counts anew") {
  const std::vector<GoldenCase> cases = ReadGoldens("programs/streaming");
  Streaming streaming(cases.at(0));
  for (size_t i = 0; i < 3; ++i) streaming.Invoke(i);
  REQUIRE(streaming.interpreter().Reset() == kTfLiteOk);
  CHECK(streaming.Invoke(0) == tflite::kTfLiteAbort);
  CHECK(streaming.Invoke(1) == kTfLiteOk);
  CHECK(streaming.HasOutputsOf(1));
}
