"""Interrupt lines that follow flags and enables of registers, also where the core changes those by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vboard.builtin.machine.device_register import DeviceRegister
from vboard.builtin.machine.gpio import GPIO
from vboard.native import core

__all__ = ["InterruptLogic", "Pending"]


class Pending(NamedTuple):
    """Flags of a register that are enabled.

    Attributes:
        flags: register of the flags.
        enables: register of what enables them, None where nothing does.
        mask: the flags that count.
        shift: bit n is enabled by bit n + shift.
    """

    flags: DeviceRegister
    enables: DeviceRegister | None
    mask: int = 0xFFFF_FFFF
    shift: int = 0


class InterruptLogic(core.InterruptLogic):
    """A peripheral's interrupt lines: each is up while something is pending.

    Registers that it is given to (`Register.followed_by`) bring the lines up to date after each access that
    changes them; a model does so by `update` where it changes flags itself.
    """

    def __init__(self, lines: Mapping[GPIO, Sequence[Pending]] | None = None) -> None:
        self._lines: list[GPIO] = []
        self._kept: list[Pending] = []
        for line, terms in (lines or {}).items():
            self.add(line, terms)

    def add(self, line: GPIO, terms: Sequence[Pending]) -> None:
        """One more line, which is up while one of the terms is."""
        self.add_output(line, terms)
        self._lines.append(line)
        self._kept += terms

    def update(self) -> None:
        """Bring the lines up to date."""
        for number, level in self.settle() or ():
            self._lines[number].Set(level)
