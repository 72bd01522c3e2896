// Small tests that run on a microcontroller:
//
//   TF_LITE_MICRO_TESTS_BEGIN
//   TF_LITE_MICRO_TEST(AddsUp) { TF_LITE_MICRO_EXPECT_EQ(4, 2 + 2); }
//   TF_LITE_MICRO_TESTS_END
//
// is a whole program. It prints each name, each failed expectation, "n/m tests passed" and one of
// ~~~ALL TESTS PASSED~~~ and ~~~SOME TESTS FAILED~~~.
#ifndef TENSORFLOW_LITE_MICRO_TESTING_MICRO_TEST_H_
#define TENSORFLOW_LITE_MICRO_TESTING_MICRO_TEST_H_

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/micro/system_setup.h"

namespace micro_test {
extern int tests_passed;
extern int tests_failed;
extern bool is_test_complete;
extern bool did_test_fail;
}  // namespace micro_test

namespace tflite {
inline void InitializeTest() { InitializeTarget(); }
}  // namespace tflite

#define TF_LITE_MICRO_TESTS_BEGIN \
  namespace micro_test {          \
  int tests_passed;               \
  int tests_failed;               \
  bool is_test_complete;          \
  bool did_test_fail;             \
  }                               \
                                  \
  int main(int, char**) {         \
    micro_test::tests_passed = 0; \
    micro_test::tests_failed = 0; \
    tflite::InitializeTest();

#define TF_LITE_MICRO_TESTS_END                                                        \
  const int tests_ = micro_test::tests_passed + micro_test::tests_failed;              \
  MicroPrintf("%d/%d tests passed", micro_test::tests_passed, tests_);                 \
  const bool all_passed_ = micro_test::tests_failed == 0;                              \
  MicroPrintf(all_passed_ ? "~~~ALL TESTS PASSED~~~\n" : "~~~SOME TESTS FAILED~~~\n"); \
  return all_passed_ ? kTfLiteOk : kTfLiteError;                                       \
  }

#define TF_LITE_MICRO_TEST(name)                                                \
  MicroPrintf("Testing " #name);                                                \
  for (micro_test::is_test_complete = false, micro_test::did_test_fail = false; \
       !micro_test::is_test_complete; micro_test::is_test_complete = true,      \
      (micro_test::did_test_fail ? micro_test::tests_failed : micro_test::tests_passed) += 1)

#define TF_LITE_MICRO_TEST_FAIL_(...) \
  do {                                \
    MicroPrintf(__VA_ARGS__);         \
    micro_test::did_test_fail = true; \
  } while (false)

#define TF_LITE_MICRO_EXPECT(x)                                                    \
  do {                                                                             \
    if (!(x)) TF_LITE_MICRO_TEST_FAIL_(#x " failed at %s:%d", __FILE__, __LINE__); \
  } while (false)

#define TF_LITE_MICRO_EXPECT_COMPARED_(x, y, operation)                                          \
  do {                                                                                           \
    const auto vx_ = (x);                                                                        \
    const auto vy_ = (y);                                                                        \
    if (!(vx_ operation vy_)) {                                                                  \
      TF_LITE_MICRO_TEST_FAIL_(#x " " #operation " " #y " failed at %s:%d (%d vs %d)", __FILE__, \
                               __LINE__, static_cast<int>(vx_), static_cast<int>(vy_));          \
    }                                                                                            \
  } while (false)

#define TF_LITE_MICRO_EXPECT_EQ(x, y) TF_LITE_MICRO_EXPECT_COMPARED_(x, y, ==)
#define TF_LITE_MICRO_EXPECT_NE(x, y) TF_LITE_MICRO_EXPECT_COMPARED_(x, y, !=)
#define TF_LITE_MICRO_EXPECT_GT(x, y) TF_LITE_MICRO_EXPECT_COMPARED_(x, y, >)
#define TF_LITE_MICRO_EXPECT_LT(x, y) TF_LITE_MICRO_EXPECT_COMPARED_(x, y, <)
#define TF_LITE_MICRO_EXPECT_GE(x, y) TF_LITE_MICRO_EXPECT_COMPARED_(x, y, >=)
#define TF_LITE_MICRO_EXPECT_LE(x, y) TF_LITE_MICRO_EXPECT_COMPARED_(x, y, <=)
#define TF_LITE_MICRO_EXPECT_TRUE(x) TF_LITE_MICRO_EXPECT(x)
#define TF_LITE_MICRO_EXPECT_FALSE(x) TF_LITE_MICRO_EXPECT(!(x))

#define TF_LITE_MICRO_EXPECT_NEAR(x, y, epsilon)                                                 \
  do {                                                                                           \
    const double vx_ = static_cast<double>(x);                                                   \
    const double vy_ = static_cast<double>(y);                                                   \
    const double delta_ = vx_ > vy_ ? vx_ - vy_ : vy_ - vx_;                                     \
    if (vx_ != vy_ && !(delta_ <= static_cast<double>(epsilon))) {                               \
      TF_LITE_MICRO_TEST_FAIL_(#x " near " #y " failed at %s:%d (%f vs %f)", __FILE__, __LINE__, \
                               vx_, vy_);                                                        \
    }                                                                                            \
  } while (false)

#define TF_LITE_MICRO_EXPECT_STREQ(x, y)                                                       \
  do {                                                                                         \
    if (__builtin_strcmp((x), (y)) != 0) {                                                     \
      TF_LITE_MICRO_TEST_FAIL_(#x " == " #y " failed at %s:%d (%s vs %s)", __FILE__, __LINE__, \
                               (x), (y));                                                      \
    }                                                                                          \
  } while (false)

#define TF_LITE_MICRO_EXPECT_STRING_EQ(x, y) TF_LITE_MICRO_EXPECT_STREQ(x, y)

#define TF_LITE_MICRO_FAIL(message)                  \
  do {                                               \
    TF_LITE_MICRO_TEST_FAIL_("FAIL: %s", (message)); \
  } while (false)

#endif  // TENSORFLOW_LITE_MICRO_TESTING_MICRO_TEST_H_
