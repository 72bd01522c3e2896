"""Bytes of the runtime on Cortex-M3 (-Os, --gc-sections): code, constants and initialised data.

    python -m firmware.runtime.measure_size [--json FILE] [--kernels small|fast]

Links a program that only allocates and invokes, without a model, with everything that the link pulls
in (libgcc included). "stripped" is built with TF_LITE_STRIP_ERROR_STRINGS.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

RUNTIME = Path(__file__).resolve().parent
PROGRAM = r"""
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
extern "C" {
void DebugLog(const char*, va_list) {}
// Outside of the image: the model is not counted and its contents are not known.
extern const unsigned char g_model[];
extern const unsigned char g_model_bytes[];
extern unsigned char stack_top;
volatile int g_status;
unsigned char g_arena[4096] __attribute__((aligned(16)));
void Reset() {
  tflite::MicroMutableOpResolver<8> operators;
  OPERATORS
#ifdef VERIFY
  tflite::MicroInterpreter interpreter(g_model, reinterpret_cast<size_t>(g_model_bytes), operators,
                                       g_arena, sizeof(g_arena));
#else
  tflite::MicroInterpreter interpreter(tflite::GetModel(g_model), operators, g_arena,
                                       sizeof(g_arena));
#endif
  if (interpreter.AllocateTensors() == kTfLiteOk) {
    *interpreter.input(0)->data.int8 = 1;
    g_status = interpreter.Invoke() + interpreter.output(0)->data.int8[0];
  }
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

SPEECH = ["AddReshape", "AddDepthwiseConv2D", "AddFullyConnected", "AddSoftmax"]
BUILDS = {
    "core": ([], []),
    "core, model verified": ([], ["-DVERIFY"]),
    "core + int8 micro_speech": (SPEECH, []),
    "core + int8 micro_speech, model verified": (SPEECH, ["-DVERIFY"]),
    "core + DS-CNN": ([*SPEECH, "AddConv2D", "AddAveragePool2D"], []),
}


def size(operators: list[str], flags: list[str], kernels: str) -> int:
    """text + data of the linked program."""
    make = f"include {RUNTIME}/runtime.mk\nall:\n\t@echo $(RUNTIME_SOURCES)\n"
    make += "\t@echo $(RUNTIME_CXXFLAGS) $(RUNTIME_INCLUDES)\n"
    listing = subprocess.run(
        ["make", "-s", "-f", "-", f"RUNTIME_DIR={RUNTIME}", f"KERNELS={kernels}", "CPU=cortex-m3"],
        input=make,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        calls = "".join(f"operators.{name}();" for name in operators)
        (folder / "main.cc").write_text(PROGRAM.replace("OPERATORS", calls))
        (folder / "bare.ld").write_text(LINKER + "g_model = 0x08080000; g_model_bytes = 20000;\n")
        elf = folder / "image.elf"
        command = ["arm-none-eabi-g++", "-mcpu=cortex-m3", "-mthumb", "-Os", *listing[1].split(), *flags]
        command += ["--specs=nano.specs", "-nostartfiles", "-Wl,--gc-sections", "-T", str(folder / "bare.ld")]
        subprocess.run([*command, str(folder / "main.cc"), *listing[0].split(), "-o", str(elf)], check=True)
        report = subprocess.run(["arm-none-eabi-size", str(elf)], capture_output=True, text=True, check=True)
        text, data = report.stdout.splitlines()[1].split()[:2]
        return int(text) + int(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--kernels", choices=["small", "fast"], default="small")
    args = parser.parse_args()
    table: dict[str, dict[str, int]] = {}
    print(f"{'bytes on Cortex-M3':<44}{'with messages':>14}{'stripped':>10}")
    for name, (operators, flags) in BUILDS.items():
        with_messages = size(operators, flags, args.kernels)
        stripped = size(operators, [*flags, "-DTF_LITE_STRIP_ERROR_STRINGS"], args.kernels)
        table[name] = {"with_messages": with_messages, "stripped": stripped}
        print(f"{name:<44}{with_messages:>14}{stripped:>10}")
    if args.json:
        args.json.write_text(json.dumps(table, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
