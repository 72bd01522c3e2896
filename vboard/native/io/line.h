// Output lines of peripherals, as far as a core can drive them without the host.

#ifndef VBOARD_NATIVE_IO_LINE_H_
#define VBOARD_NATIVE_IO_LINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace vboard {

// What a change of a line means to those at its other end.
enum class LineUse : uint8_t {
  kSilent,    // nobody is told: who wants to know looks at the level
  kRecorded,  // somebody is told later, with the time of the change
  kHost,      // somebody acts at once: the host makes the change
};

// Somebody acts at once while a word has one of these bits: an interrupt mask.
struct LineGate {
  const uint32_t* word;
  uint32_t mask;
};

// Who takes the levels of lines without the host: an interrupt controller.
class LineSink {
 public:
  virtual ~LineSink() = default;
  virtual void SetInput(unsigned input, bool level) = 0;
};

struct LineInput {
  std::shared_ptr<LineSink> sink;
  unsigned number;
};

class LineChanges;

struct Line {
  bool level = false;
  LineUse use = LineUse::kSilent;  // by those who are no sinks
  uint64_t changes = 0;            // since the line exists
  std::vector<LineGate> gates;
  std::vector<LineInput> inputs;

  bool NeedsHost() const {
    if (use == LineUse::kHost) return true;
    for (const LineGate& gate : gates) {
      if (*gate.word & gate.mask) return true;
    }
    return false;
  }
  // The same at a time when nothing executes, if nobody is told of it but sinks.
  bool DriveUnseen(bool next) {
    if (use != LineUse::kSilent || NeedsHost()) return false;
    level = next;
    ++changes;
    for (const LineInput& input : inputs) input.sink->SetInput(input.number, next);
    return true;
  }
  // Makes a change that does not need the host.
  void Drive(bool next, uint64_t now, LineChanges& recorded);
};

struct LineChange {
  Line* line;
  bool level;
  uint64_t time;  // ns
};

// Changes of recorded lines that nobody was told of yet, in order.
class LineChanges {
 public:
  bool empty() const { return changes_.empty(); }
  // Then the host makes the next change, so that it is told before.
  bool full() const { return changes_.size() >= kMost; }
  void Add(Line& line, uint64_t time) { changes_.push_back(LineChange{&line, line.level, time}); }
  std::vector<LineChange> Take() {
    std::vector<LineChange> taken;
    taken.swap(changes_);
    return taken;
  }

 private:
  static constexpr std::size_t kMost = 1u << 16;
  std::vector<LineChange> changes_;
};

inline void Line::Drive(bool next, uint64_t now, LineChanges& recorded) {
  if (level == next) return;
  level = next;
  ++changes;
  for (const LineInput& input : inputs) input.sink->SetInput(input.number, next);
  if (use == LineUse::kRecorded) recorded.Add(*this, now);
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_IO_LINE_H_
