// Apollo3 Blue registers that the board code uses (Apollo3 Blue MCU data sheet; chapter in each
// group).
#ifndef FIRMWARE_BOARDS_APOLLO3_EVB_REGISTERS_H_
#define FIRMWARE_BOARDS_APOLLO3_EVB_REGISTERS_H_

#include <stdint.h>

namespace apollo3 {

// Clock generator
constexpr uint32_t kClkKey = 0x40004014;
constexpr uint32_t kClkUnlock = 0x47;
constexpr uint32_t kCctrl = 0x40004018;
constexpr uint32_t kHfrc = 0;  // 48 MHz; 1 is its half

// Power control
constexpr uint32_t kDevPwrEn = 0x40021008;
constexpr uint32_t kPowerUart0 = 1u << 7;
constexpr uint32_t kPowerUart1 = 1u << 8;
constexpr uint32_t kPowerPdm = 1u << 12;
constexpr uint32_t kDevPwrStatus = 0x40021018;
constexpr uint32_t kUartsPowered = 1u << 2;
constexpr uint32_t kPdmPowered = 1u << 7;

// Flash cache controller
constexpr uint32_t kCacheCfg = 0x40018000;
constexpr uint32_t kCacheEnable = 1u << 0;
constexpr uint32_t kCacheCode = 1u << 8;
constexpr uint32_t kCacheData = 1u << 9;
constexpr uint32_t kCacheCtrl = 0x40018008;
constexpr uint32_t kCacheReady = 1u << 2;

// GPIO: a byte a pad in PADREG, four bits a pad in CFG, a bit a pad elsewhere
constexpr uint32_t kPadReg = 0x40010000;
constexpr uint32_t kPadPullUp = 1u << 0;
constexpr uint32_t kPadInput = 1u << 1;
constexpr unsigned kPadFunction = 3;  // place of FNCSEL
constexpr uint32_t kGpioFunction = 3;
constexpr uint32_t kCfg = 0x40010040;
constexpr uint32_t kPushPull = 1u << 1;
constexpr uint32_t kPadKey = 0x40010060;
constexpr uint32_t kPadUnlock = 0x73;
constexpr uint32_t kRead = 0x40010080;
constexpr uint32_t kSet = 0x40010090;
constexpr uint32_t kClear = 0x40010098;

// UART
constexpr uint32_t kUart0 = 0x4001C000;
constexpr uint32_t kUart1 = 0x4001D000;
constexpr uint32_t kDr = 0x00;
constexpr uint32_t kDataErrors = 0xFu << 8;
constexpr uint32_t kFr = 0x18;
constexpr uint32_t kReceiveEmpty = 1u << 4;
constexpr uint32_t kTransmitFull = 1u << 5;
constexpr uint32_t kIbrd = 0x24;
constexpr uint32_t kFbrd = 0x28;
constexpr uint32_t kLcrh = 0x2C;
constexpr uint32_t kFifos = 1u << 4;
constexpr uint32_t kEightBits = 3u << 5;
constexpr uint32_t kCr = 0x30;
constexpr uint32_t kUartEnable = 1u << 0;
constexpr uint32_t kUartClockOn = 1u << 3;
constexpr uint32_t kUartClock24MHz = 1u << 4;
constexpr uint32_t kTransmitterEnable = 1u << 8;
constexpr uint32_t kReceiverEnable = 1u << 9;
constexpr uint32_t kIfls = 0x34;
constexpr uint32_t kReceiveAtHalf = 2u << 3;
constexpr uint32_t kIer = 0x38;
constexpr uint32_t kIec = 0x44;
constexpr uint32_t kReceiveInterrupt = 1u << 4;
constexpr uint32_t kReceiveTimeout = 1u << 6;

// PDM
constexpr uint32_t kPdmConfig = 0x50011000;
constexpr uint32_t kPdmCoreOn = 1u << 0;
constexpr unsigned kPdmHighPassCutOff = 5;  // place of HPCUTOFF
constexpr uint32_t kPdmHighPassOff = 1u << 9;
constexpr unsigned kPdmSincRate = 10;
constexpr unsigned kPdmGainLeft = 21;
constexpr unsigned kPdmGainRight = 26;
constexpr uint32_t kPdmVoice = 0x50011004;
constexpr uint32_t kPdmLeft = 1u << 3;
constexpr uint32_t kPdmClockOn = 1u << 26;
constexpr uint32_t kPdmClock1500kHz = 4u << 27;
constexpr uint32_t kPdmNoReset = 1u << 30;
constexpr uint32_t kPdmIoClockOn = 1u << 31;
constexpr uint32_t kPdmFlush = 0x50011010;
constexpr uint32_t kPdmThreshold = 0x50011014;
constexpr uint32_t kPdmInterruptEnable = 0x50011200;
constexpr uint32_t kPdmInterruptClear = 0x50011208;
constexpr uint32_t kPdmDmaComplete = 1u << 3;
constexpr uint32_t kPdmDmaError = 1u << 4;
constexpr uint32_t kPdmDmaTrigger = 0x50011240;
constexpr uint32_t kPdmAtThreshold = 1u << 0;
constexpr uint32_t kPdmDma = 0x50011280;
constexpr uint32_t kPdmDmaOn = 1u << 0;
constexpr uint32_t kPdmDmaCount = 0x50011288;
constexpr uint32_t kPdmDmaTarget = 0x5001128C;
constexpr uint32_t kPdmDmaStatus = 0x50011290;

// Interrupt numbers, MCU core
constexpr unsigned kUart1Irq = 16;
constexpr unsigned kPdmIrq = 19;
constexpr unsigned kIrqs = 32;

}  // namespace apollo3

#endif  // FIRMWARE_BOARDS_APOLLO3_EVB_REGISTERS_H_
