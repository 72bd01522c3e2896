// A test program in the form of GoogleTest, of the parts that an application may use by themselves.
#include "tensorflow/lite/micro/arena_allocator/non_persistent_arena_buffer_allocator.h"
#include "tensorflow/lite/micro/arena_allocator/persistent_arena_buffer_allocator.h"
#include "tensorflow/lite/micro/arena_allocator/recording_single_arena_buffer_allocator.h"
#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/memory_helpers.h"
#include "tensorflow/lite/micro/memory_planner/greedy_memory_planner.h"
#include "tensorflow/lite/micro/memory_planner/linear_memory_planner.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/micro_utils.h"
#include "tensorflow/lite/micro/testing/micro_test_v2.h"
#include "tensorflow/lite/portable_type_to_tflitetype.h"

#ifdef __arm__
extern "C" void DebugLog(const char*, va_list) {}
#else
#include <stdio.h>
extern "C" void DebugLog(const char* format, va_list args) { vprintf(format, args); }
#endif

namespace {

// An arena for each test.
class ArenaTest : public testing::Test {
 public:
  void SetUp() override { arena_ = bytes_; }
  void TearDown() override { EXPECT_EQ(arena_, &bytes_[0]); }

 protected:
  alignas(16) uint8_t bytes_[512];
  uint8_t* arena_ = nullptr;
};

}  // namespace

TEST_F(ArenaTest, BothKindsOfMemoryMeetInTheMiddle) {
  tflite::SingleArenaBufferAllocator allocator(arena_, sizeof(bytes_));
  uint8_t* const persistent = allocator.AllocatePersistentBuffer(100, 16);
  ASSERT_NE(persistent, nullptr);
  EXPECT_EQ(persistent, arena_ + 400);
  uint8_t* const temporary = allocator.AllocateTemp(200, 4);
  EXPECT_EQ(temporary, arena_);
  EXPECT_EQ(allocator.GetAvailableMemory(16), 192u);
  EXPECT_EQ(allocator.AllocateTemp(201, 1), nullptr);
  EXPECT_EQ(allocator.AllocatePersistentBuffer(201, 1), nullptr);
  EXPECT_EQ(allocator.ResetTempAllocations(), kTfLiteError);
  allocator.DeallocateTemp(temporary);
  EXPECT_TRUE(allocator.IsAllTempDeallocated());
  EXPECT_EQ(allocator.ResetTempAllocations(), kTfLiteOk);
  EXPECT_EQ(allocator.ReserveNonPersistentOverlayMemory(401, 1), kTfLiteError);
  EXPECT_EQ(allocator.ReserveNonPersistentOverlayMemory(400, 1), kTfLiteOk);
  EXPECT_EQ(allocator.GetUsedBytes(), 512u);
}

TEST_F(ArenaTest, AnAllocatorInItsArenaCountsItself) {
  auto* allocator = tflite::RecordingSingleArenaBufferAllocator::Create(arena_, sizeof(bytes_));
  ASSERT_NE(allocator, nullptr);
  EXPECT_EQ(allocator->GetAllocatedCount(), 1u);
  const size_t own = allocator->GetRequestedBytes();
  EXPECT_NE(allocator->AllocatePersistentBuffer(10, 16), nullptr);
  EXPECT_EQ(allocator->GetRequestedBytes(), own + 10);
  EXPECT_GE(allocator->GetUsedBytes(), own + 10);
  EXPECT_EQ(tflite::SingleArenaBufferAllocator::Create(arena_, 8), nullptr);
}

TEST_F(ArenaTest, KindsOfMemoryInArenasOfTheirOwn) {
  tflite::PersistentArenaBufferAllocator persistent(arena_, 64);
  EXPECT_EQ(persistent.AllocatePersistentBuffer(16, 4), arena_ + 48);
  EXPECT_EQ(persistent.GetPersistentUsedBytes(), 16u);
  tflite::NonPersistentArenaBufferAllocator other(arena_ + 64, 64);
  uint8_t* const buffer = other.AllocateResizableBuffer(32, 16);
  EXPECT_EQ(buffer, arena_ + 64);
  EXPECT_EQ(other.AllocateResizableBuffer(32, 16), nullptr);
  EXPECT_EQ(other.ResizeBuffer(buffer, 65, 16), kTfLiteError);
  EXPECT_EQ(other.DeallocateResizableBuffer(buffer), kTfLiteOk);
  EXPECT_EQ(other.GetNonPersistentUsedBytes(), 0u);
}

TEST(Planners, BuffersOfDifferentTimesShareMemory) {
  alignas(16) static unsigned char memory[256];
  tflite::GreedyMemoryPlanner planner;
  ASSERT_EQ(planner.Init(memory, sizeof(memory)), kTfLiteOk);
  EXPECT_EQ(planner.AddBuffer(48, 0, 1), kTfLiteOk);
  EXPECT_EQ(planner.AddBuffer(32, 1, 2), kTfLiteOk);
  EXPECT_EQ(planner.AddBuffer(16, 2, 3), kTfLiteOk);
  EXPECT_EQ(planner.GetMaximumMemorySize(), 80u);
  int offset = -1;
  EXPECT_EQ(planner.GetOffsetForBuffer(1, &offset), kTfLiteOk);
  EXPECT_EQ(offset, 48);
  EXPECT_EQ(planner.GetOffsetForBuffer(2, &offset), kTfLiteOk);
  EXPECT_EQ(offset, 0);
  EXPECT_EQ(planner.GetOffsetForBuffer(3, &offset), kTfLiteError);
  // One more, whose place is given, moves the others.
  EXPECT_EQ(planner.AddBuffer(16, 0, 3, 0), kTfLiteOk);
  EXPECT_EQ(planner.GetOffsetForBuffer(0, &offset), kTfLiteOk);
  EXPECT_EQ(offset, 16);
  EXPECT_EQ(planner.GetMaximumMemorySize(), 96u);
  EXPECT_FALSE(planner.DoAnyBuffersOverlap());
  EXPECT_EQ(planner.AddBuffer(16, 0, 3, 8), kTfLiteOk);
  EXPECT_TRUE(planner.DoAnyBuffersOverlap());
  planner.PrintMemoryPlan();
  EXPECT_EQ(planner.AddBuffer(-1, 0, 1), kTfLiteError);
}

TEST(Planners, LinearKeepsEverything) {
  static tflite::LinearMemoryPlanner planner;
  EXPECT_EQ(planner.AddBuffer(10, 0, 1), kTfLiteOk);
  EXPECT_EQ(planner.AddBuffer(20, 5, 6), kTfLiteOk);
  int offset = -1;
  EXPECT_EQ(planner.GetOffsetForBuffer(1, &offset), kTfLiteOk);
  EXPECT_EQ(offset, 10);
  EXPECT_EQ(planner.GetMaximumMemorySize(), 30u);
  EXPECT_TRUE(planner.preserves_all_tensors());
}

TEST(Helpers, TypesAndSizes) {
  EXPECT_EQ(tflite::typeToTfLiteType<int16_t>(), kTfLiteInt16);
  EXPECT_EQ(TfLiteTypeGetSize(kTfLiteInt64), 8u);
  EXPECT_STREQ(TfLiteTypeGetName(kTfLiteInt8), "INT8");
  EXPECT_STRNE(TfLiteTypeGetName(kTfLiteInt8), "INT16");
  const float values[] = {0.5f, -1.0f, 2.0f, 4.0f};
  float scales[] = {0.5f, 2.0f};
  int8_t quantized[4];
  tflite::SymmetricPerChannelQuantize(values, quantized, 4, 2, scales);
  EXPECT_EQ(quantized[1], -2);
  EXPECT_EQ(quantized[3], 2);
  EXPECT_NEAR(values[0], 0.51, 0.02);
  EXPECT_FLOAT_EQ(values[2], 2.0f);
}

TEST(Helpers, ExpectationsThatFailAreCounted) {
  const auto fails = [] { ASSERT_EQ(1, 2); };
  fails();
  const bool failed = HasFatalFailure();
  micro_test::State() = micro_test::TestState();  // as it should be
  EXPECT_TRUE(failed);
  EXPECT_NO_FATAL_FAILURE(fails());
  const bool added = HasNonfatalFailure();
  micro_test::State() = micro_test::TestState();
  EXPECT_TRUE(added);
}

TF_LITE_MICRO_TESTS_MAIN
