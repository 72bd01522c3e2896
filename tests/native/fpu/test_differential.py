"""The native functions against unicorn's and QEMU's Cortex-M7 and M33 on hard cases."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.native.fpu.differential import differences
from tests.native.fpu.instructions import INSTRUCTIONS, Instruction
from tests.native.fpu.library import FpuLibrary, Status, Words
from tests.native.fpu.processors import M7, M33, Processor, assemble, run_qemu, run_unicorn

_COUNT = 1500
"""Executions of each instruction in one run."""


def departs_from_the_manual(row: Instruction, operands: Words, fpscr: Status) -> NDArray[np.bool_]:
    """unicorn 2.1.4 rounds fixed point to floating point as RMode says; VCVT (between floating-point and
    fixed-point) of the manual rounds to nearest. QEMU 7.2 agrees with the manual.
    """
    del operands
    from_fixed = row.name.startswith(("FromS", "FromU")) and "#" in row.text
    return (fpscr >> 22 & 3 != 0) & from_fixed


def compare(fpu: FpuLibrary, folder: Path, processor: Processor, oracle: str, seeds: range) -> None:
    table = [row for row in INSTRUCTIONS if processor.double or not row.double]
    program, done = assemble(folder, processor, table)
    if oracle == "qemu" and shutil.which("qemu-system-arm") is None:
        pytest.skip("qemu-system-arm is not installed")

    def execute(packed: bytes) -> bytes:
        if oracle == "unicorn":
            return run_unicorn(processor, program, done, packed)
        return run_qemu(folder, processor, program, packed)

    allowed = departs_from_the_manual if oracle == "unicorn" else None
    for seed in seeds:
        lines = differences(fpu, execute, table, _COUNT, seed, allowed)
        assert not lines, f"{len(lines)} differences\n" + "\n".join(lines[:20])


@pytest.mark.parametrize("processor", [M7, M33], ids=lambda p: p.name)
@pytest.mark.parametrize("oracle", ["unicorn", "qemu"])
def test_agrees(fpu: FpuLibrary, tmp_path: Path, processor: Processor, oracle: str) -> None:
    compare(fpu, tmp_path, processor, oracle, range(1))


@pytest.mark.long
@pytest.mark.parametrize("processor", [M7, M33], ids=lambda p: p.name)
@pytest.mark.parametrize("oracle", ["unicorn", "qemu"])
def test_agrees_for_long(fpu: FpuLibrary, tmp_path: Path, processor: Processor, oracle: str) -> None:
    compare(fpu, tmp_path, processor, oracle, range(1, 100))
