// Bench boards: a core, roomy memories and one UART for messages. No part has this memory map; it
// is that of the STM32F1 as far as it goes.
#include "boards/board.h"

#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"
#include "boards/common/vector_table.h"

namespace board {
namespace {

using cortex_m::Register;

// USART, RM0008 section 27.6.
constexpr uint32_t kUart = 0x40013800;
constexpr uint32_t kSr = kUart + 0x00;
constexpr uint32_t kDr = kUart + 0x04;
constexpr uint32_t kBrr = kUart + 0x08;
constexpr uint32_t kCr1 = kUart + 0x0C;
constexpr uint32_t kTransmitEmpty = 1u << 7;
constexpr uint32_t kEnabledTransmitter = 1u << 13 | 1u << 3;
constexpr uint32_t kClockHz = 100'000'000;

__attribute__((section(".vectors"), used, aligned(128))) constexpr cortex_m::VectorTable<1>
    kVectors;

}  // namespace

const Description kDescription = {"bench board", "no port", 0, kClockHz};

void EarlyInit() {
  Register(cortex_m::kVtor) = reinterpret_cast<uint32_t>(&kVectors);
#ifdef __ARM_FP
  cortex_m::EnableFpu();
#endif
}

// No tick: an interrupt would count among the instructions of what is measured.
const char* Init() {
  Register(kBrr) = kClockHz / 115200;
  Register(kCr1) = kEnabledTransmitter;
  return nullptr;
}

void ConsoleWrite(const char* text, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    if (!cortex_m::WaitFor([] { return (Register(kSr) & kTransmitEmpty) != 0; }, 100'000)) return;
    Register(kDr) = static_cast<uint8_t>(text[i]);
  }
}

void StartAudio(AudioByteHandler) {}

uint32_t AudioLineErrors() { return 0; }

int LedCount() { return 0; }

void SetLed(int, bool) {}

bool TakeButtonPress() { return false; }

}  // namespace board
