#ifndef FIRMWARE_BOARDS_STM32F746G_DISCO_CLOCK_H_
#define FIRMWARE_BOARDS_STM32F746G_DISCO_CLOCK_H_

#include <stdint.h>

namespace board {

constexpr uint32_t kResetClockHz = 16'000'000;  // internal oscillator
constexpr uint32_t kFullClockHz = 216'000'000;
constexpr uint32_t kFullApb2Hz = kFullClockHz / 2;

// From the 25 MHz oscillator to 216 MHz with over-drive: core 216 MHz, APB1 54 MHz, APB2 108 MHz.
// Returns nullptr, or what did not start; the core then stays on the internal oscillator.
const char* StartClocks();

}  // namespace board

#endif  // FIRMWARE_BOARDS_STM32F746G_DISCO_CLOCK_H_
