// What applications of 2020 to 2022 count on: registrations of that time, a resolver with an error
// reporter, profilers with a destructor, a function for text.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "golden.h"
#include "tensorflow/lite/micro/cortex_m_generic/debug_log_callback.h"
#include "tensorflow/lite/micro/kernels/kernel_runner.h"
#include "tensorflow/lite/micro/kernels/kernel_util.h"
#include "tensorflow/lite/micro/micro_error_reporter.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/micro_string.h"
#include "tensorflow/lite/micro/test_helpers.h"
#include "tensorflow/lite/schema/schema_utils.h"

namespace {

class CountingProfiler : public tflite::MicroProfilerInterface {
 public:
  ~CountingProfiler() override { ++destroyed; }
  uint32_t BeginEvent(const char*) override { return static_cast<uint32_t>(events++); }
  void EndEvent(uint32_t) override {}

  int events = 0;
  static int destroyed;
};
int CountingProfiler::destroyed = 0;

TfLiteRegistration* RegisterOfThatTime() {
  static TfLiteRegistration registration = {
      [](TfLiteContext*, const char*, size_t size) -> void* {
        static size_t bytes;
        bytes = size;
        return &bytes;
      },
      /*free=*/nullptr,
      /*prepare=*/nullptr,
      [](TfLiteContext* context, TfLiteNode* node) {
        const TfLiteEvalTensor* input = tflite::micro::GetEvalInput(context, node, 0);
        TfLiteEvalTensor* output = tflite::micro::GetEvalOutput(context, node, 0);
        const size_t size = *static_cast<size_t*>(node->user_data);
        output->data.int8[0] = static_cast<int8_t>(input->data.int8[0] + static_cast<int>(size));
        return kTfLiteOk;
      },
      /*profiling_string=*/nullptr,
      /*builtin_code=*/0,
      /*custom_name=*/nullptr,
      /*version=*/0};
  return &registration;
}

}  // namespace

TEST_CASE("a registration of 2020, a resolver with a reporter, a profiler with a destructor") {
  static tflite::MicroErrorReporter reporter;
  tflite::MicroMutableOpResolver<2> resolver(&reporter);
  CHECK(resolver.AddCustom("Mine", RegisterOfThatTime()) == kTfLiteOk);
  const TFLMRegistration* found = resolver.FindOp("Mine");
  REQUIRE(found != nullptr);

  std::array<int8_t, 1> input = {40}, output = {};
  int one[] = {1, 1};
  TfLiteIntArray* shape = tflite::testing::IntArrayFromInts(one);
  TfLiteTensor tensors[] = {tflite::testing::CreateTensor(input.data(), shape),
                            tflite::testing::CreateTensor(output.data(), shape)};
  int inputs[] = {1, 0};
  int outputs[] = {1, 1};
  tflite::micro::KernelRunner runner(*found, tensors, 2, tflite::testing::IntArrayFromInts(inputs),
                                     tflite::testing::IntArrayFromInts(outputs), nullptr);
  REQUIRE(runner.InitAndPrepare("ab", 2) == kTfLiteOk);
  REQUIRE(runner.Invoke() == kTfLiteOk);
  CHECK(output[0] == 42);
  CHECK(runner.Reset() == kTfLiteError);
  {
    CountingProfiler profiler;
    tflite::MicroProfilerInterface* interface = &profiler;
    CHECK(interface->BeginEvent("tag") == 0);
  }
  CHECK(CountingProfiler::destroyed == 1);
  const bool same =
      tflite::Register_QUANTIZE_FLOAT32_INT8().invoke == tflite::Register_QUANTIZE().invoke;
  CHECK(same);
}

TEST_CASE("a model is read as applications read it") {
  FILE* file = fopen(HOTWORD_MODEL, "rb");
  REQUIRE(file != nullptr);
  Bytes bytes(1 << 16);
  bytes.resize(fread(bytes.data(), 1, bytes.size(), file));
  fclose(file);
  AlignedBytes aligned(bytes);
  CHECK(tflite::ModelBufferHasIdentifier(aligned.data()));
  const tflite::Model* model = tflite::GetModel(aligned.data());
  std::vector<std::string> names;
  for (const tflite::OperatorCode* code : *model->operator_codes()) {
    names.emplace_back(tflite::EnumNameBuiltinOperator(tflite::GetBuiltinCode(code)));
  }
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"AVERAGE_POOL_2D", "CONV_2D", "FULLY_CONNECTED",
                                          "RESHAPE", "SOFTMAX"});
  const auto* graph = model->subgraphs()->Get(0);
  const tflite::Tensor* input =
      graph->tensors()->Get(static_cast<uint32_t>(graph->inputs()->Get(0)));
  int elements = 1;
  for (int32_t size : *input->shape()) elements *= size;
  CHECK(elements == 1960);
  CHECK(std::string(tflite::EnumNameTensorType(input->type())) == "INT8");
  CHECK(!graph->tensors()->empty());
  CHECK(std::string(tflite::EnumNameBuiltinOperator(static_cast<tflite::BuiltinOperator>(999))) ==
        "");
}
