// Vector table with the core's exceptions filled in (Arm DDI 0403, B1.5.2).
#ifndef FIRMWARE_BOARDS_COMMON_VECTOR_TABLE_H_
#define FIRMWARE_BOARDS_COMMON_VECTOR_TABLE_H_

#include "boards/common/cortex_m.h"

extern "C" uint32_t __stack_top[];

namespace cortex_m {

using Handler = void (*)();

template <unsigned kIrqs>
struct VectorTable {
  uint32_t* stack_top = __stack_top;
  Handler reset = ResetHandler;
  Handler exceptions[14] = {FaultHandler,
                            FaultHandler,
                            FaultHandler,
                            FaultHandler,
                            FaultHandler,
                            nullptr,
                            nullptr,
                            nullptr,
                            nullptr,
                            UnexpectedInterrupt,
                            UnexpectedInterrupt,
                            nullptr,
                            UnexpectedInterrupt,
                            TickHandler};
  Handler irq[kIrqs] = {};

  constexpr VectorTable() {
    for (Handler& handler : irq) handler = UnexpectedInterrupt;
  }
};

}  // namespace cortex_m

#endif  // FIRMWARE_BOARDS_COMMON_VECTOR_TABLE_H_
