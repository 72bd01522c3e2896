// Registers of the interrupt controller (ARMv7-M B3.4): ICTR, ISER, ICER, ISPR, ICPR, IABR, IPR,
// STIR.

#ifndef VBOARD_NATIVE_SYSTEM_NVIC_H_
#define VBOARD_NATIVE_SYSTEM_NVIC_H_

#include <cstdint>

#include "cpu/core.h"
#include "system/priorities.h"

namespace vboard {

class Nvic {
 public:
  Nvic(Core& core, Priorities& priorities) : core_(core), priorities_(priorities) {}

  // By offset from 0xE000E000; false for what is not here.
  bool Read(uint32_t offset, uint32_t& value) const;
  bool Write(uint32_t offset, uint32_t value);
  // Whether a write acts on the bits that are set: a narrow one leaves the others alone.
  static bool ActsOnOnes(uint32_t offset) { return offset >= 0x100 && offset < 0x300; }

 private:
  void WriteLines(uint32_t offset, uint32_t value);
  void WritePriorities(unsigned first, uint32_t value);

  Core& core_;
  Priorities& priorities_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_NVIC_H_
