#ifndef FIRMWARE_BOARDS_COMMON_EARLY_INIT_H_
#define FIRMWARE_BOARDS_COMMON_EARLY_INIT_H_

namespace board {

// What must happen before the first instruction that the compiler may choose freely (FPU, vector
// table). Runs before .data and .bss are valid.
void EarlyInit();

}  // namespace board

#endif  // FIRMWARE_BOARDS_COMMON_EARLY_INIT_H_
