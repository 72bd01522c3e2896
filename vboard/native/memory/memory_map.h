// The memory map of one core: memories with direct access, devices, protection, watchpoints, code.

#ifndef VBOARD_NATIVE_MEMORY_MEMORY_MAP_H_
#define VBOARD_NATIVE_MEMORY_MEMORY_MAP_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "memory/memory.h"
#include "memory/page_table.h"

namespace vboard {

struct Core;

// Something on the bus that is no memory. Addresses are those of the bus; widths are 1, 2 and 4
// bytes, and addresses are multiples of them.
class Device {
 public:
  virtual ~Device() = default;
  virtual uint32_t Read(uint32_t address, unsigned width) = 0;
  virtual void Write(uint32_t address, unsigned width, uint32_t value) = 0;
  // false: an access of a core ends as a bus fault.
  virtual bool Allows(uint32_t /*address*/, bool /*write*/, bool /*privileged*/) const {
    return true;
  }
};

// What an access is for, and what the MPU allows: a set.
using Rights = uint8_t;
constexpr Rights kRead = 1, kWrite = 2, kExecute = 4;
constexpr Rights kAllRights = kRead | kWrite | kExecute;

struct Loaded {
  uint32_t value;
  bool ok;  // false: the core's `fault` says why
};

// Data accesses that the host observes, before they happen.
struct Watchpoint {
  uint32_t start, end;  // [start, end)
  Rights uses;          // kRead, kWrite or both
};

class MemoryMap {
 public:
  explicit MemoryMap(Core& core) : core_(core) {}
  ~MemoryMap();
  MemoryMap(const MemoryMap&) = delete;
  MemoryMap& operator=(const MemoryMap&) = delete;

  // -- construction; only between instructions --------------------------------------------------

  void Clear();
  // Ranges do not overlap. The last address of the address space may be part of one.
  void MapMemory(uint32_t start, uint32_t size, Memory& memory, uint32_t offset);
  void MapDevice(uint32_t start, uint32_t size, Device& device);
  // Serves what nothing is mapped at; without one such accesses are bus faults.
  void SetDefaultDevice(Device* device);
  void SetWatchpoints(
      std::vector<Watchpoint> watchpoints,
      std::function<void(uint32_t address, unsigned width, bool write, uint32_t value)> hit);

  // The same for the core's own debug unit: [start, end], told behind the access with the value
  // that was read or written.
  void SetUnitWatchpoints(
      std::vector<Watchpoint> watchpoints,
      std::function<void(uint32_t address, unsigned width, bool write, uint32_t value)> hit);

  // -- data accesses of instructions --------------------------------------------------------------

  // Any alignment. Of an access that is not aligned a device sees two aligned reads of the same
  // width, or writes of bytes, as every translator has it. `privileged` is the right of the access:
  // LDRT and STRT have less than the code around them. On failure nothing was written, and
  // `core.fault` tells the reason.
  Loaded Load(uint32_t address, unsigned width, bool privileged);
  bool Store(uint32_t address, unsigned width, uint32_t value, bool privileged);

  // -- accesses of the core itself: stacking, vectors
  // ----------------------------------------------

  // Without protection and watchpoints; what is not mapped reads 0.
  uint32_t ReadWord(uint32_t address);
  void WriteWord(uint32_t address, uint32_t value);
  // A halfword of code; false where no memory is or execution is not allowed, see `core.fault`.
  bool Fetch(uint32_t address, uint16_t& halfword);
  bool IsMemory(uint32_t address) const;
  // [address, address + size) for somebody who writes there, and tells so; nullptr where it is not
  // all of one memory. Of a peripheral's DMA: without protection and watchpoints.
  uint8_t* BytesAt(uint32_t address, uint32_t size);
  void BytesWritten(uint32_t address, uint32_t size);
  // Whether anything is at an address.
  bool IsMapped(uint32_t address) const;

  // -- changes
  // --------------------------------------------------------------------------------------

  // MPU registers changed, or anything else that `System::RightsOf` depends on.
  void ProtectionChanged();
  // The code gained or lost privilege.
  void PrivilegeChanged();
  // A block was decoded from [start, end): writes there have to be seen.
  void HoldsCode(uint32_t start, uint32_t end);
  // [offset, offset + size) of a memory was overwritten by somebody else than this core.
  void MemoryWritten(const Memory& memory, uint32_t offset, uint32_t size);
  // Writes to a page of a memory have to be seen from now on.
  void GuardPage(const Memory& memory, uint32_t page);

 private:
  struct Region {
    uint32_t start;
    uint32_t last;  // inclusive
    Memory* memory;
    uint32_t offset;  // of `start` in the memory
    Device* device;
  };
  struct Table {
    PageTable* pages = nullptr;
    std::vector<uint32_t> filled;
  };

  const Region* Find(uint32_t address) const;
  Rights RightsAt(uint32_t address, unsigned width, bool privileged) const;
  void FillPage(uint32_t address, const Region& region, bool privileged);
  void Insert(const Region& region);
  void DetachAll();
  void Flush(Table& table);
  void FlushAll();
  bool Deny(uint32_t address, Rights use);
  bool Failed(uint32_t address);
  void Watch(uint32_t address, unsigned width, bool write, uint32_t value);
  Loaded LoadSlowly(uint32_t address, unsigned width, bool privileged);
  bool StoreSlowly(uint32_t address, unsigned width, uint32_t value, bool privileged);
  Device* DeviceAt(const Region* region, uint32_t address) const;
  uint32_t LoadAligned(uint32_t address, unsigned width, bool privileged, bool& ok);
  bool StoreAligned(uint32_t address, unsigned width, uint32_t value, bool privileged);
  template <typename Action>
  void ForEachMapping(const Memory& memory, uint32_t offset, uint32_t size, Action action);

  Core& core_;
  std::vector<Region> regions_;
  mutable size_t last_ = 0;
  Device* default_device_ = nullptr;
  Table privileged_, unprivileged_;
  std::vector<Watchpoint> watchpoints_;
  std::function<void(uint32_t, unsigned, bool, uint32_t)> watch_hit_;
  std::vector<Watchpoint> unit_watchpoints_;
  std::function<void(uint32_t, unsigned, bool, uint32_t)> unit_hit_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_MEMORY_MAP_H_
