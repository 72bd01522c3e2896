#include "apps/hotword/statistics.h"

#include "apps/common/console.h"
#include "boards/board.h"

void Statistics::Report(uint32_t audio_ms, uint32_t samples_lost, uint32_t line_errors) {
  const board::MemoryUse use = board::GetMemoryUse();
  console::Print("stats @", audio_ms, "ms: ", inference.count(),
                 " inferences, cycles per inference ", inference.least(), ", per slice ",
                 slice.least(), ", ", samples_lost, " samples lost, ", line_errors,
                 " line errors, stack ", use.stack_peak, " of ", use.stack_size, "\n");
  inference.Clear();
  slice.Clear();
}
