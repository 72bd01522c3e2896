// Exception entry and return (ARMv7-M B1.5.6 to B1.5.12, ARMv8-M B3.18 to B3.24).

#ifndef VBOARD_NATIVE_SYSTEM_EXCEPTIONS_H_
#define VBOARD_NATIVE_SYSTEM_EXCEPTIONS_H_

#include <cstdint>

#include "cpu/core.h"
#include "system/fp_context.h"
#include "system/mpu.h"
#include "system/priorities.h"
#include "system/scb.h"

namespace vboard {

// An access of the core itself that failed while it stacked or unstacked: the exception and its
// status, 0 for none.
struct Derived {
  unsigned number = 0;
  uint32_t status = 0;
  uint32_t address = 0;
};

class Exceptions {
 public:
  Exceptions(Core& core, Priorities& priorities, Scb& scb, Mpu& mpu, FpContext& fp)
      : core_(core), priorities_(priorities), scb_(scb), mpu_(mpu), fp_(fp) {}

  void SetStrict(bool strict) { strict_ = strict; }

  // Stacks the context and enters exception `number`.
  Derived Enter(unsigned number);
  // Enters `number` at the end of another handler, whose frame stays.
  Derived TailChain(unsigned number, uint32_t exc_return);
  // The handler of `core.exception` is over: it is inactive, FAULTMASK falls but after NMI.
  void Deactivate();
  // Restores the context that an EXC_RETURN describes.
  Derived Unstack(uint32_t exc_return);
  // Undoes `Unstack` of a context that cannot be returned to: its frame stays on the stack.
  void Restack(uint32_t exc_return);
  // Undoes `Enter` of an exception whose stacking failed, as Renode does.
  void Abandon(unsigned number);
  // What is wrong with an EXC_RETURN by the architecture (B1.5.8).
  bool Consistent(uint32_t exc_return) const;

  // Renode takes any value from here on for an EXC_RETURN, in thread mode too.
  static constexpr uint32_t kFirstReturn = 0xFFFFFF00;

 private:
  uint32_t ReturnValue() const;
  bool Vector(unsigned number);
  Derived VectorFailed();
  void Begin(unsigned number, uint32_t exc_return);
  void UseStack(bool process);
  uint32_t ReadyBits() const;

  Derived StackAsRenode(uint32_t xpsr);
  Derived StackByTheManual(uint32_t xpsr);

  Core& core_;
  Priorities& priorities_;
  Scb& scb_;
  Mpu& mpu_;
  FpContext& fp_;
  bool strict_ = false;
  uint32_t last_return_ = 0;     // EXC_RETURN of the last entry
  uint32_t unstacked_from_ = 0;  // stack pointer before the last return
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_EXCEPTIONS_H_
