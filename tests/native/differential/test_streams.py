"""Drawn sequences with IT blocks: against unicorn and QEMU, and in one run against single steps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.native.differential import qemu
from tests.native.differential.machine import (
    CODE,
    MEMORY,
    MEMORY_SIZE,
    REGISTERS,
    STOP_FAULT,
    Encoding,
    NativeCore,
    Rows,
    UnicornCore,
)
from tests.native.differential.predictable import unpredictable
from tests.native.differential.qemu import QemuCore
from tests.native.differential.test_integer import accesses_memory, compared_flags, drawn_values, integer

_LENGTH = 24
_SIZE = 4 * (_LENGTH + 8)
_BASES, _INDEX = (10, 11), 12
"""Registers that point into the memory, and one with a small number: no instruction writes them."""
_LEFT_OUT = {
    *("BX", "BLX", "BL", "TBB", "CBZ", "B", "UDF"),
    *("LDREX", "STREX", "LDREXB", "LDREXH", "STREXB", "STREXH", "CLREX"),
    *("PUSH", "POP", "LDM", "STM", "LDMDB", "STMDB"),
}
"""Instructions that leave the sequence, that need a good stack, or whose alignment rules differ."""


def usable(core: NativeCore, model: str) -> list[Encoding]:
    """Encodings of which sequences are made."""

    def fits(encoding: Encoding) -> bool:
        name = encoding.name.replace(",", "").split()[0]
        return (
            name not in _LEFT_OUT and not name.startswith(("LDA", "STL")) and "literal" not in encoding.name
        )

    return [e for e in integer(core, model) if fits(e)]


def _set(encoding: Encoding, word: int, letter: str, value: int) -> int:
    """`word` with the field of a letter set to `value`."""
    for place in (i for i, mark in enumerate(reversed(encoding.pattern)) if mark == letter):
        word = word & ~(1 << place) | (value & 1) << place
        value >>= 1
    return word


def _draw(encoding: Encoding, rng: np.random.Generator) -> int | None:
    """A word of an encoding that writes neither base nor SP and PC, with a base where it accesses memory."""
    word = int(encoding.draw(1, rng)[0])
    narrow = not encoding.wide
    for letter in "dnmatTlh":
        count = encoding.pattern.count(letter)
        if count not in (3, 4):
            continue
        word = _set(encoding, word, letter, int(rng.integers(0, 8 if count == 3 or narrow else 10)))
    if accesses_memory(encoding):
        if encoding.pattern.count("n") != 4:
            return None
        word = _set(encoding, word, "n", int(rng.choice(_BASES)))
        if "1puw" in encoding.pattern or encoding.pattern.count("w") == 1:
            word = _set(encoding, word, "w", 0)
            word = _set(encoding, word, "p", 1)
            word = _set(encoding, word, "u", 0)
        word = _set(encoding, word, "m", _INDEX)
        word = _set(encoding, word, "i", int(rng.integers(0, 4)))
    words = np.array([word], np.uint32)
    if encoding.name in ("SSAT T1", "USAT T1") and word >> 21 & 1 and not word & 0x70C0:
        return None  # SSAT16, USAT16
    return None if unpredictable(encoding, words)[0] else word


def _bytes(encoding: Encoding, word: int) -> bytes:
    halves = (word >> 16, word & 0xFFFF) if encoding.wide else (word,)
    return b"".join(half.to_bytes(2, "little") for half in halves)


def sequence(encodings: list[Encoding], it_blocks: bool, rng: np.random.Generator) -> bytes:
    """Code of `_LENGTH` instructions, some in IT blocks, then NOPs."""
    code = b""
    left = 0
    for _ in range(_LENGTH):
        if it_blocks and left == 0 and rng.integers(0, 4) == 0:
            condition, mask = int(rng.integers(0, 14)), int(rng.integers(1, 16))
            code += (0xBF00 | condition << 4 | mask).to_bytes(2, "little")
            left = 4 - ((mask & -mask).bit_length() - 1)
            continue
        word = None
        while word is None:
            encoding = encodings[int(rng.integers(0, len(encodings)))]
            word = _draw(encoding, rng)
        code += _bytes(encoding, word)
        left = max(0, left - 1)
    return code + b"\x00\xbf" * ((_SIZE - len(code)) // 2)


def rows_of(encodings: list[Encoding], it_blocks: bool, count: int, rng: np.random.Generator) -> Rows:
    """Sequences and the states that they meet."""
    codes = np.array([list(sequence(encodings, it_blocks, rng)) for _ in range(count)], np.uint8)
    registers = np.zeros(count, REGISTERS)
    registers["r"] = drawn_values((count, 15), rng)
    for base in (*_BASES, 13):
        registers["r"][:, base] = MEMORY + MEMORY_SIZE // 2 + 4 * rng.integers(-16, 16, count)
    registers["r"][:, _INDEX] = rng.integers(0, 32, count)
    registers["xpsr"] = rng.integers(0, 16, count).astype(np.uint32) << 28 | 1 << 24
    memory = rng.integers(0, 256, (count, MEMORY_SIZE), dtype=np.uint8)
    return Rows(codes, registers, memory)


def end_of(code: bytes, budget: int, start: int = CODE) -> int:
    """The address behind `budget` instructions, skipped ones counted, and behind the IT block."""
    place = in_it = 0
    while budget > 0 or in_it > 0:
        half = int.from_bytes(code[place : place + 2], "little")
        place += 4 if half >= 0xE800 else 2
        budget -= 1
        in_it -= 1
        mask = half & 0xF
        if half >> 8 == 0xBF and mask:
            in_it = 4 - ((mask & -mask).bit_length() - 1)
    return start + place


def disagreements(rows: Rows, ours: Rows, theirs: Rows, mask: int, what: str) -> list[str]:
    """A line for each row that differs."""
    lines = []
    for i in range(len(rows)):
        us, them = ours.registers[i], theirs.registers[i]
        bad = [name for name in ("r", "pc") if not np.array_equal(us[name], them[name])]
        if (us["xpsr"] ^ them["xpsr"]) & mask:
            bad.append(f"xpsr {us['xpsr']:x} {them['xpsr']:x}")
        if not np.array_equal(ours.memory[i], theirs.memory[i]):
            bad.append("memory")
        if bad:
            lines.append(f"{what}, number {i}: {bad}; code {rows.codes[i].tobytes().hex()}")
    return lines


def check(core: NativeCore, model: str, count: int, seed: int) -> None:
    rng = np.random.default_rng([seed, MODELS.index(model)])
    rows = rows_of(usable(core, model), model != "cortex-m0", count, rng)
    oracle = UnicornCore(model)
    mask = compared_flags(model)
    for budget in (_LENGTH, 7):
        theirs = oracle.execute(rows, [end_of(code.tobytes(), budget) for code in rows.codes])
        ours = core.execute(model, rows, budget, budget)
        assert not (ours.registers["stop"] == STOP_FAULT).any()
        lines = disagreements(
            rows, ours, theirs, mask, f"{model} against unicorn, seed {seed}, {budget} instructions"
        )
        assert not lines, f"{len(lines)} differences\n" + "\n".join(lines[:10])
        for step in (1, 3):
            stepped = core.execute(model, rows, budget, step)
            lines = disagreements(rows, stepped, ours, 0xFFFFFFFF, f"{model} in steps of {step}, seed {seed}")
            assert not lines, f"{len(lines)} differences\n" + "\n".join(lines[:10])


def check_with_qemu(core: NativeCore, model: str, count: int, seed: int, folder: Path) -> None:
    rng = np.random.default_rng([seed, MODELS.index(model)])
    rows = rows_of(usable(core, model), model != "cortex-m0", count, rng)
    ends = [end_of(code.tobytes(), _LENGTH, qemu.CODE) for code in rows.codes]
    with QemuCore(model, folder) as oracle:
        theirs = oracle.run(rows, ends)
    ours = core.execute(model, rows, _LENGTH, _LENGTH, qemu.CODE)
    assert not (ours.registers["stop"] == STOP_FAULT).any()
    lines = disagreements(rows, ours, theirs, compared_flags(model), f"{model} against QEMU, seed {seed}")
    assert not lines, f"{len(lines)} differences\n" + "\n".join(lines[:10])


MODELS = ["cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33"]


@pytest.mark.parametrize("model", MODELS)
def test_agrees(core: NativeCore, model: str) -> None:
    check(core, model, 200, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("model", MODELS)
def test_agrees_for_long(core: NativeCore, model: str) -> None:
    for seed in range(2, 12):
        check(core, model, 2000, seed)


@pytest.mark.skipif(qemu.QEMU is None, reason="needs apt-get install qemu-system-arm")
@pytest.mark.parametrize("model", MODELS)
def test_agrees_with_qemu(core: NativeCore, model: str, tmp_path: Path) -> None:
    check_with_qemu(core, model, 30, 12, tmp_path)


@pytest.mark.long
@pytest.mark.skipif(qemu.QEMU is None, reason="needs apt-get install qemu-system-arm")
@pytest.mark.parametrize("model", MODELS)
def test_agrees_with_qemu_for_long(core: NativeCore, model: str, tmp_path: Path) -> None:
    check_with_qemu(core, model, 3000, 13, tmp_path)
