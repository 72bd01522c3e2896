// Special registers as MRS, MSR and CPS see them (ARMv7-M B5.2.2, B5.2.3).

#ifndef VBOARD_NATIVE_ISA_SPECIAL_REGISTERS_H_
#define VBOARD_NATIVE_ISA_SPECIAL_REGISTERS_H_

#include <cstdint>

namespace vboard {

struct Core;

// Values of SYSm.
enum SpecialRegister : uint32_t {
  kXpsrRegisters = 7,  // 0 to 7: APSR, IAPSR, EAPSR, XPSR, -, IPSR, EPSR, IEPSR
  kMsp = 8,
  kPsp = 9,
  kMsplim = 10,
  kPsplim = 11,
  kPrimask = 16,
  kBasepri = 17,
  kBasepriMax = 18,
  kFaultmask = 19,
  kControl = 20,
};

// What the core does not have, or the code may not see, reads 0. Flags have to be stored before.
uint32_t ReadSpecial(const Core& core, uint32_t number);
// `mask`: bit 1 writes N Z C V Q, bit 0 GE. Writes without privilege do nothing but to the APSR.
// Returns false for a stack pointer below its limit.
bool WriteSpecial(Core& core, uint32_t number, uint32_t mask, uint32_t value);

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_SPECIAL_REGISTERS_H_
