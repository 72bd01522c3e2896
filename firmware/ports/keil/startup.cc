// From reset to main with the Arm Compiler: its library copies data and clears memory (`__main`).
// The linker's symbols are those of the project's scatter file (Arm Compiler Reference Guide,
// "Linker-defined symbols"), and FLASH_BYTES and RAM_BYTES come from the project.
#include "boards/board.h"
#include "boards/common/early_init.h"

extern "C" {
[[noreturn]] void __main();  // of the C library
extern uint32_t Load$$FLASH$$Base[], Load$$FLASH$$Length[];
extern uint32_t Image$$ARM_LIB_STACK$$ZI$$Base[], Image$$ARM_LIB_STACK$$ZI$$Limit[];
extern uint32_t Image$$RAM$$Base[], Image$$RAM$$ZI$$Limit[];
}

// No system calls: what would print or read by a debugger does not link.
__asm(".global __use_no_semihosting\n");

namespace {

constexpr uint32_t kUntouched = 0xC5C5C5C5;

uint32_t Address(const void* symbol) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(symbol));
}

}  // namespace

extern "C" void ResetHandler() {
  board::EarlyInit();
  uint32_t* here = static_cast<uint32_t*>(__builtin_frame_address(0));
  for (uint32_t* p = Image$$ARM_LIB_STACK$$ZI$$Base; p < here - 16; ++p)
    *static_cast<volatile uint32_t*>(p) = kUntouched;
  __main();
}

extern "C" {

[[noreturn]] void _sys_exit(int) { board::Halt(); }
void _ttywrch(int) {}
char* _sys_command_string(char*, int) { return nullptr; }

}  // extern "C"

namespace board {

MemoryUse GetMemoryUse() {
  const uint32_t* stack = Image$$ARM_LIB_STACK$$ZI$$Base;
  const uint32_t* top = Image$$ARM_LIB_STACK$$ZI$$Limit;
  const uint32_t* deepest = stack;
  while (deepest < top && *deepest == kUntouched) ++deepest;
  MemoryUse use;
  use.flash_used = Address(Load$$FLASH$$Length);
  use.flash_size = FLASH_BYTES;
  use.ram_used =
      Address(Image$$RAM$$ZI$$Limit) - Address(Image$$RAM$$Base) + (Address(top) - Address(stack));
  use.ram_size = RAM_BYTES;
  use.stack_peak = Address(top) - Address(deepest);
  use.stack_size = Address(top) - Address(stack);
  return use;
}

}  // namespace board
