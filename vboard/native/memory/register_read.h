// What the core does when it reads a register of a peripheral itself.

#ifndef VBOARD_NATIVE_MEMORY_REGISTER_READ_H_
#define VBOARD_NATIVE_MEMORY_REGISTER_READ_H_

#include <cstdint>

#include "memory/device_register.h"
#include "time/clock.h"

namespace vboard {

// Reads a register whose read changes nothing now; false: nothing happened, it does, or the value
// is the host's to tell.
bool Peek(DeviceRegister& reg, const Clock& clock, uint32_t& value);

// Reads a register with what that does: a byte leaves a queue, flags are cleared, interrupt lines
// follow. For one that `Peek` did not read; false: nothing happened, it needs the host.
bool ReadAndAct(DeviceRegister& reg, Clock& clock, uint32_t& value);

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_REGISTER_READ_H_
