#include "io/output_latch.h"

namespace vboard {

uint32_t LatchField::Touched(uint32_t value) const {
  return (op == LatchOp::kReplace ? mask : value & mask) >> shift;
}

bool LatchField::Can(uint32_t value, const LineChanges& changes) const {
  if (changes.full()) return false;
  uint32_t touched = Touched(value);
  if (!every_line) {
    if (undriven == Undriven::kHost && (touched & ~latch->driven)) return false;
    touched &= latch->driven;
  }
  const uint32_t wanted = (value & mask) >> shift;
  for (size_t pin = 0; touched >> pin != 0 && pin < latch->lines.size(); ++pin) {
    if (!(touched >> pin & 1) || !latch->lines[pin]->NeedsHost()) continue;
    const bool level = latch->lines[pin]->level;
    const bool next = op == LatchOp::kReplace  ? wanted >> pin & 1
                      : op == LatchOp::kToggle ? !(latch->bits >> pin & 1)
                                               : op == LatchOp::kSet;
    if (level != next) return false;
    if (pin == 31) break;
  }
  return true;
}

bool LatchField::Apply(uint32_t value, Clock& clock) const {
  const uint32_t touched = Touched(value);
  const uint32_t wanted = (value & mask) >> shift;
  const uint32_t before = latch->bits;
  uint32_t next = (before & ~touched) | wanted;
  switch (op) {
    case LatchOp::kReplace:
      break;
    case LatchOp::kSet:
      next = before | touched;
      break;
    case LatchOp::kClear:
      next = before & ~touched;
      break;
    case LatchOp::kToggle:
      next = before ^ touched;
      break;
  }
  const uint32_t driven = every_line ? touched : touched & latch->driven;
  if (stores) {
    const uint32_t stored = undriven == Undriven::kStored ? touched : driven;
    latch->bits = undriven == Undriven::kCleared ? next & latch->driven
                                                 : (before & ~stored) | (next & stored);
  }
  bool changed = latch->bits != before;
  uint32_t left = driven;
  for (size_t pin = 0; left != 0 && pin < latch->lines.size(); ++pin, left >>= 1) {
    if (!(left & 1)) continue;
    Line& line = *latch->lines[pin];
    const bool level = next >> pin & 1;
    if (line.level == level) continue;
    line.Drive(level, clock.now(), clock.line_changes());
    changed = true;
  }
  return changed;
}

}  // namespace vboard
