// Apollo3 Blue EVB: console UART0 (pads 22, 23), audio UART1 (pads 35, 36), LED0 to LED4 (lit when
// high), three buttons (low while pressed).
#include "boards/board.h"

#include "boards/apollo3_evb/registers.h"
#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"
#include "boards/common/microphone_interrupt.h"
#include "boards/common/polled_button.h"
#include "boards/common/send_bytes.h"
#include "boards/common/vector_table.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace apollo3;

constexpr uint32_t kCoreClockHz = 48'000'000;
constexpr int kLedPads[] = {10, 30, 15, 14, 17};
constexpr uint32_t kButtonPads = 1u << 16 | 1u << 18 | 1u << 19;

AudioByteHandler g_audio_handler;
volatile uint32_t g_line_errors;
PolledButton g_button;

// The pad's byte in PADREG and its four bits in CFG; the caller holds the key.
void SetPad(unsigned pad, uint32_t function, uint32_t flags, uint32_t config) {
  const uint32_t pad_register = kPadReg + pad / 4 * 4;
  const unsigned pad_shift = 8 * (pad % 4);
  Register(pad_register) = (Register(pad_register) & ~(0xFFu << pad_shift)) |
                           (function << kPadFunction | flags) << pad_shift;
  const uint32_t config_register = kCfg + pad / 8 * 4;
  const unsigned config_shift = 4 * (pad % 8);
  Register(config_register) =
      (Register(config_register) & ~(0xFu << config_shift)) | config << config_shift;
}

void SetUpPads() {
  Register(kPadKey) = kPadUnlock;
  SetPad(22, 0, 0, 0);
  SetPad(23, 0, kPadInput, 0);
  SetPad(35, 2, 0, 0);
  SetPad(36, 2, kPadInput | kPadPullUp, 0);  // an open header pin reads as an idle line
  for (int pad : kLedPads) SetPad(pad, kGpioFunction, 0, kPushPull);
  for (unsigned pad = 0; pad < 32; ++pad) {
    if (kButtonPads >> pad & 1) SetPad(pad, kGpioFunction, kPadInput | kPadPullUp, 0);
  }
  Register(kPadKey) = 0;
}

// Divisors of 24 MHz: 16 times the baud rate is 24 MHz / (whole + sixty-fourths / 64).
void SetUpUart(uint32_t uart, uint32_t whole, uint32_t sixty_fourths, uint32_t direction) {
  Register(uart + kCr) = kUartClockOn | kUartClock24MHz;
  Register(uart + kIbrd) = whole;
  Register(uart + kFbrd) = sixty_fourths;
  Register(uart + kIfls) = kReceiveAtHalf;
  Register(uart + kLcrh) = kEightBits | kFifos;
  Register(uart + kCr) = kUartClockOn | kUartClock24MHz | kUartEnable | direction;
}

// The FIFO is emptied, so that neither its level nor the time-out that fetches the rest stays.
void AudioInterrupt() {
  Register(kUart1 + kIec) = kReceiveInterrupt | kReceiveTimeout;
  while ((Register(kUart1 + kFr) & kReceiveEmpty) == 0) {
    const uint32_t data = Register(kUart1 + kDr);
    if (data & kDataErrors) g_line_errors = g_line_errors + 1;
    g_audio_handler(static_cast<uint8_t>(data));
  }
}

constexpr cortex_m::VectorTable<kIrqs> MakeVectors() {
  cortex_m::VectorTable<kIrqs> table;
  table.irq[kUart1Irq] = AudioInterrupt;
  table.irq[kPdmIrq] = MicrophoneInterrupt;
  return table;
}

// VTOR wants 32 + 16 vectors aligned to the next power of two: 256 bytes.
__attribute__((section(".vectors"), used, aligned(256))) constexpr auto kVectors = MakeVectors();

const char* StartClocks() {
  Register(kClkKey) = kClkUnlock;
  Register(kCctrl) = kHfrc;
  Register(kClkKey) = 0;
  Register(kDevPwrEn) = Register(kDevPwrEn) | kPowerUart0 | kPowerUart1;
  if (!cortex_m::WaitFor([] { return (Register(kDevPwrStatus) & kUartsPowered) != 0; }, 100'000))
    return "the UARTs get no power";
  Register(kCacheCfg) = Register(kCacheCfg) | kCacheEnable | kCacheCode | kCacheData;
  if (!cortex_m::WaitFor([] { return (Register(kCacheCtrl) & kCacheReady) != 0; }, 100'000))
    return "the flash cache does not become ready";
  return nullptr;
}

}  // namespace

const Description kDescription = {
    "Apollo3 Blue EVB (AMA3B1KK)", "UART1", 921600, kCoreClockHz, {0, 1, 2, 3, 4}};

void EarlyInit() {
  cortex_m::EnableFpu();
  Register(cortex_m::kVtor) = reinterpret_cast<uint32_t>(&kVectors);
}

const char* Init() {
  const char* failure = StartClocks();
  SetUpPads();
  SetUpUart(kUart0, 13, 1, kTransmitterEnable | kReceiverEnable);  // 115,177 baud
  cortex_m::StartCycleCounter();
  cortex_m::StartTick(kCoreClockHz);
  cortex_m::EnableInterrupts();
  return failure;
}

void ConsoleWrite(const char* text, size_t length) {
  SendBytes(text, length, kUart0 + kDr,
            [] { return (Register(kUart0 + kFr) & kTransmitFull) == 0; });
}

int ConsoleRead() {
  if (Register(kUart0 + kFr) & kReceiveEmpty) return -1;
  return static_cast<int>(Register(kUart0 + kDr) & 0xFF);
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  SetUpUart(kUart1, 1, 40, kReceiverEnable);  // 923,077 baud: 0.16 % above 921,600
  Register(kUart1 + kIer) = kReceiveInterrupt | kReceiveTimeout;
  cortex_m::EnableIrq(kUart1Irq, 2);
}

uint32_t AudioLineErrors() { return g_line_errors; }

int LedCount() { return static_cast<int>(sizeof(kLedPads) / sizeof(kLedPads[0])); }

void SetLed(int index, bool on) {
  if (index < 0 || index >= LedCount()) return;
  Register(on ? kSet : kClear) = 1u << kLedPads[index];
}

bool TakeButtonPress() {
  return g_button.Take([] { return (Register(kRead) & kButtonPads) != kButtonPads; });
}

}  // namespace board
