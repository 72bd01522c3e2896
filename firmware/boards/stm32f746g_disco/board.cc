// STM32F746G Discovery: console USART1 (PA9, PB7), audio USART6 (PC6, PC7), LED PI1 (lit when
// high), button PI11 (high while pressed).
#include "boards/board.h"

#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"
#include "boards/common/send_bytes.h"
#include "boards/common/vector_table.h"
#include "boards/stm32f746g_disco/clock.h"
#include "boards/stm32f746g_disco/registers.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace stm32f746;

AudioByteHandler g_audio_handler;
volatile uint32_t g_line_errors;
volatile bool g_pressed;

// Writes `value` into a field of `width` bits that belongs to `pin`.
void SetPinField(uint32_t address, unsigned pin, unsigned width, uint32_t value) {
  const uint32_t mask = ((1u << width) - 1) << (pin * width);
  Register(address) = (Register(address) & ~mask) | value << (pin * width);
}

void SetAlternate(uint32_t port, unsigned pin, uint32_t function) {
  SetPinField(port + (pin < 8 ? kAfrl : kAfrh), pin % 8, 4, function);
  SetPinField(port + kModer, pin, 2, 2);
}

void SetUpPins() {
  Register(kRccAhb1enr) = Register(kRccAhb1enr) | 1u << 0 | 1u << 1 | 1u << 2 | 1u << 8;
  Register(kRccApb2enr) = Register(kRccApb2enr) | 1u << 4 | 1u << 5 | 1u << 14;
  SetAlternate(kGpioA, 9, 7);
  SetAlternate(kGpioB, 7, 7);
  SetAlternate(kGpioC, 6, 8);
  SetAlternate(kGpioC, 7, 8);
  SetPinField(kGpioC + kPupdr, 7, 2, 1);  // pull-up: an open header pin reads as an idle line
  SetLed(0, false);
  SetPinField(kGpioI + kModer, 1, 2, 1);
}

// Rising edge of PI11 on EXTI line 11.
void SetUpButton() {
  constexpr uint32_t kPortI = 8;
  constexpr uint32_t kLine = 1u << 11;
  SetPinField(kExticr3, 11 % 4, 4, kPortI);
  Register(kExtiRtsr) = kLine;
  Register(kExtiPr) = kLine;
  Register(kExtiImr) = kLine;
  cortex_m::EnableIrq(kExti15To10Irq, 14);
}

void SetUpUart(uint32_t usart, uint32_t divider, uint32_t control) {
  Register(usart + kBrr) = divider;
  Register(usart + kCr1) = kUsartEnable | control;
}

void AudioInterrupt() {
  for (;;) {
    const uint32_t status = Register(kUsart6 + kIsr);
    const uint32_t errors = status & (kOverrunError | kFramingError | kNoiseError);
    if ((status & kReceiveNotEmpty) == 0 && errors == 0) return;
    if (errors != 0) {
      Register(kUsart6 + kIcr) = errors;
      g_line_errors = g_line_errors + 1;
    }
    if (status & kReceiveNotEmpty) g_audio_handler(static_cast<uint8_t>(Register(kUsart6 + kRdr)));
  }
}

// Contacts bounce for some milliseconds: edges that follow an accepted one closely do not count.
void ButtonInterrupt() {
  constexpr uint32_t kBounceMs = 50;
  static uint32_t last_press_ms = 0u - kBounceMs;
  Register(kExtiPr) = 1u << 11;
  if (Milliseconds() - last_press_ms < kBounceMs) return;
  last_press_ms = Milliseconds();
  g_pressed = true;
}

constexpr cortex_m::VectorTable<kIrqs> MakeVectors() {
  cortex_m::VectorTable<kIrqs> table;
  table.irq[kExti15To10Irq] = ButtonInterrupt;
  table.irq[kUsart6Irq] = AudioInterrupt;
  return table;
}

// VTOR wants 98 + 16 vectors aligned to the next power of two: 512 bytes.
__attribute__((section(".vectors"), used, aligned(512))) constexpr auto kVectors = MakeVectors();

// Instruction and data cache on (PM0253 section 4.5). Their contents are undefined after reset: the
// instruction cache is invalidated at once, the data cache set by set, way by way.
void EnableCaches() {
  constexpr uint32_t kIciallu = 0xE000EF50, kDcisw = 0xE000EF60;
  constexpr uint32_t kDataCache = 1u << 16, kInstructionCache = 1u << 17;
  constexpr uint32_t kWays = 4, kSets = 32;  // of 32 bytes: 4 KiB
  Register(kIciallu) = 0;
  for (uint32_t set = 0; set < kSets; ++set) {
    for (uint32_t way = 0; way < kWays; ++way) Register(kDcisw) = way << 30 | set << 5;
  }
  cortex_m::SynchroniseData();
  Register(cortex_m::kCcr) = Register(cortex_m::kCcr) | kInstructionCache | kDataCache;
  cortex_m::SynchroniseData();
  cortex_m::SynchroniseInstructions();
}

// The M7's trace unit is locked after reset (Arm DDI 0489, section 12.3): writes to a locked one do
// nothing. Virtual boards have no lock and warn of a write to its register.
void StartCycleCounter() {
  constexpr uint32_t kDwtLar = 0xE0001FB0, kKey = 0xC5ACCE55;
  cortex_m::StartCycleCounter();
  const uint32_t before = Cycles();
  if (Cycles() != before) return;
  Register(kDwtLar) = kKey;
  cortex_m::StartCycleCounter();
}

}  // namespace

const Description kDescription = {"STM32F746G Discovery", "USART6", 921600, kFullClockHz};

void EarlyInit() {
  cortex_m::EnableFpu();
  Register(cortex_m::kVtor) = reinterpret_cast<uint32_t>(&kVectors);
}

const char* Init() {
  EnableCaches();
  const char* failure = StartClocks();
  const uint32_t clock = failure == nullptr ? kFullClockHz : kResetClockHz;
  const uint32_t apb2 = failure == nullptr ? kFullApb2Hz : kResetClockHz;
  SetUpPins();
  constexpr uint32_t kConsoleBaud = 115200;
  SetUpUart(kUsart1, (apb2 + kConsoleBaud / 2) / kConsoleBaud,
            kTransmitterEnable | kReceiverEnable);
  SetUpButton();
  StartCycleCounter();
  cortex_m::StartTick(clock);
  cortex_m::EnableInterrupts();
  return failure;
}

void ConsoleWrite(const char* text, size_t length) {
  SendBytes(text, length, kUsart1 + kTdr,
            [] { return (Register(kUsart1 + kIsr) & kTransmitEmpty) != 0; });
}

int ConsoleRead() {
  const uint32_t status = Register(kUsart1 + kIsr);
  const uint32_t errors = status & (kOverrunError | kFramingError | kNoiseError);
  if (errors != 0) Register(kUsart1 + kIcr) = errors;
  if ((status & kReceiveNotEmpty) == 0) return -1;
  return static_cast<int>(Register(kUsart1 + kRdr) & 0xFF);
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  // 108 MHz / 117 = 923,077 baud: 0.16 % above 921,600.
  SetUpUart(kUsart6, 117, kReceiverEnable | kReceiveInterrupt);
  cortex_m::EnableIrq(kUsart6Irq, 1);
}

uint32_t AudioLineErrors() { return g_line_errors; }

int LedCount() { return 1; }

void SetLed(int index, bool on) {
  if (index != 0) return;
  Register(kGpioI + kBsrr) = on ? 1u << 1 : 1u << (1 + 16);
}

bool TakeButtonPress() {
  if (!g_pressed) return false;
  g_pressed = false;
  return true;
}

}  // namespace board
