#include "memory/empty_space.h"

#include <algorithm>

namespace vboard {

const EmptyRange* EmptySpace::Find(uint32_t address) const {
  const auto behind = std::upper_bound(
      ranges_.begin(), ranges_.end(), address,
      [](uint32_t wanted, const EmptyRange& range) { return wanted < range.start; });
  if (behind == ranges_.begin() || address > (behind - 1)->last) return nullptr;
  return &*(behind - 1);
}

bool Record(Core& core, Reporter& reporter, uint32_t row, uint32_t address, unsigned width,
            bool write, uint32_t value) {
  AccessReports& reports = core.clock.access_reports();
  if (reports.full()) return false;
  AccessReport report{};
  report.time = core.clock.now();
  report.pc = core.pc;
  report.address = address;
  report.value = value;
  report.row = row;
  report.width = static_cast<uint8_t>(width);
  report.write = write;
  reports.Add(reporter, report);
  return true;
}

bool EmptySpace::Tell(const EmptyRange* range, uint32_t address, unsigned width, bool write,
                      uint32_t value) {
  if (range == nullptr || range->telling == Telling::kHost) return false;
  if (range->telling == Telling::kNobody) return true;
  const auto row = static_cast<uint32_t>(range - ranges_.data());
  return Record(core_, reporter_, row, address, width, write, value);
}

uint32_t EmptySpace::Read(uint32_t address, unsigned width) {
  const EmptyRange* range = Find(address);
  if (!Tell(range, address, width, false, 0)) return host_.Read(address, width);
  return width == 4 ? range->value : range->value & ((1u << 8 * width) - 1);
}

void EmptySpace::Write(uint32_t address, unsigned width, uint32_t value) {
  if (!Tell(Find(address), address, width, true, value)) host_.Write(address, width, value);
}

}  // namespace vboard
