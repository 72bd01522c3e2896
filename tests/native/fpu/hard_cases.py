"""Operands that floating point units get wrong, in the manner of Berkeley TestFloat, and modes for them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
_FIELDS = {16: (5, 10), 32: (8, 23), 64: (11, 52)}

MODES = np.array(
    [rmode << 22 | fz << 24 | dn << 25 | ahp << 26
     for rmode in range(4) for fz in (0, 1) for dn in (0, 1) for ahp in (0, 1)], np.uint32,
)  # fmt: skip
"""FPSCR of every combination of the modes."""


def numbers(width: int, count: int, rng: np.random.Generator) -> Words:
    """Bit patterns: exponents at the borders or near each other, fractions of few bits, or any."""
    exponent_bits, fraction_bits = _FIELDS[width]
    top = (1 << exponent_bits) - 1
    bias = top >> 1
    borders = np.array(
        [0, 0, 1, 2, bias - fraction_bits - 2, bias - fraction_bits - 1, bias - fraction_bits,
         bias - 2, bias - 1, bias, bias, bias + 1, bias + 2, bias + fraction_bits - 1, bias + fraction_bits,
         bias + fraction_bits + 1, bias + 30, bias + 31, bias + 32, top - 2, top - 1, top, top]
    )  # fmt: skip
    borders = np.clip(borders, 0, top)
    near = bias + rng.integers(-4, 5, count)
    kind = rng.integers(0, 4, count)
    exponent = np.where(kind == 0, rng.integers(0, top + 1, count),
                        np.where(kind == 1, np.clip(near, 0, top), rng.choice(borders, count)))  # fmt: skip
    mask = np.uint64((1 << fraction_bits) - 1)
    anything = rng.integers(0, 1 << fraction_bits, count, dtype=np.uint64)
    position = rng.integers(0, fraction_bits + 1, (2, count)).astype(np.uint64)
    one = np.uint64(1)
    shapes = np.stack([
        np.zeros(count, np.uint64), np.full(count, mask), one << position[0] & mask,
        (one << position[0]) - one & mask, (one << position[0] | one << position[1]) & mask,
        ~((one << position[0]) - one) & mask, ~(one << position[0]) & mask,
        (one << position[0]) + (one << position[1]) & mask, np.full(count, one),
        anything, anything, anything & ~((one << position[0]) - one) & mask,
    ])  # fmt: skip
    fraction = shapes[rng.integers(0, len(shapes), count), np.arange(count)]
    sign = rng.integers(0, 2, count, dtype=np.uint64)
    field = exponent.astype(np.uint64)
    return sign << np.uint64(width - 1) | field << np.uint64(fraction_bits) | fraction


def specials(width: int) -> list[int]:
    """Both zeros, subnormals, smallest and largest normal numbers, infinities, NaNs of both kinds."""
    exponent_bits, fraction_bits = _FIELDS[width]
    sign, one_ulp = 1 << (width - 1), 1 << fraction_bits
    infinity = ((1 << exponent_bits) - 1) << fraction_bits
    one = (infinity >> 1) & infinity
    quiet = 1 << (fraction_bits - 1)
    numbers = [0, sign, 1, sign | one_ulp - 1, one_ulp, one, sign | one, infinity - 1]
    nans = [infinity | quiet, sign | infinity | quiet | 5, infinity | 1, sign | infinity | quiet - 1]
    return [*numbers, infinity, sign | infinity, *nans]


def integers(count: int, rng: np.random.Generator) -> Words:
    """32-bit integers: near powers of two, near zero, or any."""
    powers = np.uint64(1) << rng.integers(0, 32, count).astype(np.uint64)
    near = powers + rng.integers(-2, 3, count).astype(np.int64).astype(np.uint64)
    choice = rng.integers(0, 3, count)
    small = rng.integers(-300, 300, count).astype(np.int64).astype(np.uint64)
    anything = rng.integers(0, 1 << 32, count, dtype=np.uint64)
    return np.where(choice == 0, near, np.where(choice == 1, small, anything)) & np.uint64(0xFFFFFFFF)


def operands(width: int, count: int, rng: np.random.Generator) -> Words:
    """Rows of three numbers; in a part of them the second or third is derived from the others, so that sums
    cancel, quotients are exact and products nearly meet the addend.
    """
    rows = np.stack([numbers(width, count, rng) for _ in range(3)], axis=1)
    sign = np.uint64(1 << (width - 1))
    mask = np.uint64((1 << width) - 1)
    relation = rng.integers(0, 8, count)
    step = rng.integers(-2, 3, count).astype(np.int64).astype(np.uint64)
    close = (rows[:, 0] + step & mask) ^ np.where(step & np.uint64(1), sign, np.uint64(0))
    rows[:, 1] = np.where(relation == 1, close, rows[:, 1])
    if width in (32, 64):
        values = rows.astype({32: np.uint32, 64: np.uint64}[width]).view(
            {32: np.float32, 64: np.float64}[width]
        )
        with np.errstate(all="ignore"):
            product = -(values[:, 0] * values[:, 1])
        patterns = product.view(f"u{width // 8}").astype(np.uint64)
        rows[:, 2] = np.where(relation == 2, patterns + step & mask, rows[:, 2])
    return rows


def modes(count: int, rng: np.random.Generator) -> NDArray[np.uint32]:
    """FPSCR values: all modes, sometimes with flags already set."""
    flags: NDArray[Any] = np.where(rng.integers(0, 8, count) == 0, rng.integers(0, 256, count) & 0x9F, 0)
    chosen: NDArray[np.uint32] = rng.choice(MODES, count)
    return chosen | flags.astype(np.uint32)
