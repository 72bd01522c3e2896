// Interrupt lines as peripherals compute them: a line is up while a flag is set that is enabled.

#ifndef VBOARD_NATIVE_IO_INTERRUPT_LOGIC_H_
#define VBOARD_NATIVE_IO_INTERRUPT_LOGIC_H_

#include <cstdint>
#include <vector>

#include "io/line.h"
#include "time/clock.h"

namespace vboard {

// Flags of a register and what enables them: bit n by bit n + `shift` of another register.
struct InterruptTerm {
  const uint32_t* flags;
  const uint32_t* enables;  // nullptr: always enabled
  uint32_t mask;            // of the flags
  int shift;                // -31 to 31

  uint32_t Pending() const {
    const uint32_t wanted = enables == nullptr ? ~uint32_t{0}
                            : shift >= 0       ? *enables >> shift
                                               : *enables << -shift;
    return *flags & mask & wanted;
  }
};

struct InterruptOutput {
  Line* line;
  std::vector<InterruptTerm> terms;

  bool Level() const {
    for (const InterruptTerm& term : terms) {
      if (term.Pending() != 0) return true;
    }
    return false;
  }
};

// The interrupt lines of a peripheral. The registers and lines outlive it.
struct InterruptLogic {
  std::vector<InterruptOutput> outputs;

  // Whether the lines can follow the registers without the host.
  bool CanSettle(const LineChanges& changes) const {
    for (const InterruptOutput& output : outputs) {
      if (output.Level() == output.line->level) continue;
      if (changes.full() || output.line->NeedsHost()) return false;
    }
    return true;
  }
  void Settle(Clock& clock) const {
    for (const InterruptOutput& output : outputs) {
      const bool level = output.Level();
      if (level != output.line->level) {
        output.line->Drive(level, clock.now(), clock.line_changes());
      }
    }
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_IO_INTERRUPT_LOGIC_H_
