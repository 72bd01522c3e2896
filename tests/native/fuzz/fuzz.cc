// Entry of libFuzzer: whatever the input, the core neither crashes nor hangs, and how its runs are
// cut makes no difference.

#include <cstdio>
#include <cstdlib>

#include "machine.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  uint64_t digests[2];
  for (unsigned cut = 0; cut < 2; ++cut) {
    fuzz::Machine machine(data, size, cut == 0 ? 1 : 3);
    machine.Live();
    digests[cut] = machine.Digest();
  }
  if (digests[0] != digests[1]) {
    std::fprintf(stderr, "broken: a run in three pieces differs from one in a piece\n");
    std::abort();
  }
  return 0;
}
