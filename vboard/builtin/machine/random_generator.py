"""`emulation RandomGenerator`: numbers for scripts, the same in every run."""

from __future__ import annotations

import random

from vboard.builtin.types import Int


class RandomGenerator:
    """A sequence that begins anew with each emulation; its members have .NET's and Renode's names."""

    def __init__(self, seed: int = 0) -> None:
        self._source = random.Random(seed)

    def Next(self, minValue: Int | None = None, maxValue: Int | None = None) -> int:
        """A number of 31 bits; below the argument; from the first argument up to below the second.

        Raises:
            ValueError: there is no such number.
        """
        if minValue is None:
            return self._source.getrandbits(31)
        low, high = (0, minValue) if maxValue is None else (minValue, maxValue)
        return self._source.randrange(low, high)

    def NextUlong(self) -> int:
        """A number of 64 bits."""
        return self._source.getrandbits(64)

    def NextDouble(self) -> float:
        """A number from 0 to below 1."""
        return self._source.random()

    def NextBytes(self, buffer: list[int]) -> None:
        """Fill an array of bytes."""
        buffer[:] = self._source.randbytes(len(buffer))
