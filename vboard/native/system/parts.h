// The parts of the system side, and what they do together.

#ifndef VBOARD_NATIVE_SYSTEM_PARTS_H_
#define VBOARD_NATIVE_SYSTEM_PARTS_H_

#include <cstdint>
#include <memory>

#include "cpu/core.h"
#include "system/dwt.h"
#include "system/exceptions.h"
#include "system/fp_context.h"
#include "system/itm.h"
#include "system/mpu.h"
#include "system/nvic.h"
#include "system/priorities.h"
#include "system/scb.h"
#include "system/system.h"
#include "system/systick.h"

namespace vboard {

struct System::Impl {
  explicit Impl(Core& owner);

  Core& core;
  bool strict = false;
  bool halt_systick_in_deep_sleep = true;
  Priorities priorities;
  Scb scb;
  Nvic nvic;
  std::unique_ptr<Mpu> mpu;
  FpContext fp;
  SysTickTimer systick;
  Exceptions exceptions;
  Dwt dwt;
  Itm itm;

  // -- faults.cc ------------------------------------------------------------------------------

  void Take(const Fault& fault);
  void CallSupervisor();
  void Breakpoint(uint32_t number);
  // Renode: the exception pends; the instruction repeats until something is taken.
  void PendSynchronous(unsigned number);
  // The architecture: taken at once, escalated, or a lockup.
  void TakeSynchronous(unsigned number, bool enabled);
  // A fault of stacking, unstacking or reading a vector while exception `number` was entered.
  void TakeDerived(const Derived& derived);
  void PendFault(unsigned number);
  // A lazy store of floating point registers failed; FPCCR says what it may become.
  void LazyStoreFailed(const Fault& fault);
  void Lockup(unsigned number, int priority);

  // -- delivery.cc ----------------------------------------------------------------------------

  void Enter(unsigned number);
  bool Deliver();
  bool Return(uint32_t value);
  bool ReturnStrictly(uint32_t value);
  void ReturnFailed(uint32_t value);
  // After whatever changes the execution priority: MPU_CTRL.HFNMIENA depends on it.
  void PriorityChanged();

  // -- control_space.cc -----------------------------------------------------------------------

  uint32_t ReadWord(uint32_t offset);
  void WriteWord(uint32_t offset, uint32_t value);
  void TellOfSysTick();
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_PARTS_H_
