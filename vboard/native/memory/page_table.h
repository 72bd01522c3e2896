// Direct access to memory: one entry for each page of 1 KiB of the address space.
//
// An entry that is 0 sends the access to the memory map, which knows devices, memory protection,
// watchpoints, and the pages that hold code (they are not writable here, so that writes to code are
// seen). Entries are host addresses less the guest's, so that an access adds its address. They are
// filled at the first access.

#ifndef VBOARD_NATIVE_MEMORY_PAGE_TABLE_H_
#define VBOARD_NATIVE_MEMORY_PAGE_TABLE_H_

#include <cstdint>
#include <cstring>

namespace vboard {

constexpr unsigned kPageBits = 10;
constexpr uint32_t kPageSize = 1u << kPageBits;
constexpr uint32_t kPageCount = 1u << (32 - kPageBits);

// Reading and writing apart: an index times 8 is an addressing mode of hosts.
struct PageTable {
  uintptr_t read[kPageCount];
  uintptr_t write[kPageCount];
};

// Guest memory is little endian, whatever the host is.
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "the core has not been written for big-endian hosts"
#endif

template <typename T>
inline T LoadHost(uintptr_t base, uint32_t address) {
  T value;
  std::memcpy(&value, reinterpret_cast<const void*>(base + address), sizeof value);
  return value;
}

template <typename T>
inline void StoreHost(uintptr_t base, uint32_t address, T value) {
  std::memcpy(reinterpret_cast<void*>(base + address), &value, sizeof value);
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_PAGE_TABLE_H_
