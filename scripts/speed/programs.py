"""Firmware that is measured: loops in assembly and kernels in C, each started by a table of two vectors."""

from __future__ import annotations

import subprocess
from pathlib import Path

FLASH, RAM = 0x08000000, 0x20000000
_HEAD = ".syntax unified\n.thumb\n.section .text\n"
_VECTORS = "\n".join(
    [f".word {RAM + 0x4000:#x}, start + 1", *(f".word {name} + 1" for name in 13 * ["tick"])]
)
_TABLE = f"{_VECTORS}\n.word tick + 1\n.rept 64\n.word irq + 1\n.endr\n"
"""Sixteen exceptions and 64 lines of interrupts."""
_SYSTICK = (
    "ldr r0, =0xE000E010\n ldr r1, =PERIOD - 1\n str r1, [r0, #4]\n"
    " movs r1, #0\n str r1, [r0, #8]\n movs r1, #7\n str r1, [r0]\n"
)
_HANDLERS = "b .\n.ltorg\n.thumb_func\ntick: bx lr\n"

INTEGER = (
    "movs r1, #3\nloop: adds r0, r0, r1\n adds r2, r2, r1\n adds r3, #1\n adcs r4, r2\n subs r5, r5, r1\n"
    " adds r6, #7\n cmp r2, r3\n subs r7, r7, #1\n b loop\n"
)
MEMORY = (
    f"ldr r0, ={RAM + 0x100:#x}\nloop: ldr r1, [r0, #4]\n adds r2, r2, r1\n adds r3, #1\n adcs r4, r2\n"
    " str r2, [r0, #8]\n adds r6, #7\n subs r7, r7, #1\n b loop\n"
)
KERNELS = """\
#include <stdint.h>
static uint8_t bytes[4096]; static float x[256], y[256], taps[16];
static int8_t image[24 * 24 * 8], weights[3 * 3 * 8 * 8]; static int32_t sums[8];
volatile uint32_t result; volatile float level;
static void crc(void) {
  uint32_t c = ~0u;
  for (unsigned i = 0; i < sizeof bytes; ++i) {
    c ^= bytes[i];
    for (int k = 0; k < 8; ++k) c = c >> 1 ^ (0xEDB88320u & -(c & 1));
  }
  result = c;
}
static void filter(void) {
  for (int i = 15; i < 256; ++i) {
    float s = 0;
    for (int k = 0; k < 16; ++k) s += taps[k] * x[i - k];
    y[i] = s;
  }
  level = y[255];
}
static void convolve(void) {
  for (int r = 0; r < 22; ++r) for (int c = 0; c < 22; ++c) for (int o = 0; o < 8; ++o) {
    int32_t s = 0;
    for (int i = 0; i < 3; ++i) for (int j = 0; j < 3; ++j) for (int k = 0; k < 8; ++k)
      s += image[((r + i) * 24 + c + j) * 8 + k] * weights[((o * 3 + i) * 3 + j) * 8 + k];
    sums[o] += s;
  }
  result = (uint32_t)sums[3];
}
void start(void) {
  *(volatile uint32_t *)0xE000ED88 |= 0xFu << 20;
  for (unsigned i = 0; i < sizeof bytes; ++i) bytes[i] = (uint8_t)(i * 37);
  for (int i = 0; i < 256; ++i) x[i] = (float)(i % 17) * 0.25f;
  for (int i = 0; i < 16; ++i) taps[i] = 1.0f / (float)(i + 1);
  for (unsigned i = 0; i < sizeof image; ++i) image[i] = (int8_t)(i * 11);
  for (unsigned i = 0; i < sizeof weights; ++i) weights[i] = (int8_t)(i * 7);
  for (;;) { crc(); filter(); convolve(); }
}
void tick(void) {}
__attribute__((section(".vectors"), used)) static const void *const vectors[] = {
  (void *)0x20004000, start, tick, tick};
"""
TOGGLE = (
    "ldr r0, =0x40011004\n ldr r1, =0x44244444\n str r1, [r0]\n ldr r0, =0x40011010\n"
    " ldr r1, =0x2000\n ldr r2, =0x20000000\nloop: str r1, [r0]\n str r2, [r0]\n b loop\n"
)
"""PC13 of a Blue Pill, an output with a LED: set, reset."""


def with_ticks(loop: str, period: int) -> str:
    """The loop behind a SysTick that interrupts every `period` clocks."""
    return _SYSTICK.replace("PERIOD", str(period)) + loop


def sleep() -> str:
    """Nothing but interrupts."""
    return "loop: wfi\n b loop\n"


def timer_interrupts(period: int) -> str:
    """TIM2 of an STM32F1, line 28, interrupts every `period` clocks; the handler clears the flag."""
    return (
        f"ldr r0, =0x40000000\n ldr r1, ={period - 1}\n str r1, [r0, #0x2C]\n"
        " movs r1, #1\n str r1, [r0, #0x0C]\n str r1, [r0]\n"
        " ldr r0, =0xE000E100\n ldr r1, =0x10000000\n str r1, [r0]\n" + sleep()
    )


def poll(address: int, mask: int, setup: str = "", width: int = 4) -> str:
    """Reads a register of `width` bytes until bits of `mask` are set, which never happens."""
    load = {1: "ldrb", 2: "ldrh", 4: "ldr"}[width]
    return f"{setup}ldr r1, ={address:#x}\n ldr r2, ={mask:#x}\nloop: {load} r0, [r1]\n tst r0, r2\n b loop\n"


def write(address: int, value: int) -> str:
    """A line of setup."""
    return f"ldr r0, ={address:#x}\n ldr r1, ={value:#x}\n str r1, [r0]\n"


_IRQ = ".thumb_func\nirq: ldr r0, =0x40000010\n movs r1, #0\n str r1, [r0]\n bx lr\n.ltorg\n"


def _compile(source: Path, image: Path, *options: str) -> Path:
    command = ["arm-none-eabi-gcc", "-mthumb", "-nostdlib", *options, str(source), "-o", str(image)]
    subprocess.run(command, check=True)
    return image


def assemble(folder: Path, name: str, code: str) -> Path:
    """An ELF file of a loop."""
    source = folder / f"{name}.s"
    source.write_text(f"{_HEAD}{_TABLE}.thumb_func\nstart: {code}{_HANDLERS}{_IRQ}")
    entry = f"-Wl,-Ttext={FLASH:#x},-e,{FLASH + 1:#x}"
    return _compile(source, folder / f"{name}.elf", "-mcpu=cortex-m3", entry)


def compile_kernels(folder: Path) -> Path:
    """An ELF file of the kernels in C, -O2, with the FPU of a Cortex-M4."""
    source = folder / "kernels.c"
    source.write_text(KERNELS)
    options = ("-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard", "-O2", "-ffreestanding")
    places = f"-Wl,--section-start=.vectors={FLASH:#x},-Ttext={FLASH + 0x100:#x},-Tbss={RAM:#x},-e,start"
    return _compile(source, folder / "kernels.elf", *options, places)
