// Instrumentation Trace Macrocell (ARMv7-M C1.7, ARMv8-M D1.2.110 and on): stimulus ports that
// firmware writes texts to. It exists under the architecture's rules only; Renode has none.
//
// What is written to an enabled port goes to the host. No trace stream is made of it, so that a
// port is always ready, and time stamps and synchronisation are settings without effect.

#ifndef VBOARD_NATIVE_SYSTEM_ITM_H_
#define VBOARD_NATIVE_SYSTEM_ITM_H_

#include <cstdint>

#include "cpu/core.h"
#include "memory/memory_map.h"
#include "system/scb.h"

namespace vboard {

class Itm : public Device {
 public:
  Itm(Core& core, Scb& scb) : core_(core), scb_(scb) {}

  void Reset();

  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;
  bool Allows(uint32_t address, bool write, bool privileged) const override;

 private:
  bool Ready(unsigned port) const;

  Core& core_;
  Scb& scb_;
  uint32_t enabled_ports_ = 0;     // TER
  uint32_t privileged_ports_ = 0;  // TPR: a bit for eight ports
  uint32_t control_ = 0;           // TCR
  bool locked_ = true;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_ITM_H_
