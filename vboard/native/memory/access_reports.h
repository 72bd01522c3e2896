// Accesses that the host is told of later, with their time: those that nothing but its log is
// interested in.

#ifndef VBOARD_NATIVE_MEMORY_ACCESS_REPORTS_H_
#define VBOARD_NATIVE_MEMORY_ACCESS_REPORTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vboard {

// The host reads these 32 bytes as they are.
struct AccessReport {
  uint64_t time;  // ns
  uint32_t pc;
  uint32_t address;
  uint32_t value;  // what was written, 0 of a read
  uint32_t row;    // of the reporter's table
  uint8_t width;
  uint8_t write;
  uint8_t padding[6];
};

// Somebody of whose accesses the host is told.
class Reporter {
 public:
  virtual ~Reporter() = default;
};

// Accesses that the host was not told of yet, of all cores of a clock in order.
class AccessReports {
 public:
  struct Entry {
    Reporter* reporter;
    AccessReport report;
  };

  bool empty() const { return entries_.empty(); }
  // Then the host serves the next access, so that it is told of those before.
  bool full() const { return entries_.size() >= kMost; }
  void Add(Reporter& reporter, const AccessReport& report) {
    entries_.push_back(Entry{&reporter, report});
  }
  std::vector<Entry> Take() {
    std::vector<Entry> taken;
    taken.swap(entries_);
    return taken;
  }
  void Forget(const Reporter& reporter) {
    const auto of_it = [&reporter](const Entry& entry) { return entry.reporter == &reporter; };
    entries_.erase(std::remove_if(entries_.begin(), entries_.end(), of_it), entries_.end());
  }

 private:
  static constexpr std::size_t kMost = 1u << 16;
  std::vector<Entry> entries_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_ACCESS_REPORTS_H_
