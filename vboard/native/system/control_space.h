// The System Control Space as a device of the memory map, usually at 0xE000E000.

#ifndef VBOARD_NATIVE_SYSTEM_CONTROL_SPACE_H_
#define VBOARD_NATIVE_SYSTEM_CONTROL_SPACE_H_

#include <cstdint>

#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {

class ControlSpace : public Device {
 public:
  explicit ControlSpace(System& system) : system_(system) {}

  uint32_t Read(uint32_t address, unsigned width) override {
    return system_.Read(address & kOffset, width);
  }
  void Write(uint32_t address, unsigned width, uint32_t value) override {
    system_.Write(address & kOffset, width, value);
  }
  bool Allows(uint32_t address, bool write, bool privileged) const override {
    return system_.Accessible(address & kOffset, write, privileged);
  }

 private:
  static constexpr uint32_t kOffset = 0xFFF;
  System& system_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_CONTROL_SPACE_H_
