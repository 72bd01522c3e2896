#include "memory/memory_map.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "cpu/core.h"
#include "decode/block_cache.h"
#include "system/system.h"

namespace vboard {
namespace {

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

uint8_t* MemoryMap::BytesAt(uint32_t address, uint32_t size) {
  const Region* region = Find(address);
  if (region == nullptr || region->memory == nullptr || region->last - address < size - 1) {
    return nullptr;
  }
  return region->memory->data() + (address - region->start + region->offset);
}

void MemoryMap::BytesWritten(uint32_t address, uint32_t size) {
  const Region* region = Find(address);
  region->memory->Written(address - region->start + region->offset, size);
}

bool MemoryMap::IsMapped(uint32_t address) const { return Find(address) != nullptr; }

}  // namespace vboard
