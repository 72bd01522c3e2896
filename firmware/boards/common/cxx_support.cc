// What the C++ ABI asks for and a firmware without a heap never uses.
#include <stddef.h>

#include "boards/board.h"

extern "C" void __cxa_pure_virtual() { board::Halt(); }

void operator delete(void*) noexcept { board::Halt(); }
void operator delete(void*, size_t) noexcept { board::Halt(); }
