#include "apps/fault/crash.h"

const char* const kCrashName = "undefined instruction";

void Crash() {
  for (;;) __asm volatile("udf #0");
}
