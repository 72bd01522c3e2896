"""Every integer encoding on drawn registers, flags and memory, against unicorn and QEMU."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

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
from tests.native.differential.predictable import Mask, Words, bits, field, unpredictable
from tests.native.differential.qemu import QemuCore

MODELS = ["cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33"]
_BUS_FAULT = 7
"""`FaultKind::kDataBus` of the core."""

_FEW = 10
_COUNT = 15
_MANY = 1000
_EDGES = np.array(
    [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF, 31,
     32, 33, 0x7FFF8000, 0x80007FFF, 0x00FF00FF, 0x55555555], np.uint32)  # fmt: skip
_FLAGS = 0xF80F0000
_ELSEWHERE = ("WFE", "BKPT", "SVC", "MRS", "MSR", "CPS", "IT ", "NOP", "TT", "SG", "DSB", "ISB", "DMB")
"""Rows whose effects are no results: other tests have them. IT: test_streams."""

_ALIGNED = ("LDM", "STM", "PUSH", "POP", "LDRD", "STRD", "LDREX", "STREX", "LDA", "STL")


def integer(core: NativeCore, model: str) -> list[Encoding]:
    """Encodings of `model` that this test is about."""
    return [
        e
        for e in core.encodings(model)
        if not e.name.startswith(("V", "F", *_ELSEWHERE)) and not e.name.startswith(("LDC", "CDP"))
    ]


def drawn_values(shape: tuple[int, ...], rng: np.random.Generator) -> Words:
    """Edge values, small numbers, anything."""
    kind = rng.integers(0, 4, shape)
    values = rng.integers(0, 1 << 32, shape, dtype=np.uint64).astype(np.uint32)
    values = np.where(kind == 0, rng.choice(_EDGES, shape), values)
    return np.where(kind == 1, values & 0x3F, values).astype(np.uint32)


def accesses_memory(encoding: Encoding) -> bool:
    """Whether addresses have to be good ones."""
    return encoding.name.startswith(("LDR", "STR", "LDM", "STM", "PUSH", "POP", "LDA", "STL", "TBB"))


def states(encoding: Encoding, words: Words, rng: np.random.Generator) -> Rows:
    """Drawn states; of loads and stores the base points into the memory's middle, the index is small."""
    count = len(words)
    registers = np.zeros(count, REGISTERS)
    registers["r"] = drawn_values((count, 15), rng)
    middle = MEMORY + MEMORY_SIZE // 2
    if accesses_memory(encoding):
        if "mmmm" in encoding.pattern:
            m = np.where(field(encoding, words, "m") < 15, field(encoding, words, "m"), 0)
            registers["r"][np.arange(count), m] = rng.integers(0, 32, count)
        n = field(encoding, words, "n")
        n = np.where((n == 15) | ("n" not in encoding.pattern), 13, n)
        # Some addresses are not aligned.
        skew = np.where(rng.integers(0, 4, count) == 0, rng.integers(0, 4, count), 0)
        registers["r"][np.arange(count), n] = middle + 4 * rng.integers(-16, 16, count) + skew
    registers["r"][:, 13] = middle + 4 * rng.integers(-16, 16, count)
    registers["xpsr"] = rng.integers(0, 1 << 32, count, dtype=np.uint64).astype(np.uint32) & _FLAGS | 1 << 24
    memory = rng.integers(0, 256, (count, MEMORY_SIZE), dtype=np.uint8)
    return Rows(codes_of(words, encoding.wide), registers, memory)


def is_of_another_row(encoding: Encoding, words: Words) -> Mask:
    """Words that fit the row, but belong to one that the decoder tries before."""
    name = encoding.name
    if name == "B T1":  # SVC
        return bits(words, 11, 8) == 15
    if name.startswith(("STRD", "LDRD")):  # exclusives, table branches
        return (bits(words, 24, 24) == 0) & (bits(words, 21, 21) == 0)
    if name.startswith(("SSAT T1", "USAT T1")):  # SSAT16, USAT16
        return (bits(words, 21, 21) == 1) & (bits(words, 14, 12) << 2 | bits(words, 7, 6) == 0)
    if name == "STREX T1":  # TT of ARMv8-M
        return (bits(words, 15, 12) == 15) & (bits(words, 5, 0) == 0)
    return np.zeros(len(words), np.bool_)


def _unaligned(names: tuple[str, ...], encoding: Encoding, words: Words, rows: Rows) -> Mask:
    """Where Rn of the encodings called so is no multiple of 4."""
    if not encoding.name.startswith(names):
        return np.zeros(len(words), np.bool_)
    address = rows.registers["r"][np.arange(len(words)), np.minimum(field(encoding, words, "n"), 14)]
    return address & 3 != 0


def unicorn_departs(model: str, encoding: Encoding, words: Words, rows: Rows) -> Mask:
    """Where unicorn 2.1.4 does not do what the manual says: A3.2.1 refuses some accesses that are not
    aligned whatever UNALIGN_TRP says, and unicorn executes them.
    """
    return _unaligned(_ALIGNED if model != "cortex-m0" else (), encoding, words, rows)


def qemu_departs(encoding: Encoding, words: Words, rows: Rows) -> Mask:
    """The same of QEMU 7.2: its exclusive stores look at the monitor before the address's alignment,
    ExclusiveMonitorsPass() of the manual (B2.3.4) after it.
    """
    return _unaligned(("STREX", "STLEX"), encoding, words, rows)


def compared_flags(model: str) -> int:
    """Bits of xPSR that both have: ARMv6-M has no Q, cores without DSP no GE."""
    return {"cortex-m0": 0xF0000000, "cortex-m3": 0xF8000000}.get(model, _FLAGS)


def differences(
    core: NativeCore, oracle: UnicornCore | QemuCore, model: str, encoding: Encoding, count: int, *seed: int
) -> tuple[list[str], int]:
    """A line for each disagreement, and the number of instructions that both executed."""
    rng = np.random.default_rng([*seed, encoding.index])
    words = encoding.draw(count, rng)
    rows = states(encoding, words, rng)
    refused = unpredictable(encoding, words)
    if isinstance(oracle, QemuCore):
        ours = core.execute(model, rows, code=qemu.CODE)
        # RAM goes on beyond what the native core has.
        elsewhere = (ours.registers["stop"] == STOP_FAULT) & (ours.registers["fault"] == _BUS_FAULT)
        compared = ~(is_of_another_row(encoding, words) | qemu_departs(encoding, words, rows) | elsewhere)
        asked = np.flatnonzero(compared & ~refused)
        answers = oracle.execute(rows.some(asked), accesses_memory(encoding))
    else:
        ours = core.execute(model, rows)
        compared = ~(is_of_another_row(encoding, words) | unicorn_departs(model, encoding, words, rows))
        asked = np.flatnonzero(compared & ~refused)
        answers = oracle.execute(rows.some(asked))
    theirs = rows.copy()
    theirs.registers[asked], theirs.memory[asked] = answers.registers, answers.memory
    mask = compared_flags(model)
    lines = []
    for i in np.flatnonzero(compared):
        us, them = ours.registers[i], theirs.registers[i]
        word = f"{int(words[i]):0{8 if encoding.wide else 4}x}"
        what = f"{model}: {encoding.name} {word} (seed {seed}, {count} drawn, number {i})"
        if refused[i]:
            if us["stop"] != STOP_FAULT:
                lines.append(f"{what}: executed, expected an undefined instruction")
            continue
        if them["stop"] == STOP_FAULT and us["stop"] == STOP_FAULT:
            continue
        if us["stop"] == STOP_FAULT:
            lines.append(f"{what}: fault {us['fault']}, executed by the other")
            continue
        if them["stop"] == STOP_FAULT:
            lines.append(f"{what}: executed, a fault on the other")
            continue
        for name in ("r", "pc", "xpsr"):
            got, expected = us[name].copy(), them[name].copy()
            if name == "r":
                expected[13] &= ~np.uint32(3)  # the manual's rule for every write of SP, which unicorn lacks
            if name == "xpsr":
                got, expected = got & mask, expected & mask
            if not np.array_equal(got, expected):
                hexes = [" ".join(f"{int(x):x}" for x in np.atleast_1d(v)) for v in (got, expected)]
                lines.append(f"{what}: {name} {hexes[0]}, expected {hexes[1]}")
        if not np.array_equal(ours.memory[i], theirs.memory[i]):
            lines.append(f"{what}: memory")
    return lines, len(asked) if not refused.all() else count


def compare(core: NativeCore, oracle: UnicornCore | QemuCore, model: str, count: int, seed: int) -> None:
    """Compare; UDF is refused as often as others are executed."""
    encodings = integer(core, model)
    assert len(encodings) > 50
    compare_until(
        model, encodings, count, lambda each, turn: differences(core, oracle, model, each, count, seed, turn)
    )


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
    with QemuCore(model, tmp_path) as oracle:
        compare(core, oracle, model, _FEW, seed=3)


@pytest.mark.long
@pytest.mark.skipif(qemu.QEMU is None, reason="needs apt-get install qemu-system-arm")
@pytest.mark.parametrize("model", MODELS)
def test_agrees_with_qemu_for_long(core: NativeCore, model: str, tmp_path: Path) -> None:
    with QemuCore(model, tmp_path) as oracle:
        compare(core, oracle, model, _MANY, seed=4)
