// Addresses at which nothing acts: a read is a constant, a write is lost, and the host's log tells
// of both.

#ifndef VBOARD_NATIVE_MEMORY_EMPTY_SPACE_H_
#define VBOARD_NATIVE_MEMORY_EMPTY_SPACE_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "cpu/core.h"
#include "memory/access_reports.h"
#include "memory/memory_map.h"

namespace vboard {

// Records an access of a core; false: the host has to be told of those before.
bool Record(Core& core, Reporter& reporter, uint32_t row, uint32_t address, unsigned width,
            bool write, uint32_t value);

// Who tells the host of an access.
enum class Telling : uint8_t {
  kNobody,
  kLater,  // a report
  kHost    // the host serves the access itself
};

struct EmptyRange {
  uint32_t start, last;  // last is inclusive
  uint32_t value;        // of a read, of which a narrow one has the low bytes
  Telling telling;
};

class EmptySpace : public Device {
 public:
  // `ranges` are in order and apart; what is in none of them is the host's.
  EmptySpace(Core& core, Device& host, Reporter& reporter, std::vector<EmptyRange> ranges)
      : core_(core), host_(host), reporter_(reporter), ranges_(std::move(ranges)) {}

  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;

 private:
  const EmptyRange* Find(uint32_t address) const;
  // false: the host has to serve the access.
  bool Tell(const EmptyRange* range, uint32_t address, unsigned width, bool write, uint32_t value);

  Core& core_;
  Device& host_;
  Reporter& reporter_;
  const std::vector<EmptyRange> ranges_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_EMPTY_SPACE_H_
