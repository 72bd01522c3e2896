// Instruction throughput of two loops: integer instructions, and a quarter loads and stores.

#include <cstdio>
#include <ctime>

#include "board.h"

namespace {

void Measure(const char* name, Board& board, int64_t instructions) {
  timespec start, end;
  board.core.Execute(1000);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
  board.core.Execute(instructions);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  const double seconds = static_cast<double>(end.tv_sec - start.tv_sec) +
                         1e-9 * static_cast<double>(end.tv_nsec - start.tv_nsec);
  std::printf("%-16s %6.0f MIPS (pc %08x, r0 %08x)\n", name,
              static_cast<double>(instructions) * 1e-6 / seconds, board.core.pc, board.core.r[0]);
}

}  // namespace

int main() {
  Board integer;
  integer.Program({
      0x1840,  // adds r0, r0, r1
      0x1852,  // adds r2, r2, r1
      0x3301,  // adds r3, #1
      0x4154,  // adcs r4, r2
      0x1a6d,  // subs r5, r5, r1
      0x3607,  // adds r6, #7
      0x429a,  // cmp r2, r3
      0x1e7f,  // subs r7, r7, #1
      0xe7f6,  // b start
      0xe7fe,
  });
  integer.core.r[1] = 3;
  Measure("integer", integer, 200000000);
  Board mixed;
  mixed.Program({
      0x6841,  // ldr r1, [r0, #4]
      0x1852,  // adds r2, r2, r1
      0x3301,  // adds r3, #1
      0x4154,  // adcs r4, r2
      0x6082,  // str r2, [r0, #8]
      0x3607,  // adds r6, #7
      0x1e7f,  // subs r7, r7, #1
      0xe7f7,  // b start
      0xe7fe,
  });
  mixed.core.r[0] = kRam + 0x100;
  Measure("load and store", mixed, 200000000);
  return 0;
}
