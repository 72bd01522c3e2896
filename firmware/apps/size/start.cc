// The least that a link needs: two vectors and no console. Start-up code
// belongs to a board and is not counted.
#include <stdint.h>

#include "apps/size/program.h"
#include "tensorflow/lite/micro/debug_log.h"

uint8_t g_size_arena[1024];
volatile int8_t g_size_result;

extern "C" {

extern uint32_t __stack_top[];

void DebugLog(const char*, va_list) {}

[[noreturn]] void ResetHandler() { RunProgram(); }

}  // extern "C"

__attribute__((section(".vectors"), used))
const void* const g_vectors[] = {__stack_top, reinterpret_cast<const void*>(ResetHandler)};
