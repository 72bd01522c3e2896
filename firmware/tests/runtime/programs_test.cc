// Applications in the styles of three times, with built-in and custom operators.
#include "programs/programs.h"

#include <doctest/doctest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "console.h"
#include "golden.h"
#include "programs/sums.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/recording_micro_interpreter.h"

namespace {

const GoldenCase& Find(const std::vector<GoldenCase>& cases, const std::string& name) {
  for (const GoldenCase& golden : cases) {
    if (golden.name == name) return golden;
  }
  throw std::runtime_error("no case " + name);
}

// Runs all invocations of a case.
void CheckProgram(Program program, const std::string& file, const std::string& name) {
  const std::vector<GoldenCase> cases = ReadGoldens(file);
  const GoldenCase& golden = Find(cases, name);
  AlignedBytes model(golden.model);
  for (const GoldenInvocation& invocation : golden.invocations) {
    Bytes output(invocation.outputs[0].size());
    const Bytes& input = invocation.inputs[0];
    TakeConsole();
    const int status =
        program(model.data(), input.data(), input.size(), output.data(), output.size());
    INFO(file, ": ", name);
    REQUIRE_MESSAGE(status == kTfLiteOk, TakeConsole());
    CHECK(output == invocation.outputs[0]);
  }
}

}  // namespace

TEST_CASE("a program of today") {
  CheckProgram(ProgramOfToday, "fully_connected", "per channel");
  const std::string text = TakeConsole();
  CHECK(text.find("FULLY_CONNECTED took 0 ticks (0 ms).") != std::string::npos);
  CHECK(text.find("0,FULLY_CONNECTED,0") != std::string::npos);
  CHECK(text.find("Arena allocation total") != std::string::npos);
}

TEST_CASE("a program of today with a custom operator") {
  g_sums_calls = {};
  CheckProgram(ProgramOfToday, "programs/custom", "Sums");
  CHECK(g_sums_calls.init == 3);
  CHECK(g_sums_calls.prepare == 3);
  CHECK(g_sums_calls.invoke == 3);
  CHECK(g_sums_calls.reset == 3);
  CHECK(g_sums_calls.free == 3);
  CHECK(TakeConsole().find("Sums took") != std::string::npos);
}

TEST_CASE("a program of 2021") { CheckProgram(ProgramOf2021, "softmax", "4 classes"); }

TEST_CASE("programs of 2019") {
  for (const char* name : {"fully connected", "depthwise 8", "softmax"}) {
    CheckProgram(ProgramOf2019, "uint8_2019", name);
    CheckProgram(ProgramOf2019WithAllOps, "uint8_2019", name);
  }
  CheckProgram(ProgramOf2019WithAllOps, "pooling", "AVERAGE_POOL_2D uint8 same");
}

TEST_CASE("sound becomes features by one model and a word by another one in the same arena") {
  const GoldenCase golden = ReadGoldens("signal_preprocessor").at(0);
  AlignedBytes preprocessor(golden.model);
  std::ifstream file(HOTWORD_MODEL, std::ios::binary);
  AlignedBytes classifier(Bytes(std::istreambuf_iterator<char>(file), {}));
  std::vector<int16_t> windows;
  for (const GoldenInvocation& invocation : golden.invocations) {
    const Bytes& window = invocation.inputs[0];
    windows.resize(windows.size() + window.size() / 2);
    memcpy(&windows[windows.size() - window.size() / 2], window.data(), window.size());
  }
  REQUIRE(windows.size() == 49 * 480);
  enum { kSilence, kUnknown, kYes, kNo, kLabels };
  int8_t scores[kLabels];
  REQUIRE_MESSAGE(ProgramOfSpeech(preprocessor.data(), classifier.data(), windows.data(),
                                  reinterpret_cast<uint8_t*>(scores), sizeof(scores)) == kTfLiteOk,
                  TakeConsole());
  CHECK(scores[kYes] > 64);  // three quarters
  // No sound, no word.
  windows.assign(windows.size(), 0);
  REQUIRE(ProgramOfSpeech(preprocessor.data(), classifier.data(), windows.data(),
                          reinterpret_cast<uint8_t*>(scores), sizeof(scores)) == kTfLiteOk);
  CHECK(scores[kSilence] > 64);
}

TEST_CASE("a custom operator gets its memory or the arena is refused") {
  const GoldenCase golden = ReadGoldens("programs/custom").at(0);
  AlignedBytes model(golden.model);
  tflite::MicroMutableOpResolver<1> operators;
  operators.AddCustom("Sums", RegisterSums());
  bool ran = false;
  for (size_t size = 0; !ran; ++size) {
    REQUIRE(size < 4096);
    AlignedBytes arena(size);
    TakeConsole();
    tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, arena.data(),
                                         arena.size());
    ran = interpreter.Invoke() == kTfLiteOk;
    if (!ran) CHECK(TakeConsole().find("arena too small") != std::string::npos);
  }
}

TEST_CASE("a custom operator reports with file and line") {
  std::vector<GoldenCase> cases = ReadGoldens("programs/custom");
  AlignedBytes model(cases.at(0).model);
  AlignedBytes arena(1 << 14);
  tflite::MicroMutableOpResolver<1> operators;
  TFLMRegistration broken = *RegisterSums();
  broken.invoke = [](TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_EQ(context, node->inputs->size, 2);
    return kTfLiteOk;
  };
  operators.AddCustom("Sums", &broken);
  tflite::MicroInterpreter interpreter(tflite::GetModel(model.data()), operators, arena.data(),
                                       arena.size());
  REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
  TakeConsole();
  CHECK(interpreter.Invoke() == kTfLiteError);
  const std::string text = TakeConsole();
  CHECK(text.find("programs_test.cc:") != std::string::npos);
  CHECK(text.find("(1 != 2)") != std::string::npos);
  CHECK(text.find("operator 0 (Sums) of subgraph 0: invoke failed") != std::string::npos);
}

TEST_CASE("recorded allocations sum up to the arena's use") {
  const GoldenCase golden = ReadGoldens("conv_2d").at(0);
  AlignedBytes model(golden.model);
  AlignedBytes arena(1 << 16);
  tflite::MicroMutableOpResolver<1> operators;
  operators.AddConv2D();
  tflite::RecordingMicroInterpreter interpreter(tflite::GetModel(model.data()), operators,
                                                arena.data(), arena.size());
  REQUIRE(interpreter.AllocateTensors() == kTfLiteOk);
  const tflite::RecordingMicroAllocator& allocator = interpreter.GetMicroAllocator();
  using Type = tflite::RecordedAllocationType;
  CHECK(allocator.GetRecordedAllocation(Type::kTfLiteEvalTensorData).count == 4);
  CHECK(allocator.GetRecordedAllocation(Type::kNodeAndRegistrationArray).count == 1);
  CHECK(allocator.GetRecordedAllocation(Type::kOpData).requested_bytes > 0);
  size_t tail = 0;
  for (Type type :
       {Type::kTfLiteEvalTensorData, Type::kPersistentTfLiteTensorData,
        Type::kPersistentTfLiteTensorQuantizationData, Type::kPersistentBufferData,
        Type::kTfLiteTensorVariableBufferData, Type::kNodeAndRegistrationArray, Type::kOpData}) {
    tail += allocator.GetRecordedAllocation(type).used_bytes;
  }
  CHECK(tail == allocator.tail_bytes());
  CHECK(interpreter.arena_used_bytes() >= allocator.head_bytes() + tail);
}

TEST_CASE("a program with every operator") { CHECK(AddEveryOperator() == kTfLiteOk); }
