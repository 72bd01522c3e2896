#include "apps/common/banner.h"

#include "apps/common/build_id.h"
#include "apps/common/console.h"
#include "boards/board.h"

void StartBoard(const char* application) {
  const char* failure = board::Init();
  if (failure != nullptr) console::Fatal("clock: ", failure);
  const board::Description& b = board::kDescription;
  console::Print(application, " on ", b.name, " at ", b.core_clock_hz / 1'000'000, " MHz, build ",
                 kBuildId, "\n");
  const board::MemoryUse use = board::GetMemoryUse();
  console::Print("memory: flash ", use.flash_used, " of ", use.flash_size, ", RAM ", use.ram_used,
                 " of ", use.ram_size, " bytes (stack ", use.stack_size, ")\n");
}
