"""Runs the fast convolutions on virtual cores against the portable one, over random shapes.

    python scripts/check_fast_kernels.py [--cases 400] [--cpu cortex-m3 ...]

The cases are those of firmware/tests/runtime/random_convolution.h; here the instructions of the
cores are executed, where the host test emulates them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from count_instructions import CPUS, LINKER, ROOT, RUNTIME, Machine

PROGRAM = r"""
#include "kernels/convolution/convolution.h"
#include "firmware/tests/runtime/random_convolution.h"
using tflite::RandomConvolution;
extern "C" {
volatile unsigned g_phase;
volatile unsigned g_failed;
volatile unsigned g_first_failed;
extern unsigned char stack_top;
alignas(16) unsigned char g_scratch[8192];
alignas(16) unsigned char g_case[sizeof(RandomConvolution)];
signed char g_want[RandomConvolution::kMostOutput];
signed char g_got[RandomConvolution::kMostOutput];
static void Run() {
  for (unsigned seed = 0; seed < CASES; ++seed) {
    auto* c = ::new (static_cast<void*>(g_case)) RandomConvolution(seed);
    tflite::ConvolveBytes(c->shape, c->q, 0, reinterpret_cast<const uint8_t*>(c->input),
                          reinterpret_cast<const uint8_t*>(c->filter), c->Bias(),
                          reinterpret_cast<uint8_t*>(g_want));
    void* scratch = tflite::ConvolveInt8Scratch(c->shape) != 0 ? g_scratch : nullptr;
    tflite::ConvolveInt8(c->shape, c->q, c->input, c->filter, c->Bias(), scratch, g_got);
    for (int i = 0; i < c->OutputSize(); ++i) {
      if (g_want[i] == g_got[i]) continue;
      if (g_failed++ == 0) g_first_failed = seed;
      break;
    }
  }
}
void Reset() {
  Run();
  g_phase = 1;
  for (;;) {
  }
}
__attribute__((section(".vectors"), used)) const void* const g_vectors[] = {
    &stack_top, reinterpret_cast<void*>(Reset)};
}
"""


def run(cpu: str, cases: int) -> str:
    """Returns "" or what failed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "main.cc").write_text("#include <new>\n" + PROGRAM.replace("CASES", str(cases)))
        (folder / "bare.ld").write_text(LINKER)
        family = "fast_m3" if cpu == "cortex-m3" else "dsp"
        kernels = RUNTIME / "kernels" / "convolution"
        sources = [
            kernels / "convolve_bytes.cc",
            kernels / "fast" / "convolve_int8.cc",
            kernels / "fast" / "output_scale.cc",
            kernels / family / "micro_kernels.cc",
        ]
        elf = folder / "image.elf"
        command = ["arm-none-eabi-g++", "-std=c++17", "-Os", "-mthumb", *CPUS[cpu][1], "-fno-exceptions"]
        command += ["-fno-rtti", "-ffunction-sections", f"-I{RUNTIME}", f"-I{kernels / 'dsp'}", f"-I{ROOT}"]
        command += ["--specs=nano.specs", "-nostartfiles", "-Wl,--gc-sections"]
        command += ["-T", str(folder / "bare.ld"), str(folder / "main.cc"), *map(str, sources)]
        subprocess.run([*command, "-o", str(elf)], check=True)
        machine = Machine(elf, cpu)
        machine.instructions_until(1)
        failed = machine.word("g_failed")
        return f"{failed} cases differ, first seed {machine.word('g_first_failed')}" if failed else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--cpu", nargs="+", choices=list(CPUS), default=list(CPUS))
    args = parser.parse_args()
    status = 0
    for cpu in args.cpu:
        trouble = run(cpu, args.cases)
        print(f"{cpu}: {trouble or f'{args.cases} cases, same bits'}")
        status = 1 if trouble else status
    return status


if __name__ == "__main__":
    sys.exit(main())
