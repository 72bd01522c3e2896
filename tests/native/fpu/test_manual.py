"""Every native function against the manual's pseudocode in exact arithmetic, on hard cases and drawn ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.native.fpu import hard_cases, manual, rounding
from tests.native.fpu.library import FpuLibrary, Status, Words
from tests.native.fpu.rounding import AHP, DN, FZ, MINUS

_CASES = 1500
_ROUNDINGS = 5


def rows_of(name: str, width: int, count: int, rng: np.random.Generator) -> Words:
    """Operands in the form that the operation takes."""
    rows = hard_cases.operands(width, count, rng)
    if name in ("RoundInt", "ToFixed", "FromFixed"):
        rows[:, 1] = rng.integers(0, _ROUNDINGS, count)
    if name == "RoundInt":
        rows[:, 2] = rng.integers(0, 2, count)
    if name == "ToFixed":
        size = rng.choice(np.array([16, 32], np.uint64), count)
        fraction = (rng.integers(0, 33, count).astype(np.uint64) % (size + np.uint64(1))).astype(np.uint64)
        unsigned: NDArray[np.uint64] = rng.integers(0, 2, count).astype(np.uint64)
        rows[:, 2] = fraction | size << np.uint64(8) | unsigned << np.uint64(16)
    if name == "FromFixed":
        values = hard_cases.integers(count, rng)
        signed = values.astype(np.uint32).astype(np.int32).astype(np.int64).astype(np.uint64)
        rows[:, 0] = np.where(rng.integers(0, 2, count), values, signed)
        rows[:, 2] = rng.integers(0, 33, count)
    if name == "FromHalf":
        rows[:, 0] = hard_cases.numbers(16, count, rng)
    return rows


def expected(name: str, width: int, row: Words, fpscr: int) -> tuple[int, int]:
    status = rounding.Status(fpscr)
    a, b, c = (int(value) for value in row)
    return manual.OPERATIONS[name](width, a, b, c, status), status.value


def compare(fpu: FpuLibrary, name: str, width: int, rows: Words, fpscr: Status) -> None:
    results, after = fpu.run(name, width, rows, fpscr)
    for i, row in enumerate(rows):
        want = expected(name, width, row, int(fpscr[i]))
        got = int(results[i]), int(after[i])
        assert got == want, (
            f"{name} {width} {[hex(v) for v in row]} fpscr {int(fpscr[i]):#x}: "
            f"{got[0]:#x} {got[1]:#x}, the manual has {want[0]:#x} {want[1]:#x}"
        )


@pytest.mark.parametrize("width", [32, 64])
@pytest.mark.parametrize("name", manual.OPERATIONS)
def test_hard_cases(fpu: FpuLibrary, name: str, width: int) -> None:
    rng = np.random.default_rng([width, *name.encode()])
    compare(fpu, name, width, rows_of(name, width, _CASES, rng), hard_cases.modes(_CASES, rng))


_TWO_OPERANDS = ("Add", "Sub", "Mul", "Div", "Compare", "CompareSignalling", "MaxNum", "MinNum")


@pytest.mark.parametrize("width", [32, 64])
@pytest.mark.parametrize("name", [*_TWO_OPERANDS, "MulAdd"])
def test_special_operands(fpu: FpuLibrary, name: str, width: int) -> None:
    """Every combination of zeros, infinities, NaNs and subnormal numbers."""
    values = hard_cases.specials(width)
    rows = np.array(list(itertools.product(values, values, values if name == "MulAdd" else [0])), np.uint64)
    for fpscr in (0, FZ, DN, MINUS << 22 | FZ):
        compare(fpu, name, width, rows, np.full(len(rows), fpscr, np.uint32))


@pytest.mark.parametrize("width", [32, 64])
@pytest.mark.parametrize("ahp", [0, AHP])
def test_every_half_precision_number(fpu: FpuLibrary, width: int, ahp: int) -> None:
    halves = np.arange(1 << 16, dtype=np.uint64)
    rows = np.zeros((len(halves), 3), np.uint64)
    rows[:, 0] = halves
    fpscr = np.full(len(halves), ahp, np.uint32)
    wide, _ = fpu.run("FromHalf", width, rows, fpscr)
    for i in range(0, len(halves), 97):
        assert int(wide[i]) == expected("FromHalf", width, rows[i], ahp)[0]
    rows[:, 0] = wide
    back, _ = fpu.run("ToHalf", width, rows, fpscr)
    fraction = halves & np.uint64(0x3FF)
    nan = (halves >> np.uint64(10) & np.uint64(31) == 31) & (fraction != 0) & (not ahp)
    assert np.array_equal(back, np.where(nan, halves | np.uint64(0x200), halves))


@pytest.mark.parametrize(
    "name", ["Add", "Sub", "Mul", "Div", "MulAdd", "Compare", "MaxNum", "Sqrt", "ToHalf"]
)
@settings(max_examples=150)
@given(data=st.data())
def test_drawn_operands(fpu: FpuLibrary, name: str, data: st.DataObject) -> None:
    width = data.draw(st.sampled_from([32, 64]))
    operand = st.integers(0, (1 << width) - 1)
    row = np.array([data.draw(operand) for _ in range(3)], np.uint64)
    fpscr = data.draw(st.sampled_from(hard_cases.MODES.tolist()))
    results = fpu.one(name, width, int(row[0]), int(row[1]), int(row[2]), fpscr)
    assert results == expected(name, width, row, fpscr)
