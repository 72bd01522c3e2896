// The run loop of an emulation: cores and timers on one clock.

#ifndef VBOARD_NATIVE_CPU_RUN_CORES_H_
#define VBOARD_NATIVE_CPU_RUN_CORES_H_

#include <cstddef>
#include <cstdint>

#include "cpu/core.h"
#include "time/clock.h"

namespace vboard {

// A core and what the host asks of it.
struct CoreSlot {
  Core* core = nullptr;
  bool halted = false;                // time passes, nothing executes
  uint64_t budget = Core::kNoBudget;  // instructions that are left; the run stops with the last one
};

// Runs up to `until` or until somebody stops the clock, and returns the time that was reached. When
// the clock was stopped while a core executed, the clock itself has not got there: the host does
// what it was stopped for, then advances it. Several cores meet at the borders of a grid of
// `quantum` ns, however a run is cut.
uint64_t RunCores(Clock& clock, CoreSlot* const* cores, size_t count, uint64_t until,
                  uint64_t quantum);

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_RUN_CORES_H_
