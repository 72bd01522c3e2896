"""The fast convolutions on virtual cores give the bits of the portable one, over random shapes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.inference.conftest import needs_compiler
from vboard.boards.table import BENCH_BOARDS
from vboard.builtin.builtin_session import BuiltinSession
from vboard.engine.events import SECOND
from vboard.paths import ROOT

pytestmark = needs_compiler
CASES = 400
FIRMWARE = ROOT / "firmware"
KERNELS = FIRMWARE / "runtime" / "kernels" / "convolution"
CORES = {
    "bench_m3": ("fast_m3", ["-mcpu=cortex-m3"]),
    "bench_m4": ("dsp", ["-mcpu=cortex-m4", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"]),
    "bench_m7": ("dsp", ["-mcpu=cortex-m7", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"]),
}
"""Bench board -> folder of the innermost loops, options of the compiler."""


def compiled(board: str, folder: Path, cases: int, spoil: int = 0) -> Path:
    """The program for a bench board; `spoil` is XORed into the first output of each case."""
    family, options = CORES[board]
    elf = folder / "fast_kernels.elf"
    command = ["arm-none-eabi-g++", "-std=c++17", "-Os", "-mthumb", *options, "-fno-exceptions", "-fno-rtti"]
    command += ["-ffunction-sections", f"-DCASES={cases}", f"-DSPOIL={spoil}", "-nostartfiles"]
    command += [f"-I{folder}" for folder in (FIRMWARE / "runtime", FIRMWARE, KERNELS / "dsp")]
    command += [f"-I{FIRMWARE / 'tests' / 'runtime'}", "--specs=nano.specs", "-Wl,--gc-sections"]
    command += ["-T", str(FIRMWARE / "apps" / "size" / "bare.ld")]
    sources = [FIRMWARE / "tests" / "runtime" / "on_core" / "fast_kernels.cc", KERNELS / "convolve_bytes.cc"]
    sources += [KERNELS / "fast" / "convolve_int8.cc", KERNELS / "fast" / "output_scale.cc"]
    sources += [KERNELS / family / "micro_kernels.cc"]
    subprocess.run([*command, *map(str, sources), "-o", str(elf)], check=True)
    return elf


def failures(board: str, elf: Path) -> tuple[int, int]:
    """How many cases differ, and the seed of the first."""
    session = BuiltinSession(elf.parent)
    session.execute("mach create")
    session.execute(f"machine LoadPlatformDescription @{BENCH_BOARDS[board].platform}")
    session.execute(f"sysbus LoadELF @{elf}")

    def word(name: str) -> int:
        address = session.execute(f'sysbus GetSymbolAddress "{name}"').strip()
        return int(session.execute(f"sysbus ReadDoubleWord {address}"), 16)

    try:
        while word("g_done") == 0:
            session.run_for(SECOND)
            assert session.halt_reason is None
            assert session.now < 300 * SECOND, "the program does not end"
        return word("g_failed"), word("g_first_failed")
    finally:
        session.close()


@pytest.mark.parametrize("board", CORES)
def test_fast_kernels_give_the_bits_of_the_portable_ones(board: str, tmp_path: Path) -> None:
    assert failures(board, compiled(board, tmp_path, CASES)) == (0, 0)


def test_a_wrong_output_is_seen(tmp_path: Path) -> None:
    assert failures("bench_m3", compiled("bench_m3", tmp_path, 3, spoil=1)) == (3, 0)
