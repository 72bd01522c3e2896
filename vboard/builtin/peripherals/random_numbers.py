"""Random numbers of the models: a fixed sequence, so that runs repeat."""

from __future__ import annotations

MULTIPLIER, INCREMENT = 6364136223846793005, 1442695040888963407
SEED = 1


class RandomNumbers:
    """The upper bits of a 64-bit linear congruential generator with Knuth's MMIX constants."""

    def __init__(self) -> None:
        self._state = SEED

    def next(self, bits: int) -> int:
        """The next number of 1 to 32 bits."""
        self._state = (self._state * MULTIPLIER + INCREMENT) & (1 << 64) - 1
        return self._state >> 64 - bits
