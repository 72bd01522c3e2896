// STM32F746 registers that the board code uses (RM0385; section in each group).
#ifndef FIRMWARE_BOARDS_STM32F746G_DISCO_REGISTERS_H_
#define FIRMWARE_BOARDS_STM32F746G_DISCO_REGISTERS_H_

#include <stdint.h>

#include "boards/common/stm32.h"

namespace stm32f746 {

using namespace stm32;

// RCC, section 5.3
constexpr uint32_t kRccCr = 0x40023800;
constexpr uint32_t kRccPllcfgr = 0x40023804;
constexpr uint32_t kRccCfgr = 0x40023808;
constexpr uint32_t kRccAhb1enr = 0x40023830;
constexpr uint32_t kRccApb1enr = 0x40023840;
constexpr uint32_t kRccApb2enr = 0x40023844;

// PWR, section 4.4
constexpr uint32_t kPwrCr1 = 0x40007000;
constexpr uint32_t kPwrCsr1 = 0x40007004;
constexpr uint32_t kOverDrive = 1u << 16;        // enable in CR1, ready in CSR1
constexpr uint32_t kOverDriveSwitch = 1u << 17;  // likewise

// FLASH, section 3.7.1
constexpr uint32_t kFlashAcr = 0x40023C00;

// GPIO, section 6.4
constexpr uint32_t kGpioA = 0x40020000;
constexpr uint32_t kGpioB = 0x40020400;
constexpr uint32_t kGpioC = 0x40020800;
constexpr uint32_t kGpioI = 0x40022000;
constexpr uint32_t kModer = 0x00;
constexpr uint32_t kPupdr = 0x0C;
constexpr uint32_t kBsrr = 0x18;
constexpr uint32_t kAfrl = 0x20;
constexpr uint32_t kAfrh = 0x24;

// SYSCFG section 7.2, EXTI section 11.9
constexpr uint32_t kExticr3 = 0x40013810;
constexpr uint32_t kExtiImr = 0x40013C00;
constexpr uint32_t kExtiRtsr = 0x40013C08;
constexpr uint32_t kExtiPr = 0x40013C14;

// USART, section 31.8
constexpr uint32_t kUsart1 = 0x40011000;
constexpr uint32_t kUsart6 = 0x40011400;
constexpr uint32_t kCr1 = 0x00;
constexpr uint32_t kBrr = 0x0C;
constexpr uint32_t kIsr = 0x1C;
constexpr uint32_t kIcr = 0x20;
constexpr uint32_t kRdr = 0x24;
constexpr uint32_t kTdr = 0x28;
constexpr uint32_t kUsartEnable = 1u << 0;

// Interrupt numbers, section 10.1.2
constexpr unsigned kExti15To10Irq = 40;
constexpr unsigned kUsart6Irq = 71;
constexpr unsigned kIrqs = 98;

}  // namespace stm32f746

#endif  // FIRMWARE_BOARDS_STM32F746G_DISCO_REGISTERS_H_
