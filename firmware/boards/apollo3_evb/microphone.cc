// Microphone shield of the Apollo3 Blue EVB in slot 3: clock pad 12, data pad 11; set up as
// TensorFlow's port of 2019 did.
#include "boards/apollo3_evb/registers.h"
#include "boards/board.h"
#include "boards/common/cortex_m.h"
#include "boards/common/microphone_interrupt.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace apollo3;

constexpr uint32_t kSamples = 256;

MicrophoneHandler g_handler;
// DMA writes a word for each sample of 16 bits. One buffer fills while the other is read.
volatile uint32_t g_buffers[2][kSamples];
unsigned g_filling;

void FillNext() {
  Register(kPdmDma) = 0;
  Register(kPdmDmaTarget) = reinterpret_cast<uint32_t>(g_buffers[g_filling]);
  Register(kPdmDmaCount) = sizeof(g_buffers[0]);
  Register(kPdmDmaStatus) = 0;
  Register(kPdmDma) = kPdmDmaOn;
}

// Functions 5 and 7 of the pads; bytes of PADREG.
void SetUpPads() {
  const uint32_t clock_register = kPadReg + 12 / 4 * 4, data_register = kPadReg + 11 / 4 * 4;
  constexpr unsigned kClockShift = 8 * (12 % 4), kDataShift = 8 * (11 % 4);
  Register(kPadKey) = kPadUnlock;
  Register(clock_register) =
      (Register(clock_register) & ~(0xFFu << kClockShift)) | 5u << kPadFunction << kClockShift;
  Register(data_register) = (Register(data_register) & ~(0xFFu << kDataShift)) |
                            (7u << kPadFunction | kPadInput) << kDataShift;
  Register(kPadKey) = 0;
}

}  // namespace

// What arrives between two buffers waits in the block's FIFO.
void MicrophoneInterrupt() {
  Register(kPdmInterruptClear) = kPdmDmaComplete | kPdmDmaError;
  const volatile uint32_t* full = g_buffers[g_filling];
  g_filling ^= 1;
  FillNext();
  for (uint32_t i = 0; i < kSamples; ++i) g_handler(static_cast<int16_t>(full[i]));
}

// 1.5 MHz / (2 * 48) = 15,625 Hz, which the port counts as 16,000: 2.3 % off.
void StartMicrophone(MicrophoneHandler handler) {
  constexpr uint32_t kSinc48 = 48u << kPdmSincRate;
  constexpr uint32_t kGain16dB = 15u << kPdmGainLeft | 15u << kPdmGainRight;  // +16.5 dB
  constexpr uint32_t kHighPass = 2u << kPdmHighPassCutOff | kPdmHighPassOff;
  g_handler = handler;
  Register(kDevPwrEn) = Register(kDevPwrEn) | kPowerPdm;
  cortex_m::WaitFor([] { return (Register(kDevPwrStatus) & kPdmPowered) != 0; }, 100'000);
  SetUpPads();
  Register(kPdmConfig) = kSinc48 | kGain16dB | kHighPass;
  Register(kPdmVoice) = kPdmIoClockOn | kPdmNoReset | kPdmClock1500kHz | kPdmClockOn | kPdmLeft;
  Register(kPdmThreshold) = 16;
  Register(kPdmConfig) = Register(kPdmConfig) | kPdmCoreOn;
  Register(kPdmFlush) = 1;
  Register(kPdmDmaTrigger) = kPdmAtThreshold;
  Register(kPdmInterruptClear) = 0x1F;
  Register(kPdmInterruptEnable) = kPdmDmaComplete | kPdmDmaError;
  FillNext();
  cortex_m::EnableIrq(kPdmIrq, 2);
}

}  // namespace board
