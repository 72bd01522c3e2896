// Registers of a core by name.

#ifndef VBOARD_NATIVE_PYTHON_REGISTERS_H_
#define VBOARD_NATIVE_PYTHON_REGISTERS_H_

#include <cstdint>

#include "cpu/core.h"

namespace vboard::python {

// R0 to R15, SP, LR, PC, XPSR, APSR, MSP, PSP, MSPLIM, PSPLIM, PRIMASK, BASEPRI, FAULTMASK,
// CONTROL, FPSCR, S0 to S31, D0 to D15. False for another name. Privilege plays no part.
bool ReadRegister(const Core& core, const char* name, uint64_t& value);
bool WriteRegister(Core& core, const char* name, uint64_t value);

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_REGISTERS_H_
