// nRF52840 registers that the board code uses (nRF52840 product specification v1.7; section in each
// group).
#ifndef FIRMWARE_BOARDS_NANO33BLE_REGISTERS_H_
#define FIRMWARE_BOARDS_NANO33BLE_REGISTERS_H_

#include <stdint.h>

namespace nrf52840 {

// CLOCK, section 5.4.3
constexpr uint32_t kStartHfclk = 0x40000000;
constexpr uint32_t kHfclkStarted = 0x40000100;

// NVMC, section 4.3.9
constexpr uint32_t kIcacheConfig = 0x4001E540;

// GPIO, section 6.9.2; port 1 lies 0x300 above port 0
constexpr uint32_t kPort0 = 0x50000000;
constexpr uint32_t kPort1 = 0x50000300;
constexpr uint32_t kOutSet = 0x508;
constexpr uint32_t kOutClear = 0x50C;
constexpr uint32_t kPinConfig = 0x700;  // a word a pin
constexpr uint32_t kPinOutput = 1;
constexpr uint32_t kPinInput = 0;
constexpr uint32_t kPinInputOff = 1u << 1;
constexpr uint32_t kPinPullUp = 3u << 2;

// UARTE, section 6.34.8
constexpr uint32_t kUarte0 = 0x40002000;
constexpr uint32_t kUarte1 = 0x40028000;
constexpr uint32_t kStartReceive = 0x000;
constexpr uint32_t kStartTransmit = 0x008;
constexpr uint32_t kEndReceive = 0x110;
constexpr uint32_t kEndTransmit = 0x120;
constexpr uint32_t kErrorEvent = 0x124;
constexpr uint32_t kInterruptSet = 0x304;
constexpr uint32_t kEndReceiveInterrupt = 1u << 4;
constexpr uint32_t kErrorInterrupt = 1u << 9;
constexpr uint32_t kErrorSource = 0x480;
constexpr uint32_t kEnable = 0x500;
constexpr uint32_t kUarteEnabled = 8;
constexpr uint32_t kSelectTxd = 0x50C;
constexpr uint32_t kSelectRxd = 0x514;
constexpr uint32_t kDisconnected = 0xFFFFFFFF;
constexpr uint32_t kBaudRate = 0x524;
constexpr uint32_t kBaud115200 = 0x01D60000;  // 115,108
constexpr uint32_t kBaud460800 = 0x07400000;  // 457,143: 0.8 % below
constexpr uint32_t kReceiveBuffer = 0x534;
constexpr uint32_t kReceiveSize = 0x538;
constexpr uint32_t kTransmitBuffer = 0x544;
constexpr uint32_t kTransmitSize = 0x548;

// PDM, section 6.15.7
constexpr uint32_t kPdm = 0x4001D000;
constexpr uint32_t kPdmStart = kPdm + 0x000;
constexpr uint32_t kPdmEnd = kPdm + 0x108;
constexpr uint32_t kPdmInterruptSet = kPdm + 0x304;
constexpr uint32_t kPdmEndInterrupt = 1u << 2;
constexpr uint32_t kPdmEnable = kPdm + 0x500;
constexpr uint32_t kPdmClock = kPdm + 0x504;
constexpr uint32_t kPdmClock1280kHz = 0x0A000000;
constexpr uint32_t kPdmMode = kPdm + 0x508;
constexpr uint32_t kPdmMono = 1u << 0;
constexpr uint32_t kPdmGainLeft = kPdm + 0x518;
constexpr uint32_t kPdmGainRight = kPdm + 0x51C;
constexpr uint32_t kPdmGain0dB = 0x28;
constexpr uint32_t kPdmRatio = kPdm + 0x520;
constexpr uint32_t kPdmRatio80 = 1;
constexpr uint32_t kPdmSelectClock = kPdm + 0x540;
constexpr uint32_t kPdmSelectData = kPdm + 0x544;
constexpr uint32_t kPdmBuffer = kPdm + 0x560;
constexpr uint32_t kPdmSize = kPdm + 0x564;

// Interrupt numbers, section 4.2.4
constexpr unsigned kPdmIrq = 29;
constexpr unsigned kUarte1Irq = 40;
constexpr unsigned kIrqs = 48;

}  // namespace nrf52840

#endif  // FIRMWARE_BOARDS_NANO33BLE_REGISTERS_H_
