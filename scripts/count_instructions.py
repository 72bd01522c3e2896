"""Counts the instructions of one inference on a bare Cortex-M core (unicorn), without peripherals.

    python scripts/count_instructions.py MODEL.tflite [--cpu cortex-m3] [--kernels fast] [--check]

Builds a bare image of the runtime and the model, runs it, and prints instructions of AllocateTensors
and of Invoke, the arena in bytes, and the output. The image marks phases by stores to a variable; a
write hook there reads how many instructions were executed, from runs cut short by `count`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import unicorn
from elftools.elf.elffile import ELFFile
from unicorn import arm_const

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "firmware" / "runtime"
CPUS = {
    "cortex-m3": (arm_const.UC_CPU_ARM_CORTEX_M3, ["-mcpu=cortex-m3"]),
    "cortex-m4": (
        arm_const.UC_CPU_ARM_CORTEX_M4,
        ["-mcpu=cortex-m4", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"],
    ),
    "cortex-m7": (
        arm_const.UC_CPU_ARM_CORTEX_M7,
        ["-mcpu=cortex-m7", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"],
    ),
}
FLASH, RAM = 0x08000000, 0x20000000

PROGRAM = r"""
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
extern "C" {
#include "tensorflow/lite/micro/debug_log.h"
extern const unsigned char g_model[];
extern const unsigned char g_model_end[];
extern const unsigned char g_input[];
volatile unsigned g_phase;
volatile unsigned g_arena_used;
volatile unsigned g_status;
void* volatile g_output;
volatile unsigned g_output_bytes;
char g_log[512];
unsigned g_log_size;
unsigned char g_arena[160 * 1024] __attribute__((aligned(16)));
void DebugLog(const char* format, va_list) {
  while (*format != 0 && g_log_size < sizeof(g_log) - 1) g_log[g_log_size++] = *format++;
}
static void Copy(unsigned char* to, const unsigned char* from, unsigned n) {
  while (n-- != 0) *to++ = *from++;
}
static void Run() {
  tflite::MicroMutableOpResolver<16> operators;
  operators.AddConv2D();
  operators.AddDepthwiseConv2D();
  operators.AddFullyConnected();
  operators.AddSoftmax();
  operators.AddReshape();
  operators.AddAveragePool2D();
  operators.AddMaxPool2D();
  tflite::MicroInterpreter interpreter(g_model, static_cast<size_t>(g_model_end - g_model),
                                       operators, g_arena, sizeof(g_arena));
  g_phase = 1;
  g_status = interpreter.AllocateTensors();
  g_phase = 2;
  if (g_status != 0) return;
  g_arena_used = interpreter.arena_used_bytes();
  Copy(interpreter.input(0)->data.uint8, g_input, interpreter.input(0)->bytes);
  g_phase = 3;
  g_status = interpreter.Invoke();
  g_phase = 4;
  g_output = interpreter.output(0)->data.data;
  g_output_bytes = interpreter.output(0)->bytes;
}
extern unsigned char stack_top;
void Reset() {
  Run();
  g_phase = 5;
  for (;;) {
  }
}
__attribute__((section(".vectors"), used)) const void* const g_vectors[] = {
    &stack_top, reinterpret_cast<void*>(Reset)};
}
"""

LINKER = """
ENTRY(Reset)
MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M
         RAM (rwx) : ORIGIN = 0x20000000, LENGTH = 256K }
SECTIONS {
  .text : { KEEP(*(.vectors)) *(.text*) *(.rodata*) *(.ARM.exidx*) } > FLASH
  .data : { *(.data*) } > RAM AT > FLASH
  .bss (NOLOAD) : { *(.bss*) *(COMMON) } > RAM
  stack_top = ORIGIN(RAM) + LENGTH(RAM);
}
"""


def build(model: Path, cpu: str, kernels: str, inputs: bytes, folder: Path) -> Path:
    """Compiles and links the image; returns the ELF."""
    (folder / "main.cc").write_text(PROGRAM)
    (folder / "bare.ld").write_text(LINKER)
    (folder / "input.bin").write_bytes(inputs)
    (folder / "data.S").write_text(
        ".section .rodata.model\n.balign 16\n.global g_model\ng_model:\n"
        f'.incbin "{model.resolve()}"\n.global g_model_end\ng_model_end:\n'
        f'.balign 16\n.global g_input\ng_input:\n.incbin "{folder / "input.bin"}"\n'
    )
    make = (
        f"include {RUNTIME}/runtime.mk\nall:\n\t@echo $(RUNTIME_SOURCES)\n"
        "\t@echo $(RUNTIME_CXXFLAGS) $(RUNTIME_INCLUDES)\n"
    )
    listing = subprocess.run(
        ["make", "-s", "-f", "-", f"RUNTIME_DIR={RUNTIME}", f"KERNELS={kernels}", f"CPU={cpu}"],
        input=make,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    sources, flags = listing[0].split(), listing[1].split()
    elf = folder / "image.elf"
    command = ["arm-none-eabi-g++", *flags, *CPUS[cpu][1], "-mthumb", "-Os"]
    command += ["--specs=nano.specs", "-nostartfiles", "-Wl,--gc-sections", "-T", str(folder / "bare.ld")]
    command += [str(folder / "main.cc"), str(folder / "data.S"), *sources, "-o", str(elf)]
    subprocess.run(command, check=True)
    return elf


class Machine:
    """Flash and RAM around a core; runs whole phases."""

    def __init__(self, elf: Path, cpu: str) -> None:
        self.elf, self.cpu = elf, cpu
        with elf.open("rb") as file:
            image = ELFFile(file)
            table = image.get_section_by_name(".symtab")
            self.symbols = {s.name: s["st_value"] for s in table.iter_symbols()}
            self.segments = [(s["p_paddr"], s.data()) for s in image.iter_segments() if s["p_filesz"]]

    def start(self) -> unicorn.Uc:
        core = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB, cpu=CPUS[self.cpu][0])
        core.mem_map(FLASH, 1 << 20)
        core.mem_map(RAM, 256 << 10)
        for address, data in self.segments:
            core.mem_write(address, data)
        core.reg_write(arm_const.UC_ARM_REG_SP, self.symbols["stack_top"])
        return core

    def instructions_until(self, phase: int) -> int:
        """Instructions executed before g_phase gets this value: the least count that reaches it."""
        low, high = 0, 1 << 12
        core = self.start()
        pc = self.symbols["Reset"] | 1

        # Run on in growing steps, then bisect the last one on copies of the state.
        def reached() -> bool:
            return int.from_bytes(core.mem_read(self.symbols["g_phase"], 4), "little") >= phase

        done = 0
        step = high
        while True:
            state = core.context_save()
            ram = bytes(core.mem_read(RAM, 256 << 10))
            core.emu_start(pc, 0xFFFFFFFE, count=step)
            if reached():
                break
            done += step
            pc = core.reg_read(arm_const.UC_ARM_REG_PC) | 1
            step = min(step * 2, 1 << 22)
        start_pc = pc
        low, high = 0, step
        while high - low > 1:
            middle = (low + high) // 2
            core.mem_write(RAM, ram)
            core.context_restore(state)
            core.emu_start(start_pc, 0xFFFFFFFE, count=middle)
            if reached():
                high = middle
            else:
                low = middle
        self.core = core
        core.mem_write(RAM, ram)
        core.context_restore(state)
        core.emu_start(start_pc, 0xFFFFFFFE, count=high)
        return done + high

    def word(self, name: str) -> int:
        return int.from_bytes(self.core.mem_read(self.symbols[name], 4), "little")


def measure(
    model: Path, cpu: str, kernels: str, inputs: bytes, folder: Path | None = None
) -> dict[str, int | bytes]:
    """Instructions of AllocateTensors and Invoke, arena bytes and the output."""
    with tempfile.TemporaryDirectory() as scratch:
        elf = build(model, cpu, kernels, inputs, folder or Path(scratch))
        machine = Machine(elf, cpu)
        marks = [machine.instructions_until(phase) for phase in (1, 2)]
        if machine.word("g_status") != 0:
            text = machine.core.mem_read(machine.symbols["g_log"], 512).split(b"\0")[0].decode()
            raise SystemExit(f"{model}: {text.strip()}")
        marks += [machine.instructions_until(phase) for phase in (3, 4, 5)]
        if machine.word("g_status") != 0:
            raise SystemExit(f"{model}: Invoke failed")
        output = machine.core.mem_read(machine.word("g_output"), machine.word("g_output_bytes"))
        return {
            "allocate": marks[1] - marks[0],
            "invoke": marks[3] - marks[2],
            "arena": machine.word("g_arena_used"),
            "output": bytes(output),
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--cpu", choices=list(CPUS), default="cortex-m3")
    parser.add_argument("--kernels", choices=["small", "fast"], default="small")
    parser.add_argument("--input", type=Path, help="bytes of the input tensor (default: a ramp)")
    parser.add_argument("--keep", type=Path, help="folder for the image")
    args = parser.parse_args()
    if not args.model.is_file():
        print(f"no such model: {args.model}", file=sys.stderr)
        return 2
    inputs = args.input.read_bytes() if args.input else bytes(i * 37 % 251 for i in range(1 << 16))
    result = measure(args.model, args.cpu, args.kernels, inputs, args.keep)
    print(
        f"{args.model.name} {args.cpu} {args.kernels}: allocate {result['allocate']} invoke "
        f"{result['invoke']} instructions, arena {result['arena']} bytes"
    )
    print("output", result["output"][:16].hex())  # type: ignore[index]
    return 0


if __name__ == "__main__":
    sys.exit(main())
