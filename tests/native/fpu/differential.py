"""Compares the native functions with a processor of others, instruction by instruction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.native.fpu import hard_cases
from tests.native.fpu.instructions import FROM_FPSCR, Instruction
from tests.native.fpu.library import FpuLibrary, Status, Words
from tests.native.fpu.processors import pack, unpack

_NZCV = 0xF0000000
_MODES = 0x07C00000

Execute = Callable[[bytes], bytes]
Allowed = Callable[[Instruction, Words, Status], NDArray[np.bool_]]


def operands_of(row: Instruction, count: int, rng: np.random.Generator) -> tuple[Words, Status]:
    """Registers d1, d2, d3 and FPSCR for `count` executions."""
    rows = hard_cases.operands(row.width, count, rng)
    if row.name == "FromHalf":
        rows[:, 0] = hard_cases.numbers(16, count, rng)
    if row.name.startswith(("FromS", "FromU")):
        rows[:, 0] = hard_cases.integers(count, rng)
    return rows, hard_cases.modes(count, rng)


def native(fpu: FpuLibrary, row: Instruction, rows: Words, fpscr: Status) -> tuple[Words, Status]:
    """What the instruction leaves in d0 and FPSCR by the native functions."""
    parameters = rows.copy()
    if row.rounding is not None:
        modes = (fpscr >> 22 & 3).astype(np.uint64)
        parameters[:, 1] = modes if row.rounding == FROM_FPSCR else row.rounding
    if row.option is not None:
        parameters[:, 2] = row.option
    name = row.name
    if name.startswith(("FromS", "FromU")):
        size = int(name[5:])
        unsigned = rows[:, 0].astype(f"u{size // 8}")
        values = unsigned if name[4] == "U" else unsigned.view(f"i{size // 8}")
        parameters[:, 0] = values.astype(np.int64).astype(np.uint64)
        name = "FromFixed"
    results, after = fpu.run(name, row.width, parameters, fpscr)
    if row.result_bits == 0:
        after = after & ~np.uint32(_NZCV) | (results << np.uint64(28)).astype(np.uint32)
        return np.zeros_like(results), after
    if row.sign_extended:
        size = (row.option or 0) >> 8 & 0xFF
        results = results.astype(f"u{size // 8}").view(f"i{size // 8}").astype(np.int64).astype(np.uint64)
        results &= np.uint64((1 << row.width) - 1)
    return results, after


def differences(
    fpu: FpuLibrary,
    execute: Execute,
    table: Sequence[Instruction],
    count: int,
    seed: int,
    allowed: Allowed | None = None,
) -> list[str]:
    """Execute every instruction `count` times on both; one line for each answer that differs.

    `allowed` marks the rows of an instruction in which the other processor departs from the manual.
    """
    rng = np.random.default_rng(seed)
    drawn = [operands_of(row, count, rng) for row in table]
    answers = unpack(execute(pack([(i, *drawn[i]) for i in range(len(table))])), [count] * len(table))
    lines = []
    for row, (rows, fpscr), (theirs, their_fpscr) in zip(table, drawn, answers, strict=True):
        ours, our_fpscr = native(fpu, row, rows, fpscr)
        theirs = theirs & np.uint64((1 << row.result_bits) - 1)
        different = (ours != theirs) | (our_fpscr != their_fpscr)
        if allowed is not None:
            different &= ~allowed(row, rows, fpscr)
        lines += [
            f"{row.text}: d1 {rows[i, 0]:#x} d2 {rows[i, 1]:#x} d3 {rows[i, 2]:#x} fpscr {fpscr[i]:#x}: "
            f"{ours[i]:#x} {our_fpscr[i]:#x}, the other {theirs[i]:#x} {their_fpscr[i]:#x} (seed {seed})"
            for i in np.flatnonzero(different)
        ]
    return lines
