// STM32F103 registers that the board code uses (RM0008; section in each group).
#ifndef FIRMWARE_BOARDS_BLUEPILL_REGISTERS_H_
#define FIRMWARE_BOARDS_BLUEPILL_REGISTERS_H_

#include <stdint.h>

#include "boards/common/stm32.h"

namespace stm32f103 {

using namespace stm32;

// RCC, section 7.3
constexpr uint32_t kRccCr = 0x40021000;
constexpr uint32_t kRccCfgr = 0x40021004;
constexpr uint32_t kRccApb2enr = 0x40021018;
constexpr uint32_t kRccApb1enr = 0x4002101C;

// FLASH, section 3.3.3
constexpr uint32_t kFlashAcr = 0x40022000;

// GPIO, section 9.2
constexpr uint32_t kGpioA = 0x40010800;
constexpr uint32_t kGpioC = 0x40011000;
constexpr uint32_t kCrl = 0x00;
constexpr uint32_t kCrh = 0x04;
constexpr uint32_t kOdr = 0x0C;
constexpr uint32_t kBsrr = 0x10;

// USART, section 27.6
constexpr uint32_t kUsart1 = 0x40013800;
constexpr uint32_t kUsart2 = 0x40004400;
constexpr uint32_t kSr = 0x00;
constexpr uint32_t kDr = 0x04;
constexpr uint32_t kBrr = 0x08;
constexpr uint32_t kCr1 = 0x0C;
constexpr uint32_t kUsartEnable = 1u << 13;

// Interrupt numbers, section 10.1.2
constexpr unsigned kUsart2Irq = 38;
constexpr unsigned kIrqs = 43;

}  // namespace stm32f103

#endif  // FIRMWARE_BOARDS_BLUEPILL_REGISTERS_H_
