// The least that a link needs: a vector table, a reset handler and no console.
#include <stdint.h>

#include "apps/size/program.h"
#include "tensorflow/lite/micro/debug_log.h"

const void* volatile g_size_model;
uint8_t g_size_arena[1024];
volatile int8_t g_size_result;

extern "C" {

extern uint32_t __stack_top[];
extern uint32_t __data_start[], __data_end[], __data_load[];
extern uint32_t __bss_start[], __bss_end[];

void DebugLog(const char*, va_list) {}

void __cxa_pure_virtual() {
  for (;;) continue;
}

[[noreturn]] void ResetHandler() {
  const uint32_t* load = __data_load;
  for (uint32_t* p = __data_start; p < __data_end;) *p++ = *load++;
  for (uint32_t* p = __bss_start; p < __bss_end;) *p++ = 0;
  RunProgram();
  for (;;) continue;
}

}  // extern "C"

__attribute__((section(".vectors"), used))
const void* const g_vectors[] = {__stack_top, reinterpret_cast<const void*>(ResetHandler)};
