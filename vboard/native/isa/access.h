// What load and store instructions share: the direct access, and the slow one through the memory
// map.

#ifndef VBOARD_NATIVE_ISA_ACCESS_H_
#define VBOARD_NATIVE_ISA_ACCESS_H_

#include <cstdint>
#include <type_traits>

#include "cpu/core.h"
#include "decode/flow.h"
#include "memory/memory_map.h"
#include "memory/page_table.h"
#include "system/system.h"

namespace vboard {

// Whether the page table serves an access; `base` is then the host address to add the guest's to.
// Accesses that are not aligned take the slow way: they may cross a page, and may be a fault.
template <typename T>
inline bool Readable(const Core& core, uint32_t address, uintptr_t& base) {
  base = core.pages->read[address >> kPageBits];
  return base != 0 && (address & (sizeof(T) - 1)) == 0;
}
template <typename T>
inline bool Writable(const Core& core, uint32_t address, uintptr_t& base) {
  base = core.pages->write[address >> kPageBits];
  return base != 0 && (address & (sizeof(T) - 1)) == 0;
}

// A loaded value as a register gets it.
template <typename T>
inline uint32_t Extend(uint32_t value) {
  return static_cast<uint32_t>(static_cast<int32_t>(static_cast<T>(value)));
}
template <>
inline uint32_t Extend<uint32_t>(uint32_t value) {
  return value;
}

// Data accesses of one instruction through the memory map. Flags have to be stored before.
class SlowAccess {
 public:
  SlowAccess(Core& core, const Op* op) : core_(core) { BeginAccess(core, op); }
  ~SlowAccess() { EndAccess(core_); }
  SlowAccess(const SlowAccess&) = delete;
  SlowAccess& operator=(const SlowAccess&) = delete;

  // Alignment that the architecture always wants (LDM, LDRD, exclusives); only strict mode insists
  // on it.
  bool Aligned(uint32_t address, unsigned width) {
    return (address & (width - 1)) == 0 || !core_.system->strict() || Refuse(address);
  }
  // Alignment that a trap may ask for.
  bool AlignedIfTrapped(uint32_t address, unsigned width) {
    return (address & (width - 1)) == 0 || !core_.system->unaligned_trap() || Refuse(address);
  }

  // Loads of a register's width; false: `core.fault` tells the reason.
  bool Load(uint32_t address, unsigned width, uint32_t& value) {
    return Load(address, width, value, core_.privileged());
  }
  bool Load(uint32_t address, unsigned width, uint32_t& value, bool privileged) {
    const Loaded loaded = core_.memory->Load(address, width, privileged);
    value = loaded.value;
    return loaded.ok;
  }
  bool Store(uint32_t address, unsigned width, uint32_t value) {
    return core_.memory->Store(address, width, value, core_.privileged());
  }
  bool Store(uint32_t address, unsigned width, uint32_t value, bool privileged) {
    return core_.memory->Store(address, width, value, privileged);
  }

 private:
  bool Refuse(uint32_t address) {
    core_.fault = Fault{FaultKind::kUnaligned, address};
    return false;
  }
  Core& core_;
};

// Ends a handler whose access failed.
#define VB_ACCESS_FAULT() VB_FAULT(core.fault.kind, core.fault.address)

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_ACCESS_H_
