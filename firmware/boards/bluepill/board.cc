// Blue Pill: console USART1 (PA9, PA10), audio USART2 (PA2, PA3), LED PC13 (lit when low).
#include "boards/board.h"

#include "boards/bluepill/clock.h"
#include "boards/bluepill/registers.h"
#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"
#include "boards/common/send_bytes.h"
#include "boards/common/vector_table.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace stm32f103;

AudioByteHandler g_audio_handler;
volatile uint32_t g_line_errors;

void SetUpPins() {
  // AFIO, ports A to C, USART1; USART2.
  Register(kRccApb2enr) = 1u << 0 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 14;
  Register(kRccApb1enr) = 1u << 17;
  // Receivers are inputs pulled up (mode 0x8, level from ODR), transmitters alternate push-pull
  // 50 MHz (0xB), the LED an open drain output of 2 MHz (0x6); 0x4 is the floating input of reset.
  Register(kGpioA + kOdr) = 1u << 3 | 1u << 10;
  Register(kGpioA + kCrl) = 0x44448B44;
  Register(kGpioA + kCrh) = 0x444448B4;
  Register(kGpioC + kOdr) = 1u << 13;
  Register(kGpioC + kCrh) = 0x44644444;
}

void SetUpUart(uint32_t usart, uint32_t divider, uint32_t control) {
  Register(usart + kBrr) = divider;
  Register(usart + kCr1) = kUsartEnable | control;
}

// Every byte that waits is taken. Reading SR and then DR also clears the error flags.
void AudioInterrupt() {
  for (;;) {
    const uint32_t status = Register(kUsart2 + kSr);
    if ((status & (kReceiveNotEmpty | kOverrunError)) == 0) return;
    const uint32_t data = Register(kUsart2 + kDr);
    if (status & (kOverrunError | kFramingError | kNoiseError)) g_line_errors = g_line_errors + 1;
    if (status & kReceiveNotEmpty) g_audio_handler(static_cast<uint8_t>(data));
  }
}

constexpr cortex_m::VectorTable<kIrqs> MakeVectors() {
  cortex_m::VectorTable<kIrqs> table;
  table.irq[kUsart2Irq] = AudioInterrupt;
  return table;
}

__attribute__((section(".vectors"), used)) constexpr auto kVectors = MakeVectors();

}  // namespace

const Description kDescription = {"Blue Pill (STM32F103C8)", "USART2", 921600, kFullClockHz};

void EarlyInit() { Register(cortex_m::kVtor) = reinterpret_cast<uint32_t>(&kVectors); }

const char* Init() {
  const char* failure = StartClocks();
  const uint32_t clock = failure == nullptr ? kFullClockHz : kResetClockHz;
  SetUpPins();
  constexpr uint32_t kConsoleBaud = 115200;
  SetUpUart(kUsart1, (clock + kConsoleBaud / 2) / kConsoleBaud,
            kTransmitterEnable | kReceiverEnable);
  cortex_m::StartCycleCounter();
  cortex_m::StartTick(clock);
  cortex_m::EnableInterrupts();
  return failure;
}

void ConsoleWrite(const char* text, size_t length) {
  SendBytes(text, length, kUsart1 + kDr,
            [] { return (Register(kUsart1 + kSr) & kTransmitEmpty) != 0; });
}

// Reading SR and then DR also clears the error flags.
int ConsoleRead() {
  const uint32_t status = Register(kUsart1 + kSr);
  if ((status & (kReceiveNotEmpty | kOverrunError)) == 0) return -1;
  const uint32_t data = Register(kUsart1 + kDr);
  return (status & kReceiveNotEmpty) ? static_cast<int>(data & 0xFF) : -1;
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  // 36 MHz / 39 = 923,077 baud: 0.16 % above 921,600.
  SetUpUart(kUsart2, 39, kReceiverEnable | kReceiveInterrupt);
  cortex_m::EnableIrq(kUsart2Irq, 1);
}

uint32_t AudioLineErrors() { return g_line_errors; }

int LedCount() { return 1; }

void SetLed(int index, bool on) {
  if (index != 0) return;
  Register(kGpioC + kBsrr) = on ? 1u << (13 + 16) : 1u << 13;
}

bool TakeButtonPress() { return false; }

}  // namespace board
