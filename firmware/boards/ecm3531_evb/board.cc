// Eta Compute ECM3531 EVB: console UART0 (its own pads), audio UART1 (GPIO 7 TX, GPIO 3 RX), LED on
// GPIO 0.
//
// The sequence that sets the core's voltage and clock is not public for this part: whatever runs
// before, a boot loader or a debugger's script, is to leave the core at kCoreClockHz. The LED is a
// choice, too: the board's pins are not public.
#include "boards/board.h"

#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"
#include "boards/common/send_bytes.h"
#include "boards/common/vector_table.h"
#include "boards/ecm3531_evb/registers.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace ecm3531;

constexpr uint32_t kCoreClockHz = 60'000'000;
constexpr uint32_t kUartClockHz = 8'000'000;
constexpr uint32_t kAudioBaud = 400'000;  // an exact part of 8 MHz; raw audio needs 320,000
constexpr uint32_t kLed = 1u << 0;

AudioByteHandler g_audio_handler;
volatile uint32_t g_line_errors;

void SetUpPins() {
  Register(kUart0Pads) = kUart0PadsOn;
  constexpr unsigned kTx = 4 * 7, kRx = 4 * 3;
  Register(kPinFunctionsA) = (Register(kPinFunctionsA) & ~(0xFu << kTx | 0xFu << kRx)) |
                             kFunctionUart1 << kTx | kFunctionUart1 << kRx;
  Register(kInputEnable) = Register(kInputEnable) | 1u << 3;
  Register(kOutClear) = kLed;
  Register(kEnableSet) = kLed;
}

// The fraction of the divisor stays 0: its meaning is not described.
void SetUpUart(uint32_t uart, uint32_t baud, uint32_t direction) {
  Register(kClockConfig) = (Register(kClockConfig) & ~kUartClockMask) | kUartClock8MHz;
  Register(uart + kConfig2) = kClockOn;
  Register(uart + kBaudRate) = (kUartClockHz + baud / 2) / baud - 1;
  Register(uart + kPhase) = 0;
  Register(uart + kConfig) = kOneStopBit | direction;
}

void AudioInterrupt() {
  for (;;) {
    const uint32_t data = Register(kUart1 + kReceiveFifo);
    if (data & kReceiveEmpty) break;
    Register(kUart1 + kReceiveFifo) = 0;
    if (data & kReceiveErrors) g_line_errors = g_line_errors + 1;
    g_audio_handler(static_cast<uint8_t>(data));
  }
  Register(kUart1 + kInterruptClear) = kReceiveInterrupts;
}

constexpr cortex_m::VectorTable<kIrqs> MakeVectors() {
  cortex_m::VectorTable<kIrqs> table;
  table.irq[kUart1Irq] = AudioInterrupt;
  return table;
}

// VTOR wants 24 + 16 vectors aligned to the next power of two: 256 bytes.
__attribute__((section(".vectors"), used, aligned(256))) constexpr auto kVectors = MakeVectors();

}  // namespace

const Description kDescription = {"ECM3531 EVB (Eta Compute ECM3531)", "UART1", kAudioBaud,
                                  kCoreClockHz};

void EarlyInit() { Register(cortex_m::kVtor) = reinterpret_cast<uint32_t>(&kVectors); }

const char* Init() {
  SetUpPins();
  SetUpUart(kUart0, 115'200, kTransmitterEnable | kReceiverEnable);  // 115,942: 0.6 % above
  cortex_m::StartCycleCounter();
  cortex_m::StartTick(kCoreClockHz);
  cortex_m::EnableInterrupts();
  return nullptr;
}

void ConsoleWrite(const char* text, size_t length) {
  SendBytes(text, length, kUart0 + kTransmitFifo,
            [] { return (Register(kUart0 + kConfig) & kTransmitFull) == 0; });
}

// Reading shows the oldest byte, any write takes it.
int ConsoleRead() {
  const uint32_t data = Register(kUart0 + kReceiveFifo);
  if (data & kReceiveEmpty) return -1;
  Register(kUart0 + kReceiveFifo) = 0;
  return static_cast<int>(data & 0xFF);
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  SetUpUart(kUart1, kAudioBaud, kReceiverEnable);
  Register(kUart1 + kInterruptSet) = kReceiveInterrupts;
  cortex_m::EnableIrq(kUart1Irq, 2);
}

uint32_t AudioLineErrors() { return g_line_errors; }

int LedCount() { return 1; }

void SetLed(int index, bool on) {
  if (index == 0) Register(on ? kOutSet : kOutClear) = kLed;
}

bool TakeButtonPress() { return false; }

}  // namespace board
