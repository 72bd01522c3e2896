// A peripheral whose registers the core reads and writes itself as far as nobody else has to know.

#ifndef VBOARD_NATIVE_MEMORY_REGISTER_DEVICE_H_
#define VBOARD_NATIVE_MEMORY_REGISTER_DEVICE_H_

#include <cstdint>
#include <vector>

#include "memory/device_register.h"
#include "memory/empty_space.h"
#include "memory/memory_map.h"
#include "time/clock.h"

namespace vboard {

class RegisterDevice : public Device {
 public:
  // `host` serves all other accesses. Offset 0 of the registers is at `base` (modulo 2^32); each
  // has `width` bytes. `widths` are those of accesses that need no host, as a set (1 | 2 | 4); wide
  // ones always do. A narrow access is part of the register around it, or with `narrow_is_whole`
  // the low bits of the register at its offset.
  RegisterDevice(Clock& clock, Device& host, uint32_t base, unsigned width, unsigned widths,
                 bool narrow_is_whole)
      : clock_(clock),
        host_(host),
        base_(base),
        width_(width),
        widths_(widths),
        narrow_is_whole_(narrow_is_whole) {}

  // Where DMA of the peripheral stores; without it that is the host's.
  void set_memory(MemoryMap* memory) { memory_ = memory; }

  // Reads, or writes, of `core` to offsets below `size` without a register, or with one that is
  // absent, read 0, do nothing and are told of by `reporter`, as row 0 or 1; without this they are
  // the host's.
  void ReportTo(Core& core, Reporter& reporter, uint32_t size, bool reads, bool writes) {
    core_ = &core;
    reporter_ = &reporter;
    reported_reads_ = reads ? size : 0;
    reported_writes_ = writes ? size : 0;
  }

  // The registers outlive the device. `reads`, `writes`: what may be served without the host.
  void Add(uint32_t offset, DeviceRegister& reg, bool reads, bool writes);

  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;

 private:
  struct Place {
    DeviceRegister* reg;
    bool reads, writes;
  };
  // An access as the register sees it.
  struct Part {
    const Place* place;  // nullptr: the host has to do it, or nothing is there
    unsigned shift;      // of the accessed bits in the register
  };
  Part Find(uint32_t offset, unsigned width) const;
  static bool IsAbsent(const Part& part) {
    return part.place == nullptr || part.place->reg->absent;
  }
  // Whether nothing is at an offset, or what is there is absent, and that was told of.
  bool Nothing(uint32_t address, unsigned width, bool write, uint32_t value) const;
  // Does what a write does to registers and to interrupt lines; false: nothing, it needs the host.
  bool StoreAndSettle(DeviceRegister& reg, uint32_t written);

  Clock& clock_;
  Device& host_;
  MemoryMap* memory_ = nullptr;
  Core* core_ = nullptr;
  Reporter* reporter_ = nullptr;
  uint32_t reported_reads_ = 0, reported_writes_ = 0;
  const uint32_t base_;
  const unsigned width_, widths_;
  const bool narrow_is_whole_;
  std::vector<Place> places_;
  std::vector<uint16_t> by_offset_;  // index in `places_` + 1; 0: none
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_REGISTER_DEVICE_H_
