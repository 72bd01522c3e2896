// Small tests in the form of GoogleTest that run on a microcontroller, without heap:
//
//   TEST(Sums, AddUp) { EXPECT_EQ(4, 2 + 2); }
//   TF_LITE_MICRO_TESTS_MAIN
//
// is a whole program. Tests run in the order in which they are defined. The last line is
// ~~~ALL TESTS PASSED~~~, or the list of those that failed. ASSERT_... leaves the function that it
// stands in, EXPECT_... goes on.
#ifndef TENSORFLOW_LITE_MICRO_TESTING_MICRO_TEST_V2_H_
#define TENSORFLOW_LITE_MICRO_TESTING_MICRO_TEST_V2_H_

#include <limits>
#include <type_traits>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/micro/system_setup.h"

namespace tflite {
inline void InitializeTest() { InitializeTarget(); }
}  // namespace tflite

namespace micro_test {

// A test; its storage is static and the list of all is made by the constructors.
struct TestCase {
  TestCase(const char* suite_name, const char* test_name, void (*test_body)())
      : suite(suite_name), name(test_name), body(test_body) {
    *Last() = this;
    Last() = &next;
  }

  static TestCase*& First() {
    static TestCase* first = nullptr;
    return first;
  }
  // The place that the address of the next test goes to.
  static TestCase**& Last() {
    static TestCase** last = &First();
    return last;
  }

  const char* suite;
  const char* name;
  void (*body)();
  TestCase* next = nullptr;
  bool failed = false;
};

// What has happened in the test that runs.
struct TestState {
  bool fatal = false;
  bool nonfatal = false;
};

inline TestState& State() {
  static TestState state;
  return state;
}

inline bool HasFatalFailure() { return State().fatal; }
inline bool HasNonfatalFailure() { return State().nonfatal; }
inline bool HasFailure() { return State().fatal || State().nonfatal; }

inline void MarkFailed(bool fatal) { (fatal ? State().fatal : State().nonfatal) = true; }

// Text of a value for a message, in a buffer of the caller.
struct ValueText {
  template <typename T>
  explicit ValueText(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      MicroSnprintf(text, sizeof(text), "%s", value ? "true" : "false");
    } else if constexpr (std::is_floating_point_v<T>) {
      MicroSnprintf(text, sizeof(text), "%f", static_cast<double>(value));
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      MicroSnprintf(text, sizeof(text), std::is_signed_v<T> ? "%lld" : "%llu",
                    static_cast<long long>(value));
    } else if constexpr (std::is_convertible_v<T, const char*>) {
      const char* characters = value;
      MicroSnprintf(text, sizeof(text), "%s", characters != nullptr ? characters : "(null)");
    } else if constexpr (std::is_convertible_v<T, const void*>) {
      const void* address = value;
      MicroSnprintf(text, sizeof(text), "%p", address);
    } else {
      MicroSnprintf(text, sizeof(text), "(value)");
    }
  }
  char text[48];
};

// True: the comparison holds. Otherwise prints it and marks the test.
template <typename A, typename B>
bool Holds(bool holds, bool fatal, const char* what, const A& a, const B& b, const char* file,
           int line) {
  if (holds) return true;
  MicroPrintf("%s:%d: Failure", file, line);
  MicroPrintf("  expected: %s", what);
  MicroPrintf("  values: %s, %s", ValueText(a).text, ValueText(b).text);
  MarkFailed(fatal);
  return false;
}

template <typename A, typename B, typename E>
bool IsNear(const A& a, const B& b, const E& epsilon) {
  return a == b || (a > b ? a - b : b - a) <= epsilon;
}

inline bool SameString(const char* a, const char* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return __builtin_strcmp(a, b) == 0;
}

inline void ReportFailure(bool fatal, const char* message, const char* file, int line) {
  MicroPrintf("%s:%d: Failure", file, line);
  MicroPrintf("  %s", message);
  MarkFailed(fatal);
}

// kTfLiteOk when every test has passed.
inline TfLiteStatus RunAllTests() {
  int passed = 0;
  int failed = 0;
  MicroPrintf("[==========] Running tests.");
  for (TestCase* test = TestCase::First(); test != nullptr; test = test->next) {
    MicroPrintf("[ RUN      ] %s.%s", test->suite, test->name);
    State() = TestState();
    test->body();
    test->failed = HasFailure();
    ++(test->failed ? failed : passed);
    MicroPrintf("%s %s.%s", test->failed ? "[  FAILED  ]" : "[       OK ]", test->suite,
                test->name);
  }
  MicroPrintf("[==========] %d tests ran.", passed + failed);
  MicroPrintf("[  PASSED  ] %d tests.", passed);
  if (failed == 0) {
    MicroPrintf("~~~ALL TESTS PASSED~~~");
    return kTfLiteOk;
  }
  MicroPrintf("[  FAILED  ] %d tests, listed below:", failed);
  for (const TestCase* test = TestCase::First(); test != nullptr; test = test->next) {
    if (test->failed) MicroPrintf("[  FAILED  ] %s.%s", test->suite, test->name);
  }
  return kTfLiteError;
}

}  // namespace micro_test

namespace testing {

// Base of the fixtures of TEST_F.
class Test {
 public:
  virtual ~Test() = default;
  virtual void SetUp() {}
  virtual void TearDown() {}

  static bool HasFatalFailure() { return micro_test::HasFatalFailure(); }
  static bool HasNonfatalFailure() { return micro_test::HasNonfatalFailure(); }
  static bool HasFailure() { return micro_test::HasFailure(); }
};

}  // namespace testing

inline bool HasFatalFailure() { return micro_test::HasFatalFailure(); }
inline bool HasNonfatalFailure() { return micro_test::HasNonfatalFailure(); }
inline bool HasFailure() { return micro_test::HasFailure(); }

#define TEST(suite, name)                                                                  \
  void suite##_##name##_Test();                                                            \
  static micro_test::TestCase suite##_##name##_Case(#suite, #name, suite##_##name##_Test); \
  void suite##_##name##_Test()

#define TEST_F(fixture, name)                                                             \
  static_assert(std::is_base_of<testing::Test, fixture>::value, "no fixture: " #fixture); \
  class fixture##_##name##_Test : public fixture {                                        \
   public:                                                                                \
    void TestBody();                                                                      \
    static void Run() {                                                                   \
      fixture##_##name##_Test test;                                                       \
      test.SetUp();                                                                       \
      test.TestBody();                                                                    \
      test.TearDown();                                                                    \
    }                                                                                     \
  };                                                                                      \
  static micro_test::TestCase fixture##_##name##_Case(#fixture, #name,                    \
                                                      fixture##_##name##_Test::Run);      \
  void fixture##_##name##_Test::TestBody()

// Each operand is evaluated once.
#define MICRO_TEST_COMPARE_(a, b, holds, what, fatal, otherwise)                         \
  do {                                                                                   \
    const auto micro_test_a_ = (a);                                                      \
    const auto micro_test_b_ = (b);                                                      \
    if (!micro_test::Holds((holds), fatal, what, micro_test_a_, micro_test_b_, __FILE__, \
                           __LINE__)) {                                                  \
      otherwise;                                                                         \
    }                                                                                    \
  } while (false)

#define MICRO_TEST_OP_(a, b, operation, fatal, otherwise)                                    \
  MICRO_TEST_COMPARE_(a, b, micro_test_a_ operation micro_test_b_, #a " " #operation " " #b, \
                      fatal, otherwise)
#define MICRO_TEST_NEAR_(a, b, epsilon, fatal, otherwise)                              \
  MICRO_TEST_COMPARE_(a, b, micro_test::IsNear(micro_test_a_, micro_test_b_, epsilon), \
                      #a " near " #b, fatal, otherwise)
#define MICRO_TEST_STRING_(a, b, same, what, fatal, otherwise)                            \
  MICRO_TEST_COMPARE_(a, b, micro_test::SameString(micro_test_a_, micro_test_b_) == same, \
                      #a what #b, fatal, otherwise)
#define MICRO_TEST_BOOL_(a, b, fatal, otherwise) \
  MICRO_TEST_OP_(static_cast<bool>(a), b, ==, fatal, otherwise)
#define MICRO_TEST_4_ULPS_ (4 * std::numeric_limits<float>::epsilon())

#define EXPECT_TRUE(x) MICRO_TEST_BOOL_(x, true, false, (void)0)
#define EXPECT_FALSE(x) MICRO_TEST_BOOL_(x, false, false, (void)0)
#define EXPECT_EQ(a, b) MICRO_TEST_OP_(a, b, ==, false, (void)0)
#define EXPECT_NE(a, b) MICRO_TEST_OP_(a, b, !=, false, (void)0)
#define EXPECT_GT(a, b) MICRO_TEST_OP_(a, b, >, false, (void)0)
#define EXPECT_LT(a, b) MICRO_TEST_OP_(a, b, <, false, (void)0)
#define EXPECT_GE(a, b) MICRO_TEST_OP_(a, b, >=, false, (void)0)
#define EXPECT_LE(a, b) MICRO_TEST_OP_(a, b, <=, false, (void)0)
#define EXPECT_NEAR(a, b, epsilon) MICRO_TEST_NEAR_(a, b, epsilon, false, (void)0)
#define EXPECT_FLOAT_EQ(a, b) EXPECT_NEAR(a, b, MICRO_TEST_4_ULPS_)
#define EXPECT_STREQ(a, b) MICRO_TEST_STRING_(a, b, true, " same text as ", false, (void)0)
#define EXPECT_STRNE(a, b) MICRO_TEST_STRING_(a, b, false, " other text than ", false, (void)0)

#define ASSERT_TRUE(x) MICRO_TEST_BOOL_(x, true, true, return )
#define ASSERT_FALSE(x) MICRO_TEST_BOOL_(x, false, true, return )
#define ASSERT_EQ(a, b) MICRO_TEST_OP_(a, b, ==, true, return )
#define ASSERT_NE(a, b) MICRO_TEST_OP_(a, b, !=, true, return )
#define ASSERT_GT(a, b) MICRO_TEST_OP_(a, b, >, true, return )
#define ASSERT_LT(a, b) MICRO_TEST_OP_(a, b, <, true, return )
#define ASSERT_GE(a, b) MICRO_TEST_OP_(a, b, >=, true, return )
#define ASSERT_LE(a, b) MICRO_TEST_OP_(a, b, <=, true, return )
#define ASSERT_NEAR(a, b, epsilon) MICRO_TEST_NEAR_(a, b, epsilon, true, return )
#define ASSERT_FLOAT_EQ(a, b) ASSERT_NEAR(a, b, MICRO_TEST_4_ULPS_)
#define ASSERT_STREQ(a, b) MICRO_TEST_STRING_(a, b, true, " same text as ", true, return )
#define ASSERT_STRNE(a, b) MICRO_TEST_STRING_(a, b, false, " other text than ", true, return )

// Whether a function that `statement` calls has left by an ASSERT_...
#define MICRO_TEST_NO_FATAL_FAILURE_(statement, otherwise)         \
  do {                                                             \
    const bool micro_test_before_ = micro_test::HasFatalFailure(); \
    statement;                                                     \
    if (!micro_test_before_ && micro_test::HasFatalFailure())      \
      otherwise("fatal failure in: " #statement);                  \
  } while (false)
#define EXPECT_NO_FATAL_FAILURE(statement) MICRO_TEST_NO_FATAL_FAILURE_(statement, ADD_FAILURE)
#define ASSERT_NO_FATAL_FAILURE(statement) MICRO_TEST_NO_FATAL_FAILURE_(statement, FAIL)

#define ADD_FAILURE(message) micro_test::ReportFailure(false, message, __FILE__, __LINE__)
#define FAIL(message)                                             \
  do {                                                            \
    micro_test::ReportFailure(true, message, __FILE__, __LINE__); \
    return;                                                       \
  } while (false)

#define RUN_ALL_TESTS() micro_test::RunAllTests()

#define TF_LITE_MICRO_TESTS_MAIN \
  int main(int, char**) {        \
    tflite::InitializeTest();    \
    return RUN_ALL_TESTS();      \
  }

#endif  // TENSORFLOW_LITE_MICRO_TESTING_MICRO_TEST_V2_H_
