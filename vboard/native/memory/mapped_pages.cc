// What the direct access of a memory map may reach: its page tables, and the pages that hold code.

#include <algorithm>
#include <cstdlib>

#include "cpu/core.h"
#include "decode/block_cache.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {
namespace {

PageTable* NewTable() {
  void* table = std::calloc(1, sizeof(PageTable));  // untouched parts cost no memory
  if (table == nullptr) std::abort();
  return static_cast<PageTable*>(table);
}

}  // namespace

void MemoryMap::Flush(Table& table) {
  for (const uint32_t page : table.filled) table.pages->read[page] = table.pages->write[page] = 0;
  table.filled.clear();
}

void MemoryMap::FlushAll() {
  Flush(privileged_);
  Flush(unprivileged_);
  PrivilegeChanged();
}

void MemoryMap::PrivilegeChanged() {
  Table& table = core_.privileged() ? privileged_ : unprivileged_;
  if (table.pages == nullptr) table.pages = NewTable();
  core_.pages = table.pages;
  core_.SetCodeDomain(!core_.privileged() && core_.system->checks_fetches() ? 1 : 0);
}

void MemoryMap::ProtectionChanged() {
  FlushAll();
  core_.blocks->ClearSoon();  // what may be executed changed too
  core_.Notify(kCheckMemory);
}

void MemoryMap::FillPage(uint32_t address, const Region& region, bool privileged) {
  Table& table = privileged ? privileged_ : unprivileged_;
  const uint32_t page = address >> kPageBits;
  const uint32_t base = page << kPageBits;
  if (table.pages == nullptr || base < region.start || region.last - base < kPageSize - 1) return;
  Rights rights = kAllRights;
  if (core_.system->mpu_enabled() && !core_.system->RightsOf(base, kPageSize, privileged, rights))
    return;
  const uint32_t offset = base - region.start + region.offset;
  if (region.memory->HasCode(offset >> kPageBits) ||
      (offset & (kPageSize - 1) && region.memory->HasCode((offset >> kPageBits) + 1))) {
    rights &= static_cast<Rights>(~kWrite);
  }
  for (const Watchpoint& watchpoint : watchpoints_) {
    if (watchpoint.start <= base + (kPageSize - 1) && base < watchpoint.end) {
      rights &= static_cast<Rights>(~watchpoint.uses);
    }
  }
  for (const Watchpoint& watchpoint : unit_watchpoints_) {
    if (watchpoint.start <= base + (kPageSize - 1) && base <= watchpoint.end) {
      rights &= static_cast<Rights>(~watchpoint.uses);
    }
  }
  const uintptr_t entry = reinterpret_cast<uintptr_t>(region.memory->data()) + offset - base;
  table.pages->read[page] = rights & kRead ? entry : 0;
  table.pages->write[page] = rights & kWrite ? entry : 0;
  table.filled.push_back(page);
}

// -- code
// -------------------------------------------------------------------------------------------

template <typename Action>
void MemoryMap::ForEachMapping(const Memory& memory, uint32_t offset, uint32_t size,
                               Action action) {
  for (const Region& region : regions_) {
    if (region.memory != &memory) continue;
    const uint32_t first = std::max(offset, region.offset);
    const uint32_t last =
        std::min(offset + (size - 1), region.offset + (region.last - region.start));
    if (first <= last)
      action(region.start + (first - region.offset), region.start + (last - region.offset));
  }
}

void MemoryMap::HoldsCode(uint32_t start, uint32_t end) {
  for (uint32_t address = start; address < end;) {
    const Region* region = Find(address);
    if (region == nullptr || region->memory == nullptr) return;
    const uint32_t size = std::min(end - address, region->last - address + 1);
    region->memory->MarkCode(address - region->start + region->offset, size);
    address += size;
  }
}

void MemoryMap::GuardPage(const Memory& memory, uint32_t page) {
  ForEachMapping(memory, page << kPageBits, kPageSize, [this](uint32_t first, uint32_t last) {
    for (const uint32_t at : {first >> kPageBits, last >> kPageBits}) {
      if (privileged_.pages != nullptr) privileged_.pages->write[at] = 0;
      if (unprivileged_.pages != nullptr) unprivileged_.pages->write[at] = 0;
    }
  });
}

void MemoryMap::MemoryWritten(const Memory& memory, uint32_t offset, uint32_t size) {
  ForEachMapping(memory, offset, size, [this](uint32_t first, uint32_t last) {
    core_.blocks->Invalidate(first, last + 1);
  });
}

}  // namespace vboard
