// Bits that mean the same in the STM32F1 and the STM32F7, in registers at different places: RCC_CR
// (RM0008 section 7.3.1, RM0385 section 5.3.1), status and control of a USART (RM0008 section 27.6,
// RM0385 section 31.8).
#ifndef FIRMWARE_BOARDS_COMMON_STM32_H_
#define FIRMWARE_BOARDS_COMMON_STM32_H_

#include <stdint.h>

namespace stm32 {

// RCC_CR
constexpr uint32_t kHseOn = 1u << 16;
constexpr uint32_t kHseReady = 1u << 17;
constexpr uint32_t kPllOn = 1u << 24;
constexpr uint32_t kPllReady = 1u << 25;

// USART_SR, USART_ISR
constexpr uint32_t kFramingError = 1u << 1;
constexpr uint32_t kNoiseError = 1u << 2;
constexpr uint32_t kOverrunError = 1u << 3;
constexpr uint32_t kReceiveNotEmpty = 1u << 5;
constexpr uint32_t kTransmitEmpty = 1u << 7;

// USART_CR1; the bit that enables it all lies elsewhere in each family
constexpr uint32_t kReceiverEnable = 1u << 2;
constexpr uint32_t kTransmitterEnable = 1u << 3;
constexpr uint32_t kReceiveInterrupt = 1u << 5;

}  // namespace stm32

#endif  // FIRMWARE_BOARDS_COMMON_STM32_H_
