#!/usr/bin/env python3
"""Size of the front end for a Cortex-M, and the instructions that one 20 ms slice takes.

  python -m firmware.frontend.measure [--cpu cortex-m3] [--optimize Os] [--wav robot_tests/audio/yes.wav]

Compiles with arm-none-eabi-g++ and counts instructions on an emulated core (package unicorn).
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FIRMWARE = Path(__file__).resolve().parent.parent
SOURCES = ("frontend", "fft", "channels", "tables_common", "tables_b")
CODE, RAM, STACK_TOP, RETURN = 0x08000000, 0x20000000, 0x20010000, 0x0800FFF0
STEP, WINDOW = 320, 480

# Calls into C++ from outside: plain names, and nothing else linked.
HARNESS = """
#include "frontend/frontend.h"
extern "C" {
frontend::State state;
int16_t samples[frontend::kWindowSamples];
uint16_t features[frontend::kChannels];
void reset_state() { frontend::Reset(&state); }
unsigned feed(unsigned count) {
  bool ready = false;
  frontend::Process(&state, samples, count, features, &ready);
  return ready;
}
void keep_quantizers(int8_t* a, uint8_t* b, uint16_t v) {
  *a = frontend::QuantizeInt8(v);
  *b = frontend::QuantizeUint8(v);
}
}
"""


def compile_image(folder: Path, optimize: str, cpu: str) -> Path:
    (folder / "harness.cc").write_text(HARNESS)
    flags = [f"-mcpu={cpu}", "-mthumb", f"-{optimize}", "-std=c++17", "-ffreestanding", "-fno-exceptions"]
    flags += ["-fno-rtti", "-ffunction-sections", "-fdata-sections", f"-I{FIRMWARE}", f"-I{FIRMWARE}/runtime"]
    objects = []
    for source in [*(FIRMWARE / "frontend" / f"{name}.cc" for name in SOURCES), folder / "harness.cc"]:
        target = folder / f"{source.stem}.o"
        subprocess.run(["arm-none-eabi-g++", *flags, "-c", str(source), "-o", str(target)], check=True)
        objects.append(target)
    image = folder / "image.elf"
    link = [f"-Wl,-Ttext={CODE:#x},-Tbss={RAM:#x},-e,feed,--no-warn-rwx-segments", "-nostartfiles"]
    link += ["-specs=nano.specs"]
    subprocess.run(["arm-none-eabi-g++", *flags, *link, *map(str, objects), "-o", str(image)], check=True)
    return image


def sizes(folder: Path) -> dict[str, tuple[int, int]]:
    """Object -> (code, read-only data) in bytes."""
    found = {}
    for name in SOURCES:
        text = subprocess.run(
            ["arm-none-eabi-size", "-A", str(folder / f"{name}.o")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        rows = [line.split() for line in text.splitlines() if line.startswith(".")]
        code = sum(int(row[1]) for row in rows if row[0].startswith(".text"))
        data = sum(int(row[1]) for row in rows if row[0].startswith((".rodata", ".data")))
        found[name] = (code, data)
    return found


class Board:
    """The image on an emulated core."""

    def __init__(self, image: Path, cpu: str) -> None:
        from elftools.elf.elffile import ELFFile

        unicorn: Any = importlib.import_module("unicorn")
        self._arm: Any = importlib.import_module("unicorn.arm_const")
        arm_const = self._arm
        self.core = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB | unicorn.UC_MODE_MCLASS)
        self.core.ctl_set_cpu_model(getattr(arm_const, "UC_CPU_ARM_" + cpu.upper().replace("-", "_")))
        self.core.mem_map(CODE, 0x10000)
        self.core.mem_map(RAM, 0x10000)
        with image.open("rb") as stream:
            elf = ELFFile(stream)
            for segment in elf.iter_segments("PT_LOAD"):
                if segment["p_filesz"]:
                    self.core.mem_write(segment["p_paddr"], segment.data())
            table: Any = elf.get_section_by_name(".symtab")
            self.symbols = {s.name: s["st_value"] for s in table.iter_symbols()}
            self.state_bytes = next(s["st_size"] for s in table.iter_symbols() if s.name == "state")
        self.instructions = 0
        self.core.hook_add(unicorn.UC_HOOK_CODE, self._count)

    def _count(self, *_: object) -> None:
        self.instructions += 1

    def call(self, name: str, argument: int = 0) -> int:
        """Runs a function; returns how many instructions it took."""
        self.instructions = 0
        self.core.reg_write(self._arm.UC_ARM_REG_R0, argument)
        self.core.reg_write(self._arm.UC_ARM_REG_SP, STACK_TOP)
        self.core.reg_write(self._arm.UC_ARM_REG_LR, RETURN | 1)
        self.core.emu_start(self.symbols[name] | 1, RETURN)
        return self.instructions

    def feed(self, samples: npt.NDArray[np.int16]) -> int:
        self.core.mem_write(self.symbols["samples"], samples.astype("<i2").tobytes())
        return self.call("feed", len(samples))


def slice_instructions(board: Board, samples: npt.NDArray[np.int16]) -> list[int]:
    """Instructions of each whole slice, the first (480 samples) left out."""
    board.call("reset_state")
    board.feed(samples[:WINDOW])
    return [board.feed(samples[at : at + STEP]) for at in range(WINDOW, len(samples) - STEP + 1, STEP)]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Size and speed of the front end on a Cortex-M.")
    parser.add_argument("--cpu", choices=("cortex-m3", "cortex-m4", "cortex-m7"), default="cortex-m3")
    parser.add_argument("--optimize", default="Os", help="compiler level: Os, O2 ... (default Os)")
    parser.add_argument("--wav", type=Path, help="16 kHz mono s16; default: two seconds of noise")
    args = parser.parse_args(argv)
    samples = np.random.default_rng(1).normal(0, 1000, 32000).astype(np.int16)
    if args.wav:
        with wave.open(str(args.wav)) as stream:
            samples = np.frombuffer(stream.readframes(stream.getnframes()), "<i2")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        board = Board(compile_image(folder, args.optimize, args.cpu), args.cpu)
        counts = slice_instructions(board, samples)
        table = sizes(folder)
    for source, (code, data) in table.items():
        print(f"{source:14} code {code:5} bytes, tables {data:5} bytes")
    code, data = (sum(column) for column in zip(*table.values(), strict=True))
    print(f"total          code {code:5} bytes, tables {data:5} bytes; state {board.state_bytes} bytes")
    mean = sum(counts) // len(counts)
    print(f"instructions per slice: mean {mean}, most {max(counts)} ({args.cpu}, -{args.optimize})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
