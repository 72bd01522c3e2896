// Microphone MP34DT05 of the Nano 33 BLE Sense: clock P0.26, data P0.25, supply P0.17.
#include "boards/board.h"
#include "boards/common/cortex_m.h"
#include "boards/common/microphone_interrupt.h"
#include "boards/nano33ble/registers.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace nrf52840;

constexpr unsigned kSupply = 17, kClock = 26, kData = 25;  // of port 0
constexpr uint32_t kSamples = 320;                         // 20 ms

MicrophoneHandler g_handler;
// EasyDMA writes words of two samples.
alignas(4) volatile int16_t g_buffer[kSamples];

}  // namespace

// The next buffer is this one again: its first word arrives 125 us after the event, and reading
// keeps ahead of what follows.
void MicrophoneInterrupt() {
  if (Register(kPdmEnd) == 0) return;
  Register(kPdmEnd) = 0;
  for (const volatile int16_t& sample : g_buffer) g_handler(sample);
}

// 1.28 MHz / 80 = 16,000 Hz.
void StartMicrophone(MicrophoneHandler handler) {
  g_handler = handler;
  Register(kPort0 + kPinConfig + 4 * kSupply) = kPinOutput | kPinInputOff;
  Register(kPort0 + kOutSet) = 1u << kSupply;
  Register(kPort0 + kOutClear) = 1u << kClock;
  Register(kPort0 + kPinConfig + 4 * kClock) = kPinOutput | kPinInputOff;
  Register(kPort0 + kPinConfig + 4 * kData) = kPinInput;
  Register(kPdmSelectClock) = kClock;
  Register(kPdmSelectData) = kData;
  Register(kPdmClock) = kPdmClock1280kHz;
  Register(kPdmRatio) = kPdmRatio80;
  Register(kPdmMode) = kPdmMono;
  Register(kPdmGainLeft) = kPdmGain0dB;
  Register(kPdmGainRight) = kPdmGain0dB;
  Register(kPdmBuffer) = reinterpret_cast<uint32_t>(g_buffer);
  Register(kPdmSize) = kSamples;
  Register(kPdmEnd) = 0;
  Register(kPdmInterruptSet) = kPdmEndInterrupt;
  Register(kPdmEnable) = 1;
  cortex_m::EnableIrq(kPdmIrq, 2);
  Register(kPdmStart) = 1;
}

}  // namespace board
