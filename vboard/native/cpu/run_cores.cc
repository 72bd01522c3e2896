#include "cpu/run_cores.h"

#include <algorithm>

#include "cpu/host.h"

namespace vboard {
namespace {

// Turns of the loop after which the host is polled: what happens in them may need no Python.
constexpr unsigned kTurnsToPoll = 1024;

// Runs one core to `edge`; returns the time that it reached if that is earlier.
uint64_t RunCore(Clock& clock, CoreSlot& slot, uint64_t edge) {
  Core& core = *slot.core;
  if (slot.halted || core.aborted) {
    core.time.JumpTo(edge);
    return edge;
  }
  const uint64_t before = core.Executed();
  clock.set_source(&core);
  core.RunUntil(edge, slot.budget);
  clock.set_source(nullptr);
  if (slot.budget != Core::kNoBudget) {
    const uint64_t done = core.Executed() - before;
    slot.budget -= std::min(slot.budget, done);
    if (slot.budget == 0) clock.Stop();
  }
  if (core.attention & kHostError) clock.Fail();
  return std::min(edge, core.time.now());
}

}  // namespace

uint64_t RunCores(Clock& clock, CoreSlot* const* cores, size_t count, uint64_t until,
                  uint64_t quantum) {
  for (unsigned turn = 1; !clock.stopped() && clock.now() < until; ++turn) {
    if (count > 0 && turn % kTurnsToPoll == 0) {
      cores[0]->core->host.Poll();
      if (cores[0]->core->attention & kHostError) clock.Fail();
    }
    uint64_t edge = until;
    if (count > 1) edge = std::min(edge, (clock.now() / quantum + 1) * quantum);
    edge = std::min(edge, clock.next());
    for (size_t i = 0; i < count && !clock.stopped() && edge > clock.now(); ++i) {
      edge = RunCore(clock, *cores[i], edge);
    }
    if (clock.stopped()) return edge;
    clock.AdvanceTo(edge);
  }
  return clock.now();
}

}  // namespace vboard
