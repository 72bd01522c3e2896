// Prints what a fault was and where, then stops. Uses the polled console only.
#include "boards/board.h"
#include "boards/common/cortex_m.h"

namespace {

struct Frame {  // pushed by the core, Arm DDI 0403 B1.5.6
  uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

size_t Length(const char* text) {
  size_t n = 0;
  while (text[n] != '\0') ++n;
  return n;
}

void Print(const char* text) { board::ConsoleWrite(text, Length(text)); }

void PrintHex(const char* name, uint32_t value) {
  char text[11] = "0x";
  for (int i = 0; i < 8; ++i) text[2 + i] = "0123456789ABCDEF"[value >> (28 - 4 * i) & 15];
  Print(name);
  Print(text);
}

const char* ExceptionName(uint32_t number) {
  static const char* const kNames[] = {"NMI", "HardFault", "MemManage", "BusFault", "UsageFault"};
  return number >= 2 && number <= 6 ? kNames[number - 2] : "unexpected interrupt";
}

uint32_t ActiveException() {
  uint32_t ipsr;
  __asm volatile("mrs %0, ipsr" : "=r"(ipsr));
  return ipsr & 0x1FF;
}

}  // namespace

namespace cortex_m {

extern "C" [[noreturn]] __attribute__((used)) void ReportFault(const Frame* frame) {
  DisableInterrupts();
  const uint32_t cfsr = Register(kCfsr);
  Print("\r\nFATAL: ");
  Print(ExceptionName(ActiveException()));
  if (ActiveException() >= 16) PrintHex(" exception ", ActiveException());
  PrintHex(" at PC ", frame->pc);
  PrintHex(", LR ", frame->lr);
  PrintHex(", xPSR ", frame->xpsr);
  PrintHex(", CFSR ", cfsr);
  PrintHex(", HFSR ", Register(kHfsr));
  if (cfsr & 1u << 15) PrintHex(", BFAR ", Register(kBfar));
  if (cfsr & 1u << 7) PrintHex(", MMFAR ", Register(kMmfar));
  Print("\r\n");
  Stop();
}

// Bit 2 of EXC_RETURN tells which stack holds the frame.
extern "C" __attribute__((naked)) void FaultHandler() {
#if __ARM_ARCH == 6  // ARMv6-M has no IT
  __asm volatile(
      "mov r0, lr\n"
      "lsl r0, r0, #29\n"
      "mrs r0, msp\n"
      "bpl 1f\n"
      "mrs r0, psp\n"
      "1: ldr r1, =ReportFault\n"
      "bx r1\n"
      ".ltorg\n");
#else
  __asm volatile(
      "tst lr, #4\n"
      "ite eq\n"
      "mrseq r0, msp\n"
      "mrsne r0, psp\n"
      "b ReportFault\n");
#endif
}

extern "C" __attribute__((naked)) void UnexpectedInterrupt() { __asm volatile("b FaultHandler\n"); }

}  // namespace cortex_m
