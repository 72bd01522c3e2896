// Registrations of one kind of numbers: they refuse the others and say what to register.
#include "kernels/support/typed_registration.h"

#include <doctest/doctest.h>

#include <cstring>

#include "console.h"
#include "golden.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

namespace {

const GoldenCase& CaseOf(const std::vector<GoldenCase>& cases, const std::string& name) {
  for (const GoldenCase& golden : cases) {
    if (golden.name == name) return golden;
  }
  FAIL("no case " << name);
  return cases.front();
}

// The outputs of the first invocation; what was said instead when the model is refused.
std::string Run(const GoldenCase& golden, const TFLMRegistration& convolution) {
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 16);
  tflite::MicroMutableOpResolver<1> operators;
  operators.AddConv2D(convolution);
  tflite::MicroInterpreter interpreter(model.data(), model.size(), operators, arena.data(),
                                       arena.size());
  TakeConsole();
  if (interpreter.AllocateTensors() != kTfLiteOk) return TakeConsole();
  const Bytes& input = golden.invocations[0].inputs[0];
  memcpy(interpreter.input(0)->data.raw, input.data(), input.size());
  REQUIRE(interpreter.Invoke() == kTfLiteOk);
  return "ran";
}

}  // namespace

TEST_CASE("a registration of one kind of numbers runs these and names the others") {
  const auto floats = ReadGoldens("float32");
  const auto shorts = ReadGoldens("int16x8");
  const auto bytes = ReadGoldens("conv_2d");
  const GoldenCase& of_float = CaseOf(floats, "conv");
  const GoldenCase& of_int16 = CaseOf(shorts, "conv");
  CHECK(Run(bytes[0], tflite::Register_CONV_2D_INT8()) == "ran");
  CHECK(Run(of_int16, tflite::Register_CONV_2D_INT16()) == "ran");
  CHECK(Run(of_float, tflite::Register_CONV_2D_FLOAT32()) == "ran");
  const std::string refused = Run(of_float, tflite::Register_CONV_2D_INT8());
  CHECK(refused.find("CONV_2D float32: not supported; register Register_CONV_2D_FLOAT32() or build "
                     "with TYPES=all\r\n") == 0);
  const std::string of_shorts = Run(of_int16, tflite::Register_CONV_2D_INT8());
  CHECK(of_shorts.find("CONV_2D int16: not supported; register Register_CONV_2D_INT16()") == 0);
  const std::string of_bytes = Run(bytes[0], tflite::Register_CONV_2D_FLOAT32());
  CHECK(of_bytes.find("CONV_2D int8: not supported; register Register_CONV_2D_INT8()") == 0);
}

TEST_CASE("int4 weights have a registration of their own, which takes int8 ones too") {
  const GoldenCase packed = ReadGoldens("int4").at(0);
  const GoldenCase bytes = ReadGoldens("conv_2d").at(0);
  CHECK(Run(packed, tflite::Register_CONV_2D_INT4()) == "ran");
  CHECK(Run(bytes, tflite::Register_CONV_2D_INT4()) == "ran");
  CHECK(Run(packed, tflite::Register_CONV_2D()) == "ran");
  const std::string refused = Run(packed, tflite::Register_CONV_2D_INT8());
  CHECK(refused.find("CONV_2D int4: not supported; register Register_CONV_2D_INT4() or build with "
                     "TYPES=all") == 0);
}

TEST_CASE("on a host the plain registration has every kind") {
  CHECK(Run(CaseOf(ReadGoldens("float32"), "conv"), tflite::Register_CONV_2D()) == "ran");
  CHECK(Run(CaseOf(ReadGoldens("int16x8"), "conv"), tflite::Register_CONV_2D()) == "ran");
}
