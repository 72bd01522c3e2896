"""Banks of external interrupt lines, as the newer STM32 have them (RM0433 rev 7, section 20.6).

A bank is up to 32 lines: configurable ones latch an edge in a pending register, direct ones follow their
input. As Renode 1.16.1 models it, an edge on a masked line is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vboard.builtin.machine.gpio import InputMask
from vboard.builtin.peripherals.register_map import Register


@dataclass(frozen=True)
class ExtiBank:
    """Lines `first` to `first` + 31.

    Attributes:
        configurable: bits of the lines that have edges and a pending bit.
        rising: pending register of rising edges.
        falling: pending register of falling edges; the same one where there is only one.
        drive: sets the level of an output line.
    """

    first: int
    configurable: int
    mask: Register
    rising_edges: Register
    falling_edges: Register
    rising: Register
    falling: Register
    drive: Callable[[int, bool], None]

    def input_mask(self, line: int) -> InputMask:
        """What masks the input of a line."""
        return self.mask, 1 << line - self.first

    def level(self, line: int, value: bool) -> None:
        """The input of a line changed."""
        bit = 1 << line - self.first
        if not self.mask.value & bit:
            return
        if not self.configurable & bit:
            self.drive(line, value)
            return
        edges, pending = (self.rising_edges, self.rising) if value else (self.falling_edges, self.falling)
        if edges.value & bit:
            pending.value |= bit
            self.drive(line, True)

    def trigger(self, bits: int) -> None:
        """Software raises the lines `bits`, as far as they are configurable and not masked."""
        bits &= self.configurable & self.mask.value
        self.rising.value |= bits
        self._drive_all(bits, True)

    def acknowledge(self, pending: Register, bits: int) -> None:
        """Software clears pending bits; a line falls when neither register has it."""
        bits &= self.configurable
        pending.value &= ~bits
        self._drive_all(bits & ~(self.rising.value | self.falling.value), False)

    def _drive_all(self, bits: int, value: bool) -> None:
        for i in range(32):
            if bits >> i & 1:
                self.drive(self.first + i, value)
