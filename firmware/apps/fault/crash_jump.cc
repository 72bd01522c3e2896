#include <stdint.h>

#include "apps/fault/crash.h"

const char* const kCrashName = "jump to unmapped memory";

// Nothing is mapped at 0x60000000 on any of the boards; bit 0 selects Thumb state.
void Crash() {
  const auto nowhere = reinterpret_cast<void (*)()>(uint32_t{0x60000001});
  for (;;) nowhere();
}
