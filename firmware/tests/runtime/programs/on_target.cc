// A test program of the kind that runs on a microcontroller.
#include "tensorflow/lite/kernels/internal/common.h"
#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/types.h"
#include "tensorflow/lite/kernels/padding.h"
#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_utils.h"
#include "tensorflow/lite/micro/testing/micro_test.h"

#ifdef __arm__
extern "C" void DebugLog(const char*, va_list) {}
#else
#include <stdio.h>
extern "C" void DebugLog(const char* format, va_list args) { vprintf(format, args); }
#endif

TF_LITE_MICRO_TESTS_BEGIN

TF_LITE_MICRO_TEST(MultipliersAreRoundedToNearest) {
  int32_t multiplier;
  int shift;
  tflite::QuantizeMultiplier(0.75, &multiplier, &shift);
  TF_LITE_MICRO_EXPECT_EQ(multiplier, 1610612736);
  TF_LITE_MICRO_EXPECT_EQ(shift, 0);
  tflite::QuantizeMultiplier(0.99999999999, &multiplier, &shift);
  TF_LITE_MICRO_EXPECT_EQ(multiplier, 1 << 30);
  TF_LITE_MICRO_EXPECT_EQ(shift, 1);
  tflite::QuantizeMultiplier(0.0, &multiplier, &shift);
  TF_LITE_MICRO_EXPECT_EQ(multiplier, 0);
  TF_LITE_MICRO_EXPECT_EQ(tflite::MultiplyByQuantizedMultiplier(int32_t{100}, 1610612736, 1), 150);
  TF_LITE_MICRO_EXPECT_EQ(tflite::MultiplyByQuantizedMultiplier(int64_t{100}, 1610612736, 1), 150);
}

TF_LITE_MICRO_TEST(ShapesKnowTheirElements) {
  const tflite::RuntimeShape shape({2, 3, 4, 5});
  TF_LITE_MICRO_EXPECT_EQ(shape.FlatSize(), 120);
  TF_LITE_MICRO_EXPECT_EQ(tflite::Offset(shape, 1, 2, 3, 4), 119);
  TF_LITE_MICRO_EXPECT_EQ(tflite::MatchingDim(shape, 3, shape, 3), 5);
  TF_LITE_MICRO_EXPECT_EQ(tflite::MatchingFlatSizeSkipDim(shape, 3, shape), 24);
  const tflite::RuntimeShape wide = tflite::RuntimeShape::ExtendedShape(5, shape);
  TF_LITE_MICRO_EXPECT_EQ(wide.Dims(0), 1);
  TF_LITE_MICRO_EXPECT_TRUE(wide != shape);
}

TF_LITE_MICRO_TEST(PaddingIsSplit) {
  int height;
  int width;
  const TfLitePaddingValues padding = tflite::ComputePaddingHeightWidth(
      2, 2, 1, 1, 49, 40, 10, 8, kTfLitePaddingSame, &height, &width);
  TF_LITE_MICRO_EXPECT_EQ(height, 25);
  TF_LITE_MICRO_EXPECT_EQ(width, 20);
  TF_LITE_MICRO_EXPECT_EQ(padding.height, 4);
  TF_LITE_MICRO_EXPECT_EQ(padding.height_offset, 1);
  TF_LITE_MICRO_EXPECT_EQ(padding.width, 3);
}

TF_LITE_MICRO_TEST(NumbersAreQuantised) {
  TF_LITE_MICRO_EXPECT_EQ(tflite::FloatToQuantizedType<int8_t>(1.25f, 0.5f, 3), 6);
  TF_LITE_MICRO_EXPECT_EQ(tflite::FloatToQuantizedType<int8_t>(-1000.0f, 0.5f, 3), -128);
  TF_LITE_MICRO_EXPECT_EQ(tflite::FloatToQuantizedType<uint8_t>(1e9f, 0.5f, 3), 255);
  TF_LITE_MICRO_EXPECT_EQ(tflite::FloatToSymmetricQuantizedType<int8_t>(-1000.0f, 0.5f), -127);
  TF_LITE_MICRO_EXPECT_NEAR(0.1f + 0.2f, 0.3f, 1e-6f);
  TF_LITE_MICRO_EXPECT_GE(2, 2);
  TF_LITE_MICRO_EXPECT_LT(1, 2);
}

TF_LITE_MICRO_TESTS_END
