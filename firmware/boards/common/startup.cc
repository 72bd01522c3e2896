// From reset to main, and the memory figures that the linker script knows.
#include "boards/board.h"
#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"

extern "C" {
int main();
extern uint32_t __stack_limit[], __stack_top[];
extern uint32_t __data_start[], __data_end[], __data_load[];
extern uint32_t __bss_start[], __bss_end[];
extern uint8_t __flash_start[], __flash_end[], __image_end[];
extern uint8_t __ram_start[], __ram_end[];
using Initialiser = void (*)();
extern const Initialiser __init_array_start[], __init_array_end[];
}

namespace {

constexpr uint32_t kUntouched = 0xC5C5C5C5;

uint32_t Distance(const void* from, const void* to) {
  return static_cast<uint32_t>(static_cast<const uint8_t*>(to) - static_cast<const uint8_t*>(from));
}

}  // namespace

namespace cortex_m {

extern "C" void ResetHandler() {
  board::EarlyInit();
  // Usage, bus and memory faults as such, instead of as HardFault.
  Register(kShcsr) = 7u << 16;
  // Everything below this frame: the pattern shows later how deep the stack went.
  uint32_t* here = static_cast<uint32_t*>(__builtin_frame_address(0));
  for (uint32_t* p = __stack_limit; p < here - 16; ++p)
    *static_cast<volatile uint32_t*>(p) = kUntouched;
  const uint32_t* load = __data_load;
  for (uint32_t* p = __data_start; p < __data_end;) *p++ = *load++;
  for (uint32_t* p = __bss_start; p < __bss_end;) *p++ = 0;
  for (const Initialiser* f = __init_array_start; f < __init_array_end; ++f) (*f)();
  main();
  Stop();
}

}  // namespace cortex_m

namespace board {

MemoryUse GetMemoryUse() {
  const uint32_t* deepest = __stack_limit;
  while (deepest < __stack_top && *deepest == kUntouched) ++deepest;
  MemoryUse use;
  use.flash_used = Distance(__flash_start, __image_end);
  use.flash_size = Distance(__flash_start, __flash_end);
  use.ram_used = Distance(__ram_start, __bss_end);
  use.ram_size = Distance(__ram_start, __ram_end);
  use.stack_peak = Distance(deepest, __stack_top);
  use.stack_size = Distance(__stack_limit, __stack_top);
  return use;
}

}  // namespace board
