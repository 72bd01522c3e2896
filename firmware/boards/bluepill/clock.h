#ifndef FIRMWARE_BOARDS_BLUEPILL_CLOCK_H_
#define FIRMWARE_BOARDS_BLUEPILL_CLOCK_H_

#include <stdint.h>

namespace board {

constexpr uint32_t kResetClockHz = 8'000'000;  // internal oscillator
constexpr uint32_t kFullClockHz = 72'000'000;

// From the 8 MHz crystal to 72 MHz: core and APB2 72 MHz, APB1 36 MHz. Returns nullptr, or what did
// not start; the core then stays on the internal oscillator.
const char* StartClocks();

}  // namespace board

#endif  // FIRMWARE_BOARDS_BLUEPILL_CLOCK_H_
