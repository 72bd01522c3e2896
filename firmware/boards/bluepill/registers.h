// STM32F103 registers that the board code uses (RM0008; section in each group).
#ifndef FIRMWARE_BOARDS_BLUEPILL_REGISTERS_H_
#define FIRMWARE_BOARDS_BLUEPILL_REGISTERS_H_

#include <stdint.h>

namespace stm32f103 {

// RCC, section 7.3
constexpr uint32_t kRccCr = 0x40021000;
constexpr uint32_t kRccCfgr = 0x40021004;
constexpr uint32_t kRccApb2enr = 0x40021018;
constexpr uint32_t kRccApb1enr = 0x4002101C;
constexpr uint32_t kHseOn = 1u << 16;
constexpr uint32_t kHseReady = 1u << 17;
constexpr uint32_t kPllOn = 1u << 24;
constexpr uint32_t kPllReady = 1u << 25;

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
constexpr uint32_t kFramingError = 1u << 1;
constexpr uint32_t kNoiseError = 1u << 2;
constexpr uint32_t kOverrunError = 1u << 3;
constexpr uint32_t kReceiveNotEmpty = 1u << 5;
constexpr uint32_t kTransmitEmpty = 1u << 7;
constexpr uint32_t kReceiverEnable = 1u << 2;
constexpr uint32_t kTransmitterEnable = 1u << 3;
constexpr uint32_t kReceiveInterrupt = 1u << 5;
constexpr uint32_t kUsartEnable = 1u << 13;

// Interrupt numbers, section 10.1.2
constexpr unsigned kUsart2Irq = 38;
constexpr unsigned kIrqs = 43;

}  // namespace stm32f103

#endif  // FIRMWARE_BOARDS_BLUEPILL_REGISTERS_H_
