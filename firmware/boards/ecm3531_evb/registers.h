// ECM3531 registers that the board code uses. No data sheet is public: names and places are those
// of the vendor's register text of the successor, ECM3532 (name of the text in each group).
#ifndef FIRMWARE_BOARDS_ECM3531_EVB_REGISTERS_H_
#define FIRMWARE_BOARDS_ECM3531_EVB_REGISTERS_H_

#include <stdint.h>

namespace ecm3531 {

// IO_GPIO and IO_GPIO8
constexpr uint32_t kOutSet = 0x40010014;
constexpr uint32_t kOutClear = 0x40010018;
constexpr uint32_t kEnableSet = 0x40010024;
constexpr uint32_t kInputEnable = 0x5003005C;
constexpr uint32_t kUart0Pads = 0x50030074;
constexpr uint32_t kUart0PadsOn = 0xF0;

// IO_SOCCTRL: four bits a pin, eight pins a register
constexpr uint32_t kPinFunctionsA = 0x500300B0;
constexpr uint32_t kFunctionUart1 = 3;
constexpr uint32_t kClockConfig = 0x500300D0;
constexpr uint32_t kUartClockMask = 3u << 4;
constexpr uint32_t kUartClock8MHz = 1u << 4;

// IO_UART0 and IO_UART1
constexpr uint32_t kUart0 = 0x50020200;
constexpr uint32_t kUart1 = 0x50020300;
constexpr uint32_t kConfig = 0x00;
constexpr uint32_t kReceiverEnable = 1u << 0;
constexpr uint32_t kTransmitterEnable = 1u << 16;
constexpr uint32_t kTransmitFull = 1u << 24;
constexpr uint32_t kOneStopBit = 1u << 25;
constexpr uint32_t kReceiveFifo = 0x04;
constexpr uint32_t kReceiveEmpty = 1u << 15;
constexpr uint32_t kReceiveErrors = 3u << 13;
constexpr uint32_t kTransmitFifo = 0x08;
constexpr uint32_t kPhase = 0x0C;
constexpr uint32_t kInterruptClear = 0x14;
constexpr uint32_t kInterruptSet = 0x1C;
constexpr uint32_t kReceiveInterrupts = 3u << 0;  // high water mark, time-out
constexpr uint32_t kBaudRate = 0x24;
constexpr uint32_t kConfig2 = 0x28;
constexpr uint32_t kClockOn = 1u << 0;

// Interrupt numbers
constexpr unsigned kUart1Irq = 5;
constexpr unsigned kIrqs = 24;

}  // namespace ecm3531

#endif  // FIRMWARE_BOARDS_ECM3531_EVB_REGISTERS_H_
