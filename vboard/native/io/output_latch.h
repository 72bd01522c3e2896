// The output latch of a port: bits that registers set, clear, toggle or replace, and the lines that
// follow them.

#ifndef VBOARD_NATIVE_IO_OUTPUT_LATCH_H_
#define VBOARD_NATIVE_IO_OUTPUT_LATCH_H_

#include <cstdint>
#include <vector>

#include "io/line.h"
#include "time/clock.h"

namespace vboard {

struct OutputLatch {
  std::vector<Line*> lines;  // at most 32; of pin 0 on
  uint32_t bits = 0;
  uint32_t driven = ~uint32_t{0};  // pins whose lines follow

  uint32_t Levels() const {
    uint32_t levels = 0;
    for (size_t pin = 0; pin < lines.size(); ++pin) levels |= uint32_t{lines[pin]->level} << pin;
    return levels;
  }
};

enum class LatchOp : uint8_t { kReplace, kSet, kClear, kToggle };

// What happens where a write touches a pin that is not driven.
enum class Undriven : uint8_t {
  kHost,    // the host sees to the write
  kKept,    // the bit stays as it is
  kStored,  // the bit changes, the line does not
  kCleared  // the bit becomes 0, and so do those of all other such pins; the line stays
};

// What the bits of a register's field, from `shift` on, do to a latch.
struct LatchField {
  OutputLatch* latch;
  uint32_t mask;  // of the register
  uint8_t shift;
  LatchOp op;
  Undriven undriven;
  bool every_line;  // all lines follow, driven or not
  bool stores;      // the latch's bits change too, not the lines alone

  // Whether `Apply` can do what a write of `value` to the register does.
  bool Can(uint32_t value, const LineChanges& changes) const;
  // Returns whether anything changed.
  bool Apply(uint32_t value, Clock& clock) const;

 private:
  // Pins that the write concerns.
  uint32_t Touched(uint32_t value) const;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_IO_OUTPUT_LATCH_H_
