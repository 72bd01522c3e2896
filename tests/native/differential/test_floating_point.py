"""Every floating point encoding on drawn registers and memory, against unicorn and QEMU."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.native.differential import qemu
from tests.native.differential.machine import (
    MEMORY,
    MEMORY_SIZE,
    REGISTERS,
    STOP_FAULT,
    Encoding,
    NativeCore,
    Rows,
    UnicornCore,
    codes_of,
    compare_until,
)
from tests.native.differential.qemu import QemuCore
from tests.native.fpu import hard_cases

_FEW = 10
_COUNT = 25
_MANY = 1000
MODELS = ["cortex-m4", "cortex-m7", "cortex-m33"]
_SP, _PC = 13, 15

Words = NDArray[Any]
Mask = NDArray[np.bool_]


def _all_defined(words: Words) -> Mask:
    return np.zeros(len(words), np.bool_)


def field(words: Words, high: int, low: int) -> Words:
    """Bits [high:low]."""
    return words >> low & ((1 << (high - low + 1)) - 1)


def special(register: Words) -> Mask:
    """The stack pointer and the program counter: UNPREDICTABLE in most places."""
    return (register == _SP) | (register == _PC)


def unpredictable_transfer(words: Words) -> Mask:
    """VLDM, VSTM: no register, too many, PC as the base; among their words are those of VLDR and VSTR."""
    single = (field(words, 24, 24) == 1) & (field(words, 21, 21) == 0)
    double = field(words, 8, 8) == 1
    count = np.where(double, field(words, 7, 0) & 0xFE, field(words, 7, 0))
    first = np.where(double, field(words, 22, 22) << 5 | field(words, 15, 12) << 1,
                     field(words, 15, 12) << 1 | field(words, 22, 22))  # fmt: skip
    pc = field(words, 19, 16) == _PC
    several = (count == 0) | (count > 32) | (first + count > 32) | pc
    return np.where(single, (field(words, 20, 20) == 0) & pc, several)


UNPREDICTABLE: dict[str, Callable[[Words], Mask]] = {
    "VMOV (core register and single precision) T1": lambda w: special(field(w, 15, 12)),
    "VMOV (core register to scalar, scalar to core register) T1": lambda w: special(field(w, 15, 12)),
    "VMOV (two core registers and two single precision) T1": lambda w: special(field(w, 15, 12))
    | special(field(w, 19, 16))
    | ((field(w, 20, 20) == 1) & (field(w, 15, 12) == field(w, 19, 16)))
    | (field(w, 5, 5) << 0 | field(w, 3, 0) << 1 == 31),
    "VMOV (two core registers and a double precision) T1": lambda w: special(field(w, 15, 12))
    | special(field(w, 19, 16))
    | ((field(w, 20, 20) == 1) & (field(w, 15, 12) == field(w, 19, 16))),
    "VMSR T1": lambda w: special(field(w, 15, 12)),
    "VMRS T1": lambda w: field(w, 15, 12) == _SP,
    "VLDR, VSTR T1, T2": lambda w: (field(w, 20, 20) == 0) & (field(w, 19, 16) == _PC),
    "VLDM, VSTM T1, T2": unpredictable_transfer,
    "VCVT (between floating-point and fixed-point) T1": lambda w: (field(w, 7, 7) == 0)
    & (field(w, 3, 0) << 1 | field(w, 5, 5) > 16),
}  # fmt: skip
"""Words of which the manual does not say what they do: the core takes them for undefined."""


def is_of_another_row(encoding: Encoding, words: Words) -> Mask:
    """Words of VMOV: they are VLDM's and VSTM's without P and U. So are VLLDM's and VLSTM's, which are
    undefined without the Security Extension; unicorn executes them as NOPs.
    """
    if encoding.name == "VLDM, VSTM T1, T2":
        return field(words, 24, 23) == 0
    return np.zeros(len(words), np.bool_)


def unicorn_departs(encoding: Encoding, words: Words, fpscr: Words) -> Mask:
    """Where unicorn 2.1.4 does not do what the manual says."""
    if encoding.name == "VCVT (between floating-point and fixed-point) T1":
        # It rounds to floating point as RMode says; the manual rounds to nearest.
        return (field(words, 18, 18) == 0) & (field(fpscr, 23, 22) != 0)
    return np.zeros(len(words), np.bool_)


def states(count: int, rng: np.random.Generator) -> Rows:
    """Drawn states without codes: registers point into the memory's middle, operands are hard ones."""
    registers = np.zeros(count, REGISTERS)
    registers["r"] = MEMORY + MEMORY_SIZE // 2 + 4 * rng.integers(-64, 64, (count, 15))
    registers["xpsr"] = rng.integers(0, 16, count).astype(np.uint32) << 28 | 1 << 24
    singles = hard_cases.numbers(32, 32 * count, rng).astype(np.uint32).reshape(count, 32)
    doubles = hard_cases.numbers(64, 16 * count, rng).reshape(count, 16).view(np.uint32)
    registers["s"] = np.where(rng.integers(0, 2, (count, 1)) == 1, singles, doubles)
    registers["fpscr"] = hard_cases.modes(count, rng) | rng.integers(0, 16, count).astype(np.uint32) << 28
    memory = rng.integers(0, 256, (count, MEMORY_SIZE), dtype=np.uint8)
    return Rows(np.zeros((count, 4), np.uint8), registers, memory)


def has_word(model: str, encoding: Encoding) -> bool:
    """Whether `model` executes any word: all between double and single precision need FPv5-D16."""
    return model == "cortex-m7" or encoding.name != "VCVT (between double and single precision) T1"


def differences(
    core: NativeCore, oracle: UnicornCore | QemuCore, model: str, encoding: Encoding, count: int, *seed: int
) -> tuple[list[str], int]:
    """A line for each disagreement, and the number of instructions that both executed."""
    rng = np.random.default_rng([*seed, encoding.index])
    words = encoding.draw(count, rng)
    rows = states(count, rng)
    rows.codes = codes_of(words, encoding.wide)
    refused = UNPREDICTABLE.get(encoding.name, _all_defined)(words)
    if isinstance(oracle, QemuCore):
        ours = core.execute(model, rows, code=qemu.CODE)
        departs = is_of_another_row(encoding, words)
        # What is UNPREDICTABLE may overwrite the code.
        asked = np.flatnonzero(~departs & ~refused)
        answers = oracle.execute(rows.some(asked), encoding.name.startswith(("VLD", "VST", "VLL")))
        theirs = rows.copy()
        theirs.registers[asked], theirs.memory[asked] = answers.registers, answers.memory
    else:
        ours, theirs = core.execute(model, rows), oracle.execute(rows)
        departs = is_of_another_row(encoding, words)
        departs |= unicorn_departs(encoding, words, rows.registers["fpscr"])
    lines = []
    executed = int(np.count_nonzero(~departs & ~refused & (theirs.registers["stop"] != STOP_FAULT)))
    for i in np.flatnonzero(~departs):
        us, them = ours.registers[i], theirs.registers[i]
        what = f"{encoding.name} {int(words[i]):08x} (seed {seed}, number {i})"
        if refused[i] or them["stop"] == STOP_FAULT:
            if us["stop"] != STOP_FAULT:
                lines.append(f"{what}: executed, expected an undefined instruction")
            continue
        if us["stop"] == STOP_FAULT:
            lines.append(f"{what}: fault {us['fault']}, executed by the other")
            continue
        lines += [
            f"{what}: {name} {us[name]!r}, expected {them[name]!r}"
            for name in ("r", "pc", "xpsr", "s", "fpscr")
            if not np.array_equal(us[name], them[name])
        ]
        if not np.array_equal(ours.memory[i], theirs.memory[i]):
            lines.append(f"{what}: memory")
    return lines, executed


def floating_point(core: NativeCore, model: str) -> list[Encoding]:
    return [e for e in core.encodings(model) if e.name.startswith(("V", "F"))]


def compare(core: NativeCore, oracle: UnicornCore | QemuCore, model: str, count: int, seed: int) -> None:
    """Compare; what the core has no word of is drawn as often, and refused."""
    encodings = floating_point(core, model)
    assert len(encodings) > 20

    def turn(encoding: Encoding, number: int) -> tuple[list[str], int]:
        lines, executed = differences(core, oracle, model, encoding, count, seed, number)
        return lines, executed if has_word(model, encoding) else count

    compare_until(model, encodings, count, turn)


@pytest.mark.parametrize("model", MODELS)
def test_agrees(core: NativeCore, model: str) -> None:
    compare(core, UnicornCore(model), model, _COUNT, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("model", MODELS)
def test_agrees_for_long(core: NativeCore, model: str) -> None:
    compare(core, UnicornCore(model), model, _MANY, seed=2)


@pytest.mark.skipif(qemu.QEMU is None, reason="needs apt-get install qemu-system-arm")
@pytest.mark.parametrize("model", MODELS)
def test_agrees_with_qemu(core: NativeCore, model: str, tmp_path: Path) -> None:
    with QemuCore(model, tmp_path, floating=True) as oracle:
        compare(core, oracle, model, _FEW, seed=3)


@pytest.mark.long
@pytest.mark.skipif(qemu.QEMU is None, reason="needs apt-get install qemu-system-arm")
@pytest.mark.parametrize("model", MODELS)
def test_agrees_with_qemu_for_long(core: NativeCore, model: str, tmp_path: Path) -> None:
    with QemuCore(model, tmp_path, floating=True) as oracle:
        compare(core, oracle, model, _MANY, seed=4)
