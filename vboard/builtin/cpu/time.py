"""Exact virtual time of a core: instructions over MIPS, without rounding."""

from __future__ import annotations

_UNITS = 1000
"""Nanoseconds of one instruction times MIPS: 1000 / mips ns each."""


class CoreTime:
    """Time of the next instruction, as whole nanoseconds and a remainder in units of 1/mips ns."""

    def __init__(self) -> None:
        self.mips = 100
        self._ns = 0
        self._rest = 0

    @property
    def now(self) -> int:
        """Whole nanoseconds, rounded down."""
        return self._ns

    def after(self, instructions: int) -> int:
        """Whole nanoseconds when `instructions` more have executed."""
        return self._ns + (self._rest + _UNITS * instructions) // self.mips

    def advance(self, instructions: int) -> None:
        """Pass the time of `instructions`."""
        whole, self._rest = divmod(self._rest + _UNITS * instructions, self.mips)
        self._ns += whole

    def jump(self, time: int) -> None:
        """Pass time asleep until `time` (ns)."""
        if time > self._ns:
            self._ns, self._rest = time, 0

    def instructions_to(self, time: int) -> int:
        """Instructions that start before `time` (ns), at least 0."""
        return max(0, -((self._rest - (time - self._ns) * self.mips) // _UNITS))

    def set_mips(self, mips: int) -> None:
        """Change the speed; the remainder keeps its length as far as it can."""
        self._rest = self._rest * mips // self.mips if self.mips else 0
        self.mips = mips
