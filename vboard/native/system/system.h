// The system side of a core: exceptions, NVIC, SysTick, System Control Block, MPU, DWT, ITM.
//
// The run loop calls it between instructions, with the core's state (registers, flags, pc, ITSTATE)
// in the `State`; it changes that state: an exception entry stacks registers, sets pc to the
// handler and so on. What it changes of the masks, of priorities or of pending exceptions from
// within an instruction (a register of the System Control Space was written) ends the block through
// `Core::Notify`.

#ifndef VBOARD_NATIVE_SYSTEM_SYSTEM_H_
#define VBOARD_NATIVE_SYSTEM_SYSTEM_H_

#include <cstdint>
#include <memory>

#include "cpu/core.h"
#include "memory/memory_map.h"

namespace vboard {

class System {
 public:
  explicit System(Core& core);
  ~System();

  // -- configuration ----------------------------------------------------------------------------

  // false: Renode 1.16.1's behaviour; true: the architecture's.
  void SetStrict(bool strict);
  bool strict() const;
  void SetPriorityMask(uint8_t mask);
  void SetSysTickFrequency(uint64_t hertz);
  uint64_t systick_frequency() const;
  void SetMpuRegions(unsigned count);
  unsigned mpu_regions() const;
  // SysTick stands still in deep sleep (SCR.SLEEPDEEP); as it is by default.
  void SetHaltSysTickInDeepSleep(bool halt);

  // -- what the outside sees and sets
  // ---------------------------------------------------------------

  // VTOR. Setting it to where no memory is does nothing but a warning, as in Renode.
  uint32_t vtor() const;
  void SetVtor(uint32_t address);
  bool vtor_was_set() const;  // since reset
  bool IsActive(unsigned exception) const;
  bool IsPending(unsigned exception) const;

  // -- what the run loop asks ---------------------------------------------------------------------

  void Reset();
  // Takes the exception that is due, if one is; returns whether one was taken.
  bool Deliver();
  // An exception is pending that would be taken if PRIMASK were 0: it ends WFI.
  bool WakesUp();
  // Something besides the event register and an exception that is taken ends WFE.
  bool WakesFromEvent();

  void Supervisor(uint32_t number);             // SVC; pc is behind it
  void BreakpointInstruction(uint32_t number);  // BKPT; pc is on it
  void TakeFault(const Fault& fault);           // pc is on the instruction
  // A value from 0xF0000000 on was loaded into PC, in handler mode if the rules are strict: an
  // EXC_RETURN, or just an address. Returns true when the core is to sleep.
  bool ExceptionReturn(uint32_t value);
  void FallsAsleep();  // WFI with nothing pending

  // -- special registers (MRS, MSR, CPS); executors are in isa/system.cc
  // ---------------------------

  // BASEPRI keeps these bits.
  uint32_t priority_mask() const;
  // A mask register was written, which had the value `before`.
  enum class Mask : uint8_t { kPrimask, kBasepri, kFaultmask };
  void MaskChanged(Mask mask, uint32_t before);
  // Priority of the code that executes, masks included (ARMv7-M B1.5.4): 256 when nothing is active
  // or masked.
  int ExecutionPriority() const;
  // Result of TT (ARMv8-M); `unprivileged`: of TTT.
  uint32_t TestTarget(uint32_t address, bool unprivileged) const;

  // -- System Control Space, 0xE000E000 to 0xE000EFFF ---------------------------------------------

  uint32_t Read(uint32_t offset, unsigned width);
  void Write(uint32_t offset, unsigned width, uint32_t value);
  // Whether code may reach a register of it (strict rules: unprivileged code may not).
  bool Accessible(uint32_t offset, bool write, bool privileged) const;

  // -- debug units, of the architecture's rules -------------------------------------------------

  // The unit at an address of the private peripheral bus, nullptr for none: ITM, DWT.
  Device* PrivatePeripheral(uint32_t address);
  bool WatchesInstruction(uint32_t address) const;
  void InstructionMatch(uint32_t address);  // it is watched, and is about to execute
  void DebugEvent();                        // of a comparator

  // -- the rest of the chip -----------------------------------------------------------------------

  void SetLine(unsigned line, bool level);  // an external interrupt line changed
  void Pend(unsigned exception);

  // -- memory protection --------------------------------------------------------------------------

  bool mpu_enabled() const;
  // Whether instruction fetches are to be checked: the default memory map has its rules too.
  bool checks_fetches() const;
  // CCR.BFHFNMIGN: a data access at a negative priority that fails reads 0 or does nothing.
  bool IgnoresBusFault(uint32_t address);
  // Rights of all of [address, address + size), or of no part of it in common: false.
  bool RightsOf(uint32_t address, uint32_t size, bool privileged, Rights& rights) const;

  // -- traps that instructions ask about
  // ------------------------------------------------------------

  bool divide_by_zero_trap() const;  // CCR.DIV_0_TRP in strict mode
  bool unaligned_trap()
      const;  // CCR.UNALIGN_TRP in strict mode, and always on ARMv6-M in strict mode
  // Whether code may use the FPU: CPACR, CONTROL.nPRIV. Sets FPCA and stores lazy state where it
  // must. On false the core's `fault` says why.
  bool PrepareFp();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_SYSTEM_H_
