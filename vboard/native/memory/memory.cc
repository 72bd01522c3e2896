#include "memory/memory.h"

#include <algorithm>

#include "memory/memory_map.h"

namespace vboard {

void Memory::Attach(MemoryMap* map) {
  if (std::find(maps_.begin(), maps_.end(), map) == maps_.end()) maps_.push_back(map);
}

void Memory::Detach(MemoryMap* map) {
  maps_.erase(std::remove(maps_.begin(), maps_.end(), map), maps_.end());
}

// The lines of `page` that lie in [first, last].
uint32_t Memory::LinesOf(uint32_t page, uint32_t first, uint32_t last) const {
  const uint32_t base = page << kPageBits;
  const uint32_t low = first > base ? (first - base) >> kLineBits : 0;
  const uint32_t high = last - base < kPageSize ? (last - base) >> kLineBits : 31;
  return (~0u >> (31 - high)) & (~0u << low);
}

void Memory::MarkCode(uint32_t offset, uint32_t size) {
  const uint32_t last = offset + size - 1;
  for (uint32_t page = offset >> kPageBits; page <= last >> kPageBits; ++page) {
    if (page >= lines_.size()) lines_.resize(page + 1, 0);
    const bool first_code = lines_[page] == 0;
    lines_[page] |= LinesOf(page, offset, last);
    if (first_code) {
      for (MemoryMap* map : maps_) map->GuardPage(*this, page);
    }
  }
}

bool Memory::HoldsCode(uint32_t offset, uint32_t size) const {
  const uint32_t last = offset + size - 1;
  for (uint32_t page = offset >> kPageBits; page <= last >> kPageBits; ++page) {
    if (page >= lines_.size()) return false;
    if (lines_[page] & LinesOf(page, offset, last)) return true;
  }
  return false;
}

void Memory::Written(uint32_t offset, uint32_t size) {
  if (size == 0 || !HoldsCode(offset, size)) return;
  for (MemoryMap* map : maps_) map->MemoryWritten(*this, offset, size);
}

}  // namespace vboard
