// A custom operator as an application brings it: int8 [n] -> int32 [n], each number plus its left
// neighbours (how many: first byte of the options).
#ifndef TESTS_RUNTIME_PROGRAMS_SUMS_H_
#define TESTS_RUNTIME_PROGRAMS_SUMS_H_

#include "tensorflow/lite/c/common.h"

const TFLMRegistration* RegisterSums();

// How often the registration's functions were called.
struct SumsCalls {
  int init, prepare, invoke, reset, free;
};
extern SumsCalls g_sums_calls;

#endif  // TESTS_RUNTIME_PROGRAMS_SUMS_H_
