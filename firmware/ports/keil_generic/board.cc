// A Cortex-M of no maker in particular: SysTick, and a console byte by byte. Fill in the four
// functions at the end for a part; what is there serves µVision's simulator and a debug probe with
// trace.
#include "boards/board.h"

#include "boards/common/early_init.h"
#include "ports/keil_generic/device.h"

extern "C" {
void ResetHandler();
extern uint32_t __stack_top[];
}

namespace board {
namespace {

inline volatile uint32_t& Register(uint32_t address) {
  return *reinterpret_cast<volatile uint32_t*>(static_cast<uintptr_t>(address));
}

// SysTick and VTOR, Arm DDI 0403 B3.2 and B3.3, DDI 0419 B3.2 and B3.3.
constexpr uint32_t kSystCsr = 0xE000E010;
constexpr uint32_t kSystRvr = 0xE000E014;
constexpr uint32_t kSystCvr = 0xE000E018;

volatile uint32_t g_milliseconds;

void Tick() { g_milliseconds = g_milliseconds + 1; }

void Fault() { Halt(); }

using Handler = void (*)();
struct VectorTable {
  uint32_t* stack_top;
  Handler handlers[15];
};

__attribute__((section(".vectors"), used))
const VectorTable kVectors = {__stack_top,
                              {ResetHandler, Fault, Fault, Fault, Fault, Fault, nullptr, nullptr,
                               nullptr, nullptr, Fault, Fault, nullptr, Fault, Tick}};

void PutByte(char byte);

}  // namespace

const Description kDescription = {"a Cortex-M", "nothing", 0, kCoreClockHz, {-1, -1, -1, -1, -1}};

// Floating point for everyone (Arm DDI 0403, B3.2.20), before the compiler uses it.
void EarlyInit() {
#if defined(__ARM_FP)
  Register(0xE000ED88) = Register(0xE000ED88) | 0xFu << 20;
  __asm volatile("dsb\n isb" ::: "memory");
#endif
}

const char* Init() {
  Register(kSystRvr) = kCoreClockHz / 1000 - 1;
  Register(kSystCvr) = 0;
  Register(kSystCsr) = 7;  // core clock, interrupt, enable
  return nullptr;
}

void ConsoleWrite(const char* text, size_t length) {
  for (size_t i = 0; i < length; ++i) PutByte(text[i]);
}

uint32_t AudioLineErrors() { return 0; }
uint32_t Milliseconds() { return g_milliseconds; }
uint32_t Cycles() { return g_milliseconds * (kCoreClockHz / 1000) - Register(kSystCvr); }
int LedCount() { return 0; }
bool TakeButtonPress() { return false; }
void WaitForInterrupt() { __asm volatile("wfi" ::: "memory"); }

void Halt() {
  Register(kSystCsr) = 0;
  for (;;) __asm volatile("wfi");
}

// -- what a part has to say ---------------------------------------------------------------------

namespace {

void PutByte(char byte) {
#if __ARM_ARCH >= 7
  // Instrumentation trace, DDI 0403 C1.7: a write to port 0 is a byte of the console.
  constexpr uint32_t kItmPort0 = 0xE0000000;
  constexpr uint32_t kItmEnable = 0xE0000E00;
  constexpr uint32_t kItmControl = 0xE0000E80;
  if ((Register(kItmControl) & 1) == 0 || (Register(kItmEnable) & 1) == 0) return;
  while (Register(kItmPort0) == 0) {
  }
  *reinterpret_cast<volatile uint8_t*>(static_cast<uintptr_t>(kItmPort0)) =
      static_cast<uint8_t>(byte);
#else
  static_cast<void>(byte);  // Armv6-M has no trace: the UART of the part
#endif
}

}  // namespace

int ConsoleRead() { return -1; }

void StartAudio(AudioByteHandler) {}

void SetLed(int, bool) {}

}  // namespace board
