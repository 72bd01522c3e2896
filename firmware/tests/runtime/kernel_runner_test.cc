// Kernels by themselves, as tests of kernels run them.
#include "tensorflow/lite/micro/kernels/kernel_runner.h"

#include <doctest/doctest.h>

#include <array>

#include "console.h"
#include "tensorflow/lite/micro/kernels/kernel_util.h"
#include "tensorflow/lite/micro/test_helpers.h"

using namespace tflite::testing;

namespace {

int freed = 0;

// A custom operator: adds the first byte of its options and how often it ran.
const TFLMRegistration kAddOption = {
    [](TfLiteContext* context, const char* options, size_t size) -> void* {
      auto* data = static_cast<int*>(context->AllocatePersistentBuffer(context, 2 * sizeof(int)));
      data[0] = size > 0 ? options[0] : 0;
      data[1] = 0;
      return data;
    },
    [](TfLiteContext*, void*) { ++freed; },
    [](TfLiteContext*, TfLiteNode* node) {
      return node->inputs->size == 1 ? kTfLiteOk : kTfLiteError;
    },
    [](TfLiteContext* context, TfLiteNode* node) {
      auto* data = static_cast<int*>(node->user_data);
      const TfLiteEvalTensor* input = tflite::micro::GetEvalInput(context, node, 0);
      TfLiteEvalTensor* output = tflite::micro::GetEvalOutput(context, node, 0);
      output->data.i32[0] = input->data.i32[0] + data[0] + data[1]++;
      return data[1] < 4 ? kTfLiteOk : tflite::kTfLiteAbort;
    },
    [](TfLiteContext*, void* data) { static_cast<int*>(data)[1] = 0; },
    0,
    nullptr,
};

}  // namespace

TEST_CASE("a kernel runs on the arrays of a test, with a scale a channel") {
  const float input[] = {1, 2, 3, 4};
  const float weights[] = {1, -1, 0.5f, 2};
  const float bias[] = {1, -2};
  int input_shape[] = {4, 1, 2, 1, 2};
  int weights_shape[] = {4, 2, 1, 1, 2};
  int bias_shape[] = {1, 2};
  int output_shape[] = {4, 1, 2, 1, 2};
  std::array<int8_t, 4> input_bytes, weight_bytes;
  std::array<int8_t, 4> output = {};
  std::array<int32_t, 2> bias_words;
  std::array<float, 3> scales, bias_scales;
  std::array<int, 3> zero_points, bias_zero_points;
  TfLiteAffineQuantization of_weights, of_bias;
  TfLiteTensor tensors[] = {
      CreateQuantizedTensor(input, input_bytes.data(), IntArrayFromInts(input_shape), 0.05f, -128),
      CreateSymmetricPerChannelQuantizedTensor(weights, weight_bytes.data(),
                                               IntArrayFromInts(weights_shape), scales.data(),
                                               zero_points.data(), &of_weights, 0),
      CreatePerChannelQuantizedBiasTensor(bias, bias_words.data(), IntArrayFromInts(bias_shape),
                                          0.05f, &scales[1], bias_scales.data(),
                                          bias_zero_points.data(), &of_bias, 0),
      CreateQuantizedTensor(output.data(), IntArrayFromInts(output_shape), 0.1f, 0),
  };
  int inputs[] = {3, 0, 1, 2};
  int outputs[] = {1, 3};
  TfLiteConvParams options = {};
  options.padding = kTfLitePaddingValid;
  options.stride_width = options.stride_height = 1;
  options.dilation_width_factor = options.dilation_height_factor = 1;
  const TFLMRegistration registration = tflite::Register_CONV_2D();
  tflite::micro::KernelRunner runner(registration, tensors, 4, IntArrayFromInts(inputs),
                                     IntArrayFromInts(outputs), &options);
  CHECK(runner.Invoke() == kTfLiteError);
  REQUIRE(runner.InitAndPrepare() == kTfLiteOk);
  REQUIRE(runner.Invoke() == kTfLiteOk);
  // {1 - 2 + 1, 0.5 + 4 - 2}, {3 - 4 + 1, 1.5 + 8 - 2}
  CHECK(output == std::array<int8_t, 4>{0, 25, 0, 75});
  input_bytes[0] = static_cast<int8_t>(input_bytes[0] + 20);  // 1 more
  REQUIRE(runner.Invoke() == kTfLiteOk);
  CHECK(output == std::array<int8_t, 4>{10, 30, 0, 75});
  CHECK(runner.Reset() == kTfLiteError);
  CHECK(runner.Free() == kTfLiteError);

  output_shape[3] = 2;
  tensors[3] = CreateQuantizedTensor(output.data(), IntArrayFromInts(output_shape), 0.1f, 0);
  CHECK(runner.InitAndPrepare() == kTfLiteError);
  CHECK(TakeConsole().find("shapes of input, weights and output") != std::string::npos);
}

TEST_CASE("int4 weights are packed in place, a state stays the test's") {
  std::array<uint8_t, 5> halves = {1, 0xFE, 3, 4, 5};
  PackInt4ValuesDenselyInPlace(halves.data(), 5);
  CHECK(halves == std::array<uint8_t, 5>{0xE1, 0x43, 5, 0, 0});

  std::array<float, 1> input = {2}, output = {};
  std::array<float, 1> feature = {3}, time[1] = {{4}}, state = {5};
  int one[] = {2, 1, 1};
  TfLiteIntArray* shape = IntArrayFromInts(one);
  TfLiteTensor tensors[] = {
      CreateTensor(input.data(), shape),  CreateTensor(feature.data(), shape),
      CreateTensor(time->data(), shape),  CreateTensor(state.data(), shape, true),
      CreateTensor(output.data(), shape),
  };
  int inputs[] = {5, 0, 1, 2, -1, 3};
  int outputs[] = {1, 4};
  TfLiteSVDFParams options = {};
  options.rank = 1;
  const TFLMRegistration registration = tflite::Register_SVDF();
  tflite::micro::KernelRunner runner(registration, tensors, 5, IntArrayFromInts(inputs),
                                     IntArrayFromInts(outputs), &options);
  REQUIRE(runner.InitAndPrepare() == kTfLiteOk);
  REQUIRE(runner.Invoke() == kTfLiteOk);
  CHECK(output[0] == 24);
  CHECK(state[0] == 6);
}

TEST_CASE("a custom operator gets its options, and what it returns is the runner's answer") {
  int32_t input = 10, output = 0;
  int scalar[] = {0};
  TfLiteTensor tensors[] = {CreateTensor(&input, IntArrayFromInts(scalar)),
                            CreateTensor(&output, IntArrayFromInts(scalar))};
  int inputs[] = {1, 0};
  int outputs[] = {1, 1};
  tflite::micro::KernelRunner runner(kAddOption, tensors, 2, IntArrayFromInts(inputs),
                                     IntArrayFromInts(outputs), nullptr);
  const char options[] = {5};
  REQUIRE(runner.InitAndPrepare(options, sizeof(options)) == kTfLiteOk);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(runner.Invoke() == kTfLiteOk);
    CHECK(output == 15 + i);
  }
  CHECK(runner.Invoke() == tflite::kTfLiteAbort);
  CHECK(runner.Reset() == kTfLiteOk);
  CHECK(runner.Invoke() == kTfLiteOk);
  CHECK(output == 15);
  freed = 0;
  CHECK(runner.Free() == kTfLiteOk);
  CHECK(freed == 1);

  inputs[0] = 0;
  CHECK(runner.InitAndPrepare() == kTfLiteError);
  CHECK(TakeConsole().find("prepare failed") != std::string::npos);
}

TEST_CASE("numbers are quantised to any width") {
  CHECK(tflite::FloatToQuantizedType<int8_t>(1000, 0.5f, 3) == 127);
  CHECK(tflite::FloatToQuantizedType<uint8_t>(-1, 0.5f, 1) == 0);
  CHECK(tflite::FloatToSymmetricQuantizedType<int16_t>(-1e9f, 1) == -32767);
  CHECK(tflite::FloatToSymmetricQuantizedType<int32_t>(-1e9f, 0.25f) == -2147483647);
  CHECK(tflite::FloatToSymmetricQuantizedType<int64_t>(3e9f, 0.5f) == 6000000000);
  CHECK(ScaleFromMinMax<int8_t>(-1, 1.55f) == 0.01f);
  CHECK(ZeroPointFromMinMax<int8_t>(-1, 1.55f) == -28);
  CHECK(SymmetricScaleFromMinMax<int16_t>(-1, 0.5f) == 1.0f / 32767);
}
