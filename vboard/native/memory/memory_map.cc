#include "memory/memory_map.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "cpu/core.h"
#include "decode/block_cache.h"
#include "system/system.h"

namespace vboard {
namespace {

Page* NewTable() {
  void* table = std::calloc(kPageCount, sizeof(Page));  // untouched parts cost no memory
  if (table == nullptr) std::abort();
  return static_cast<Page*>(table);
}

uint32_t ReadBytes(const uint8_t* bytes, unsigned width) {
  uint32_t value = 0;
  std::memcpy(&value, bytes, width);
  return value;
}

}  // namespace

MemoryMap::~MemoryMap() {
  DetachAll();
  std::free(privileged_.pages);
  std::free(unprivileged_.pages);
}

// -- construction
// -----------------------------------------------------------------------------------

void MemoryMap::DetachAll() {
  for (const Region& region : regions_) {
    if (region.memory != nullptr) region.memory->Detach(this);
  }
}

void MemoryMap::Clear() {
  DetachAll();
  regions_.clear();
  last_ = 0;
  FlushAll();
  if (core_.blocks) core_.blocks->ClearSoon();
}

void MemoryMap::Insert(const Region& region) {
  const auto place = std::lower_bound(
      regions_.begin(), regions_.end(), region,
      [](const Region& left, const Region& right) { return left.start < right.start; });
  regions_.insert(place, region);
  FlushAll();
  core_.blocks->ClearSoon();
}

void MemoryMap::MapMemory(uint32_t start, uint32_t size, Memory& memory, uint32_t offset) {
  memory.Attach(this);
  Insert(Region{start, start + (size - 1), &memory, offset, nullptr});
}

void MemoryMap::MapDevice(uint32_t start, uint32_t size, Device& device) {
  Insert(Region{start, start + (size - 1), nullptr, 0, &device});
}

void MemoryMap::SetDefaultDevice(Device* device) { default_device_ = device; }

void MemoryMap::SetWatchpoints(std::vector<Watchpoint> watchpoints,
                               std::function<void(uint32_t, unsigned, bool, uint32_t)> hit) {
  watchpoints_ = std::move(watchpoints);
  watch_hit_ = std::move(hit);
  FlushAll();
}

void MemoryMap::SetUnitWatchpoints(std::vector<Watchpoint> watchpoints,
                                   std::function<void(uint32_t, unsigned, bool, uint32_t)> hit) {
  const bool changes = !watchpoints.empty() || !unit_watchpoints_.empty();
  unit_watchpoints_ = std::move(watchpoints);
  unit_hit_ = std::move(hit);
  if (changes) FlushAll();
}

const MemoryMap::Region* MemoryMap::Find(uint32_t address) const {
  if (last_ < regions_.size() &&
      address - regions_[last_].start <= regions_[last_].last - regions_[last_].start) {
    return &regions_[last_];
  }
  const auto behind =
      std::upper_bound(regions_.begin(), regions_.end(), address,
                       [](uint32_t wanted, const Region& region) { return wanted < region.start; });
  if (behind == regions_.begin() || address > (behind - 1)->last) return nullptr;
  last_ = static_cast<size_t>(behind - 1 - regions_.begin());
  return &regions_[last_];
}

// -- page tables
// ------------------------------------------------------------------------------------

void MemoryMap::Flush(Table& table) {
  for (const uint32_t page : table.filled) table.pages[page] = Page{0, 0};
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
  table.pages[page] = Page{rights & kRead ? entry : 0, rights & kWrite ? entry : 0};
  table.filled.push_back(page);
}

// -- accesses
// ---------------------------------------------------------------------------------------

Rights MemoryMap::RightsAt(uint32_t address, unsigned width, bool privileged) const {
  Rights rights = kAllRights;
  if (!core_.system->RightsOf(address, width, privileged, rights)) {
    rights = kAllRights;
    for (uint32_t i = 0; i < width; ++i) {
      Rights here = 0;
      core_.system->RightsOf(address + i, 1, privileged, here);
      rights &= here;
    }
  }
  return rights;
}

bool MemoryMap::Deny(uint32_t address, Rights use) {
  core_.fault = Fault{
      use == kExecute ? FaultKind::kInstructionProtection : FaultKind::kDataProtection, address};
  return false;
}

// Nothing is there, or it refuses; true: the access counts as done nevertheless.
bool MemoryMap::Failed(uint32_t address) {
  if (core_.system->IgnoresBusFault(address)) return true;
  core_.fault = Fault{FaultKind::kDataBus, address};
  return false;
}

void MemoryMap::Watch(uint32_t address, unsigned width, bool write, uint32_t value) {
  for (const Watchpoint& watchpoint : watchpoints_) {
    if (!(watchpoint.uses & (write ? kWrite : kRead))) continue;
    if (address < watchpoint.end && watchpoint.start < address + width) {
      watch_hit_(address, width, write, value);
      return;
    }
  }
}

// The core's own units, under the architecture's rules, come before what a platform has there.
Device* MemoryMap::DeviceAt(const Region* region, uint32_t address) const {
  Device* own = address >> 20 == 0xE00 ? core_.system->PrivatePeripheral(address) : nullptr;
  if (own != nullptr) return own;
  return region != nullptr ? region->device : default_device_;
}

uint32_t MemoryMap::LoadAligned(uint32_t address, unsigned width, bool privileged, bool& ok) {
  const Region* region = Find(address);
  if (region != nullptr && region->memory != nullptr && region->last - address >= width - 1) {
    return ReadBytes(region->memory->data() + (address - region->start + region->offset), width);
  }
  Device* device = DeviceAt(region, address);
  if (device == nullptr || !device->Allows(address, false, privileged)) {
    ok = Failed(address);
    return 0;
  }
  return device->Read(address, width);
}

Loaded MemoryMap::Load(uint32_t address, unsigned width, bool privileged) {
  const Loaded loaded = LoadSlowly(address, width, privileged);
  if (!unit_watchpoints_.empty() && loaded.ok) unit_hit_(address, width, false, loaded.value);
  return loaded;
}

Loaded MemoryMap::LoadSlowly(uint32_t address, unsigned width, bool privileged) {
  if (core_.system->mpu_enabled() && !(RightsAt(address, width, privileged) & kRead)) {
    return {0, Deny(address, kRead)};
  }
  if (!watchpoints_.empty()) Watch(address, width, false, 0);
  const Region* region = Find(address);
  if (region != nullptr && region->memory != nullptr && region->last - address >= width - 1) {
    FillPage(address, *region, privileged);
    return {ReadBytes(region->memory->data() + (address - region->start + region->offset), width),
            true};
  }
  bool ok = true;
  const unsigned skew = address & (width - 1);
  if (skew == 0) {
    const uint32_t value = LoadAligned(address, width, privileged, ok);
    return {value, ok};
  }
  const uint32_t low = LoadAligned(address - skew, width, privileged, ok);
  if (!ok) return {0, false};
  const uint32_t high = LoadAligned(address - skew + width, width, privileged, ok);
  const uint32_t value = low >> 8 * skew | high << 8 * (width - skew);
  return {width == 4 ? value : value & ((1u << 8 * width) - 1), ok};
}

bool MemoryMap::StoreAligned(uint32_t address, unsigned width, uint32_t value, bool privileged) {
  const Region* region = Find(address);
  if (region != nullptr && region->memory != nullptr && region->last - address >= width - 1) {
    const uint32_t offset = address - region->start + region->offset;
    std::memcpy(region->memory->data() + offset, &value, width);
    region->memory->Written(offset, width);
    return true;
  }
  Device* device = DeviceAt(region, address);
  if (device == nullptr || !device->Allows(address, true, privileged)) return Failed(address);
  device->Write(address, width, width == 4 ? value : value & ((1u << 8 * width) - 1));
  return true;
}

bool MemoryMap::Store(uint32_t address, unsigned width, uint32_t value, bool privileged) {
  const bool stored = StoreSlowly(address, width, value, privileged);
  if (!unit_watchpoints_.empty() && stored) unit_hit_(address, width, true, value);
  return stored;
}

bool MemoryMap::StoreSlowly(uint32_t address, unsigned width, uint32_t value, bool privileged) {
  if (core_.system->mpu_enabled() && !(RightsAt(address, width, privileged) & kWrite)) {
    return Deny(address, kWrite);
  }
  if (!watchpoints_.empty()) Watch(address, width, true, value);
  const Region* region = Find(address);
  if (region != nullptr && region->memory != nullptr && region->last - address >= width - 1) {
    FillPage(address, *region, privileged);
    return StoreAligned(address, width, value, privileged);
  }
  if ((address & (width - 1)) == 0) return StoreAligned(address, width, value, privileged);
  for (unsigned i = 0; i < width; ++i) {
    if (!StoreAligned(address + i, 1, value >> 8 * i & 0xFF, privileged)) return false;
  }
  return true;
}

uint32_t MemoryMap::ReadWord(uint32_t address) {
  bool ok = true;
  return LoadAligned(address, 4, true, ok);
}

void MemoryMap::WriteWord(uint32_t address, uint32_t value) {
  StoreAligned(address, 4, value, true);
}

bool MemoryMap::Fetch(uint32_t address, uint16_t& halfword) {
  const bool privileged = core_.privileged();
  if (core_.system->checks_fetches() && !(RightsAt(address, 2, privileged) & kExecute)) {
    return Deny(address, kExecute);
  }
  const Region* region = Find(address);
  if (region == nullptr || region->memory == nullptr) {
    core_.fault = Fault{FaultKind::kInstructionBus, address};
    return false;
  }
  halfword = static_cast<uint16_t>(
      ReadBytes(region->memory->data() + (address - region->start + region->offset), 2));
  return true;
}

bool MemoryMap::IsMemory(uint32_t address) const {
  const Region* region = Find(address);
  return region != nullptr && region->memory != nullptr;
}

bool MemoryMap::IsMapped(uint32_t address) const { return Find(address) != nullptr; }

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
      if (privileged_.pages != nullptr) privileged_.pages[at].write = 0;
      if (unprivileged_.pages != nullptr) unprivileged_.pages[at].write = 0;
    }
  });
}

void MemoryMap::MemoryWritten(const Memory& memory, uint32_t offset, uint32_t size) {
  ForEachMapping(memory, offset, size, [this](uint32_t first, uint32_t last) {
    core_.blocks->Invalidate(first, last + 1);
  });
}

}  // namespace vboard
